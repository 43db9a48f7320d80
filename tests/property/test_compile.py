"""Random members of every preset: module, source, cost and shapes say the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from searchapp.nas import cost
from searchapp.nas.compile import build, source
from searchapp.nas.operators.shapes import infer
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.space import SearchSpace

SYMBOLS = {"channels": 1, "height": 8, "width": 8, "classes": 10}
TABLE = {"numbers": 13, "cardinalities": [3, 2], "columns": 15}
MEMBERS = 3


@pytest.mark.parametrize("preset", PRESETS.names())
def test_random_members_of_a_preset_compile_to_one_tree(preset: str) -> None:
    document = PRESETS.get(preset).document()
    is_image = document.problem.kind == "image_classification"
    space = SearchSpace(document, SYMBOLS if is_image else TABLE)
    shape = (1, 8, 8) if is_image else (15,)
    rng = np.random.default_rng(7)
    for _ in range(MEMBERS):
        architecture = space.sample(rng)
        plan = infer(space.bind(architecture), (shape,))
        built = build(plan, torch.Generator().manual_seed(0)).eval()
        names: dict[str, Any] = {}
        exec(source(plan), names)
        copied = names["build"]().eval()
        assert list(copied.state_dict()) == list(built.state_dict())
        copied.load_state_dict(built.state_dict())
        x = torch.randn(2, *shape, generator=torch.Generator().manual_seed(1))
        with torch.inference_mode():
            result = built(x)
            assert torch.equal(copied(x), result)
        assert tuple(result.shape[1:]) == plan.output_shapes[0][0]
        assert cost.parameters(plan) == sum(p.numel() for p in built.parameters())
