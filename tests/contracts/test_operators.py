"""What every operator of the catalogue must keep: torch on its meta device is the oracle."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
import torch
from pydantic import ValidationError
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from searchapp.nas.errors import CannotCompile, ShapeMismatch
from searchapp.nas.layers.layer import block_classes
from searchapp.nas.operators.base import OPERATORS, Operator
from searchapp.nas.operators.catalogue import operator_form, operator_forms
from searchapp.nas.operators.rules import plan_operator
from searchapp.nas.operators.traits import traits
from searchapp.nas.space.expressions import parse
from searchapp.wire.forms import OperatorForm

NAMES = OPERATORS.names()
BLOCKS = block_classes()
ITEMS = 2
CONVOLUTIONS = nn.Conv1d | nn.Conv2d | nn.ConvTranspose2d
FAMILIES = {
    "convolution", "normalization", "activation", "pooling",
    "linear", "embedding", "regularization", "skip", "merge",
    "series", "recurrent", "attention", "resizing", "gating", "reshaping",
}  # fmt: skip
WITHOUT_GRADIENT = {("embedding", "x"), ("upsample_like", "like")}
"""Codes are no numbers, and of an image only the size may be looked at."""
SHAPES = ((5,), (6, 9), (8, 12), (4, 8, 8), (6, 7, 5), (1, 1, 1), (12, 3, 16))
SAMPLES: dict[str, list[Any]] = {
    "channels": [0, 4, 7, 12], "kernel": [1, 2, 3, 5], "stride": [1, 2, 3], "dilation": [1, 2],
    "groups": [1, 2, 3, 4], "bias": [True, False], "affine": [True, False], "momentum": [0.1, 0.3],
    "kind": ["avg", "max", "layer", "batch", "none", "gelu"],
    "features": [0, 7], "expand": [1, 3], "slope": [0.01, 0.2],
    "p": [0.0, 0.5], "padding": ["same", "causal"], "cell": ["lstm", "gru", "rnn"], "units": [3, 8],
    "bidirectional": [True, False], "heads": [1, 2, 4], "out": [0, 5], "causal": [True, False],
    "ratio": [2, 4, 1], "factor": [2, 1, 3], "mode": ["nearest", "bilinear"], "height": [3, 4],
    "width": [4, 3], "start": [0.1, 1.0], "amount": [0, 2], "vocabulary": [7, 20], "size": [1, 2],
    "kernel_h": [0, 1, 3], "kernel_w": [0, 5],
    "numbers": [0, 3, 5], "cardinalities": [[], [4], [2, 3]], "dim": [8, 3],
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
    return [settings for settings in found if _is_allowed(entry, settings)]


def _is_allowed(entry: type[Operator], settings: dict[str, Any]) -> bool:
    """Tell whether the operator may have these settings: a name has samples for all operators."""
    try:
        entry.Settings(**settings)
    except ValidationError:
        return False
    return True


def inputs_of(entry: type[Operator]) -> Iterator[tuple[tuple[tuple[int, ...], ...], ...]]:
    if entry.inputs[0].many:
        yield from (((shape,) * count,) for shape in SHAPES for count in (1, 2, 3))
        return
    for shapes in product(SHAPES, repeat=len(entry.inputs)):
        yield tuple((shape,) for shape in shapes)


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
    tensors = [torch.empty(ITEMS, *shape, device="meta") for port in inputs for shape in port]
    shape: torch.Size = module(*tensors).shape
    return shape


@pytest.mark.parametrize("name", NAMES)
def test_shape_parameters_and_macs_are_those_of_the_built_module(name: str) -> None:
    """torch's own counter counts the products, hooks at the layers the biases."""
    cases = list(fitting_cases(name))
    assert cases, "no sample shape suits this operator"
    for planned, inputs, output in cases:
        with torch.device("meta"):
            module = planned.layer.build()
        assert planned.parameters == sum(p.numel() for p in module.parameters()), (planned, inputs)
        biases = count_biases(module)
        with FlopCounterMode(display=False) as products:
            assert run_on_meta(module, inputs) == (ITEMS, *output), (planned, inputs)
        macs = products.get_total_flops() // (2 * ITEMS) + sum(biases)
        assert planned.macs == macs, (planned, inputs)


def count_biases(module: nn.Module) -> list[int]:
    """Return a list to which every layer adds how often it adds a bias when the module is run."""
    found: list[int] = []

    def count(layer: nn.Module, _: Any, output: Any) -> None:
        if isinstance(layer, nn.RNNBase):
            per_step = sum(p.numel() for name, p in layer.named_parameters() if "bias" in name)
            found.append(per_step * output[0].shape[1])
        elif getattr(layer, "bias", None) is not None:
            found.append(output[0].numel())

    for layer in module.modules():
        if isinstance(layer, CONVOLUTIONS | nn.Linear | nn.RNNBase):
            layer.register_forward_hook(count)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_gradients_reach_inputs_and_parameters(name: str) -> None:
    planned, inputs, _ = max(fitting_cases(name), key=lambda case: len(case[1][0]))
    module = planned.layer.build()
    generator = torch.Generator().manual_seed(0)
    ports = [entry.id for entry in OPERATORS.get(name).inputs]
    tensors = [
        (port, torch.randn(3, *shape, generator=generator).requires_grad_())
        for port, shapes in zip(ports, inputs, strict=True)
        for shape in shapes
    ]
    output = module(*(tensor for _, tensor in tensors))
    if name == "zero":
        assert not output.any()
        return
    output.pow(2).sum().backward()
    reached = [tensor for port, tensor in tensors if (name, port) not in WITHOUT_GRADIENT]
    for tensor in [*reached, *module.parameters()]:
        assert tensor.grad is not None
        assert tensor.grad.isfinite().all()


@pytest.mark.parametrize("name", NAMES)
def test_source_evaluates_to_the_same_module(name: str) -> None:
    for planned, _, _ in fitting_cases(name):
        layer = planned.layer
        if layer.function is not None:
            continue
        with torch.device("meta"):
            again, built = eval(layer.source(), {"nn": nn, **BLOCKS}), layer.build()
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
