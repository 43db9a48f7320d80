"""What every operator of the catalogue must keep: torch on its meta device is the oracle."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import torch
from torch import nn

from searchapp.nas.errors import CannotCompile, ShapeMismatch
from searchapp.nas.layers import blocks
from searchapp.nas.operators.base import OPERATORS, Operator
from searchapp.nas.operators.catalogue import operator_form, operator_forms
from searchapp.nas.operators.rules import plan_operator
from searchapp.nas.operators.traits import traits
from searchapp.nas.space.expressions import parse
from searchapp.wire.forms import OperatorForm

NAMES = OPERATORS.names()
FAMILIES = {
    "convolution", "normalization", "activation", "pooling",
    "linear", "embedding", "regularization", "skip", "merge",
}  # fmt: skip
SHAPES = ((5,), (6, 9), (4, 8, 8), (6, 7, 5), (1, 1, 1), (12, 3, 16))
SAMPLES: dict[str, list[Any]] = {
    "channels": [0, 4, 7, 12], "kernel": [1, 2, 3, 5], "stride": [1, 2, 3], "dilation": [1, 2],
    "groups": [1, 2, 3, 4], "bias": [True, False], "affine": [True, False], "momentum": [0.1, 0.3],
    "kind": ["avg", "max"], "features": [0, 7], "expand": [1, 3], "slope": [0.01, 0.2],
    "p": [0.0, 0.5], "numbers": [0, 3, 5], "cardinalities": [[], [4], [2, 3]], "dim": [8, 3],
}  # fmt: skip


def settings_of(entry: type[Operator]) -> list[dict[str, Any]]:
    """Return the defaults, each sample of one setting alone, and mixtures of all."""
    names = list(entry.Settings.model_fields)
    found: list[dict[str, Any]] = [{}]
    found += [{name: value} for name in names for value in SAMPLES[name]]
    for k in range(6):
        found.append(
            {name: SAMPLES[name][(k + j) % len(SAMPLES[name])] for j, name in enumerate(names)}
        )
    return found


def inputs_of(entry: type[Operator]) -> Iterator[tuple[tuple[tuple[int, ...], ...], ...]]:
    for shape in SHAPES:
        many = entry.inputs[0].many
        for count in (1, 2, 3) if many else (1,):
            yield ((shape,) * count,)


def fitting_cases(name: str) -> Iterator[tuple[Any, tuple[Any, ...], tuple[int, ...]]]:
    """Yield what the operator accepts: (planned, input shapes, output shape)."""
    entry = OPERATORS.get(name)
    for settings in settings_of(entry):
        for inputs in inputs_of(entry):
            try:
                planned, outputs = plan_operator(name, settings, inputs)
            except (ShapeMismatch, CannotCompile):
                continue
            yield planned, inputs, outputs[0][0]


def run_on_meta(module: nn.Module, inputs: tuple[Any, ...]) -> torch.Size:
    tensors = [torch.empty(2, *shape, device="meta") for port in inputs for shape in port]
    shape: torch.Size = module(*tensors).shape
    return shape


@pytest.mark.parametrize("name", NAMES)
def test_shape_parameters_and_macs_are_those_of_the_built_module(name: str) -> None:
    """Macs are counted at the layers themselves."""
    cases = list(fitting_cases(name))
    assert cases, "no sample shape suits this operator"
    for planned, inputs, output in cases:
        with torch.device("meta"):
            module = planned.layer.build()
        assert planned.parameters == sum(p.numel() for p in module.parameters()), (planned, inputs)
        macs = count_by_hooks(module)
        assert run_on_meta(module, inputs) == (2, *output), (planned, inputs)
        assert planned.macs == sum(macs), (planned, inputs)


def count_by_hooks(module: nn.Module) -> list[int]:
    """Return a list to which every layer adds its macs when the module is run."""
    found: list[int] = []

    def count(layer: nn.Module, _: Any, output: torch.Tensor) -> None:
        assert isinstance(layer, nn.Conv2d | nn.Linear)
        positions = output[0].numel() // output.shape[1]
        found.append(positions * layer.weight.numel())
        found.append(positions * output.shape[1] if layer.bias is not None else 0)

    for layer in module.modules():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            layer.register_forward_hook(count)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_gradients_reach_inputs_and_parameters(name: str) -> None:
    planned, inputs, _ = max(fitting_cases(name), key=lambda case: len(case[1][0]))
    module = planned.layer.build()
    generator = torch.Generator().manual_seed(0)
    tensors = [
        torch.randn(3, *shape, generator=generator).requires_grad_()
        for port in inputs
        for shape in port
    ]
    output = module(*tensors)
    if name == "zero":
        assert not output.any()
        return
    output.pow(2).sum().backward()
    for tensor in [*tensors, *module.parameters()]:
        assert tensor.grad is not None
        assert tensor.grad.isfinite().all()


@pytest.mark.parametrize("name", NAMES)
def test_source_evaluates_to_the_same_module(name: str) -> None:
    for planned, _, _ in fitting_cases(name):
        layer = planned.layer
        if layer.function is not None:
            continue
        with torch.device("meta"):
            again, built = eval(layer.source(), {"nn": nn, **vars(blocks)}), layer.build()
        assert repr(again) == repr(built)
        assert list(again.state_dict()) == list(built.state_dict())


@pytest.mark.parametrize("name", NAMES)
def test_settings_survive_json(name: str) -> None:
    entry = OPERATORS.get(name)
    for planned, _, _ in fitting_cases(name):
        text = json.dumps(dict(planned.settings))
        assert entry.Settings.model_validate_json(text) == entry.Settings(**planned.settings)


@pytest.mark.parametrize("name", NAMES)
def test_rules_mention_settings_and_ports_only(name: str) -> None:
    entry = OPERATORS.get(name)
    known = {*entry.Settings.model_fields, *(port.id for port in entry.inputs)}
    for text in [*entry.shape.values(), *(rule.expr for rule in entry.requires)]:
        assert parse(text).names <= known
    for text in (entry.parameters, entry.macs):
        assert parse(text).names <= known | set(entry.outputs)
    assert parse(entry.is_identity).names <= set(entry.Settings.model_fields)
    assert set(entry.shape) == set(entry.outputs)


@pytest.mark.parametrize("name", NAMES)
def test_what_claims_to_be_an_identity_is_one(name: str) -> None:
    generator = torch.Generator().manual_seed(0)
    for planned, inputs, _ in fitting_cases(name):
        if traits(name, planned.settings).is_identity:
            x = torch.randn(2, *inputs[0][0], generator=generator)
            assert torch.equal(planned.layer.build()(x), x)


@pytest.mark.parametrize("name", NAMES)
def test_what_claims_to_be_symmetric_is_so(name: str) -> None:
    if not traits(name, {}).is_symmetric or name == "concat":
        return
    generator = torch.Generator().manual_seed(0)
    a, b = torch.randn(2, 3, generator=generator), torch.randn(2, 3, generator=generator)
    planned, _ = plan_operator(name, {}, (((3,), (3,)),))
    assert torch.equal(planned.layer.build()(a, b), planned.layer.build()(b, a))


@pytest.mark.parametrize("name", NAMES)
def test_the_form_says_what_people_and_the_browser_need(name: str) -> None:
    form = OperatorForm(**operator_form(name))
    assert form.title
    assert form.summary.endswith(".")
    assert form.family in FAMILIES
    assert 1 <= len(form.glyph) <= 2
    for field in form.settings["properties"].values():
        assert field["title"]
        assert field["description"]
    assert form.is_merge == form.inputs[0].many


def test_titles_are_told_apart() -> None:
    titles = [form["title"] for form in operator_forms()]
    assert len(titles) == len(set(titles))
    assert operator_form("max_pool")["title"] == "Max pooling"
