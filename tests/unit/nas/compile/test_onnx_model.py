"""ONNX is given away only if onnxruntime says what torch says; else the reason is told."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from searchapp.nas.compile import build
from searchapp.nas.compile import onnx_model as subject
from searchapp.nas.compile.onnx_model import NotExported, onnx_model
from searchapp.nas.operators.shapes import infer
from tests import trees

needs_onnx = pytest.mark.skipif(bool(subject.missing()), reason="the extra onnx is not installed")
ITEMS = (torch.rand(5, 3, 3, generator=torch.Generator().manual_seed(0)),)


class Does(nn.Module):
    """A network that does one thing."""

    def __init__(self, thing: Callable[[torch.Tensor], Any]) -> None:
        super().__init__()
        self.thing = thing

    def forward(self, x: torch.Tensor) -> Any:
        return self.thing(x)


@needs_onnx
def test_a_network_takes_any_number_of_items_and_says_what_it_is() -> None:
    import onnxruntime

    network = build(
        infer(trees.residual((4, 6), depth=1), ((2, 6, 6),)), torch.Generator().manual_seed(0)
    ).eval()
    items = torch.rand(4, 2, 6, 6, generator=torch.Generator().manual_seed(1))
    model = onnx_model(network, (items,), {"title": "Stripes", "input": "images"})
    assert (model.items, model.difference < 1e-5) == (4, True)
    session = onnxruntime.InferenceSession(model.data)
    (taken,), (given,) = session.get_inputs(), session.get_outputs()
    assert (taken.name, taken.shape) == ("input", ["batch", 2, 6, 6])
    assert (given.name, given.shape[0]) == ("output", "batch")
    assert session.get_modelmeta().custom_metadata_map == {"title": "Stripes", "input": "images"}
    more = torch.cat([items, items, items])
    (said,) = session.run(None, {"input": more.numpy()})
    with torch.inference_mode():
        assert np.allclose(said, network(more).numpy(), atol=1e-5)


@needs_onnx
def test_several_outputs_have_names_of_their_own() -> None:
    import onnxruntime

    model = onnx_model(Does(lambda x: (x.tanh(), x.sum(1))), ITEMS, {})
    session = onnxruntime.InferenceSession(model.data)
    assert [port.name for port in session.get_outputs()] == ["output_1", "output_2"]


@needs_onnx
@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (torch.linalg.svdvals, "but aten::linalg_svdvals does not"),
        (lambda x: x / 0, "must say finite numbers of 1 items, but does not"),
        # The number of items is a constant to whoever traces.
        (lambda x: x * float(x.shape[0]), "over 1 items they differ by"),
    ],
)
def test_what_cannot_be_given_away_is_refused_with_the_reason(
    thing: Callable[[torch.Tensor], Any], words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NotExported, match=words):
        onnx_model(Does(thing), ITEMS, {})
    assert capfd.readouterr().out == ""  # the standard output may be somebody's protocol


@pytest.mark.parametrize("gone", [["onnx"], ["onnxruntime"], ["onnx", "onnxruntime"]])
def test_what_is_not_installed_is_named(gone: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "find_spec", lambda name: None if name in gone else True)
    with pytest.raises(NotExported, match=f"but there is no {' and no '.join(gone)}$"):
        onnx_model(Does(torch.tanh), ITEMS, {})


def test_the_tests_run_with_what_the_extra_installs() -> None:
    project = tomllib.loads((Path(__file__).parents[4] / "pyproject.toml").read_text())
    extra = project["project"]["optional-dependencies"]["onnx"]
    assert [line.partition("==")[0] for line in extra] == list(subject.PACKAGES)
    assert set(extra) <= set(project["dependency-groups"]["dev"])
