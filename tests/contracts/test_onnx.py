"""Every operator of the catalogue can be given away as ONNX, for any number of items."""

from __future__ import annotations

import pytest
import torch

from searchapp.nas.compile.onnx_model import TOLERANCE, onnx_model
from searchapp.nas.operators.base import OPERATORS
from tests.contracts.test_operators import fitting_cases

pytest.importorskip("onnx", reason="the extra onnx is not installed")
pytest.importorskip("onnxruntime", reason="the extra onnx is not installed")


@pytest.mark.parametrize("name", OPERATORS.names())
def test_onnxruntime_says_what_torch_says(name: str) -> None:
    """With one item and with three; an operator that ONNX lacks would be refused by its name."""
    planned, inputs, _ = max(fitting_cases(name), key=lambda case: len(case[1][0]))
    generator = torch.Generator().manual_seed(0)
    items = tuple(torch.rand(3, *shape, generator=generator) for port in inputs for shape in port)
    model = onnx_model(planned.layer.build().eval(), items, {})
    assert model.items == 3
    assert model.difference <= TOLERANCE
