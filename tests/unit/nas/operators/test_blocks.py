"""What layers compute, on numbers: each block against its formula written with plain functions."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from searchapp.nas.errors import CannotCompile
from searchapp.nas.layers.functions import FUNCTIONS
from searchapp.nas.layers.layer import Layer, block_sources, sources_of
from searchapp.nas.operators.projection import project
from searchapp.nas.operators.rules import plan_operator


def image(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(2, *shape, generator=torch.Generator().manual_seed(seed))


def built(name: str, shape: tuple[int, ...], **settings: Any) -> nn.Module:
    """Build an operator, in evaluation mode, with norms that do something."""
    planned, _ = plan_operator(name, settings, ((shape,),))
    module = planned.layer.build().eval()
    generator = torch.Generator().manual_seed(1)
    for value in module.state_dict().values():
        if value.is_floating_point():
            value.copy_(torch.rand(value.shape, generator=generator) + 0.1)
    return module


def norm(x: torch.Tensor, layer: Any) -> torch.Tensor:
    shape = (1, -1, *(1 for _ in x.shape[2:]))
    mean, variance = layer.running_mean.view(shape), layer.running_var.view(shape)
    scale, shift = layer.weight.view(shape), layer.bias.view(shape)
    normed: torch.Tensor = (x - mean) / torch.sqrt(variance + layer.eps) * scale + shift
    return normed


def close(a: torch.Tensor, b: torch.Tensor) -> bool:
    return a.shape == b.shape and torch.allclose(a, b, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("kernel", [1, 3, 5])
@pytest.mark.parametrize("name", ["conv_bn", "conv_bn_relu", "relu_conv_bn"])
def test_a_block_is_its_parts_in_the_order_of_its_name(name: str, kernel: int, stride: int) -> None:
    x = image(3, 7, 6)
    module = built(name, (3, 7, 6), channels=4, kernel=kernel, stride=stride)
    convolution = next(m for m in module.modules() if isinstance(m, nn.Conv2d))
    layer = next(m for m in module.modules() if isinstance(m, nn.BatchNorm2d))
    y = F.relu(x) if name.startswith("relu") else x
    y = norm(F.conv2d(y, convolution.weight, None, stride, kernel // 2), layer)
    assert close(module(x), F.relu(y) if name.endswith("relu") else y)
    assert convolution.bias is None


@pytest.mark.parametrize(("size", "half"), [((8, 8), (4, 4)), ((7, 8), (4, 4)), ((5, 7), (3, 4))])
def test_a_reduction_sees_even_pixels_with_one_half_and_odd_ones_with_the_other(
    size: tuple[int, int], half: tuple[int, int]
) -> None:
    module: Any = built("factorized_reduce", (2, *size), channels=5)
    x = image(2, *size)
    y = F.relu(x)
    odd = F.pad(y, (0, 1, 0, 1))[:, :, 1::2, 1::2][:, :, : half[0], : half[1]]
    even = y[:, :, ::2, ::2]
    parts = [F.conv2d(even, module.even.weight), F.conv2d(odd, module.odd.weight)]
    assert [part.shape[1] for part in parts] == [2, 3]
    assert close(module(x), norm(torch.cat(parts, 1), module.norm))


@pytest.mark.parametrize(
    ("channels", "stride", "kind"), [(3, 1, "itself"), (4, 1, "convolution"), (4, 2, "pooled")]
)
def test_the_shortcut_of_a_residual_block_is_as_plain_as_shapes_allow(
    channels: int, stride: int, kind: str
) -> None:
    module: Any = built("residual_block", (3, 7, 7), channels=channels, stride=stride)
    x = image(3, 7, 7)
    beside = module(x) - module.second(module.first(x))
    if kind == "itself":
        wanted = x
    elif kind == "convolution":
        wanted = module.shortcut(x)
        assert len(list(module.shortcut.parameters())) == 3
    else:
        weight = module.shortcut[1].weight
        wanted = F.conv2d(F.avg_pool2d(x, 2, 2, ceil_mode=True), weight)
        assert len(list(module.shortcut.parameters())) == 1
    assert torch.allclose(beside, wanted, atol=1e-2, rtol=1e-3)


@pytest.mark.parametrize(
    ("channels", "stride", "expand", "has_shortcut"),
    [(3, 1, 6, True), (3, 2, 6, False), (5, 1, 6, False), (3, 1, 1, True)],
)
def test_an_inverted_residual_adds_its_input_exactly_where_it_fits(
    channels: int, stride: int, expand: int, has_shortcut: bool
) -> None:
    module: Any = built("mbconv", (3, 6, 6), channels=channels, stride=stride, expand=expand)
    x = image(3, 6, 6)
    inner = module.layers(x)
    assert close(module(x), inner + x if has_shortcut else inner)
    wide = [m.out_channels for m in module.modules() if isinstance(m, nn.Conv2d)]
    assert wide == ([3 * expand] if expand > 1 else []) + [3 * expand, channels]


@pytest.mark.parametrize("kernel", [2, 3])
@pytest.mark.parametrize("stride", [1, 2])
def test_an_average_does_not_count_the_padding(kernel: int, stride: int) -> None:
    """A constant image stays constant, up to its borders."""
    module = built("avg_pool", (1, 5, 5), kernel=kernel, stride=stride)
    found = module(torch.full((1, 1, 5, 5), 3.0))
    assert torch.allclose(found, torch.full_like(found, 3.0))


def test_the_largest_of_a_window_is_never_the_padding() -> None:
    module = built("max_pool", (1, 4, 4), kernel=3)
    assert float(module(torch.full((1, 1, 4, 4), -7.0)).max()) == -7.0


@pytest.mark.parametrize("stride", [1, 2, 3])
def test_zeros_have_the_size_of_a_convolution_with_that_stride(stride: int) -> None:
    x = image(2, 7, 5)
    zeros = built("zero", (2, 7, 5), stride=stride)(x)
    convolved = built("conv", (2, 7, 5), kernel=3, stride=stride)(x)
    assert zeros.shape == convolved.shape
    assert not zeros.any()


def test_zeros_stay_zeros_whatever_comes_in() -> None:
    zero = built("zero", (1, 2, 2))
    assert not zero(torch.full((1, 1, 2, 2), float("inf"))).any()


@pytest.mark.parametrize("kind", ["avg", "max"])
@pytest.mark.parametrize("shape", [(3, 4, 5), (3, 6)])
def test_global_pooling_leaves_one_number_a_channel(kind: str, shape: tuple[int, ...]) -> None:
    x = image(*shape)
    flat = x.flatten(2)
    wanted = flat.max(2).values if kind == "max" else flat.mean(2)
    assert close(built("global_pool", shape, kind=kind)(x), wanted)


@pytest.mark.parametrize("shape", [(6,), (6, 5), (6, 4, 4)])
def test_a_layer_norm_is_over_all_of_an_item_and_none_of_the_others(shape: tuple[int, ...]) -> None:
    planned, _ = plan_operator("layer_norm", {}, ((shape,),))
    module = planned.layer.build()
    x = image(*shape)
    y = module(x)
    assert close(y[0], module(x[:1])[0])
    assert torch.allclose(y.flatten(1).mean(1), torch.zeros(2), atol=1e-5)
    assert torch.allclose(y.flatten(1).std(1, correction=0), torch.ones(2), atol=1e-3)


def test_groups_are_normalised_apart() -> None:
    planned, _ = plan_operator("group_norm", {"groups": 2}, (((4, 3, 3),),))
    y = planned.layer.build()(image(4, 3, 3) * torch.tensor([1.0, 1, 50, 50]).view(1, 4, 1, 1))
    halves = y.view(2, 2, -1)
    assert torch.allclose(halves.std(2, correction=0), torch.ones(2, 2), atol=1e-3)


@pytest.mark.parametrize("p", [0.0, 0.5])
def test_dropout_acts_while_training_only(p: float) -> None:
    module = built("dropout", (1_000,), p=p)
    x = torch.ones(2, 1_000)
    assert torch.equal(module(x), x)
    with torch.random.fork_rng():
        torch.set_rng_state(torch.Generator().manual_seed(0).get_state())
        dropped = module.train()(x)
    assert float((dropped == 0).float().mean()) == pytest.approx(p, abs=0.05)
    assert set(dropped.unique().tolist()) <= {0.0, 1 / (1 - p)}


# Functions: their text and their meaning --------------------------------------------------------


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("count", [1, 2, 4])
def test_the_text_of_a_function_means_what_it_computes(name: str, count: int) -> None:
    if name in ("identity", "flatten") and count > 1:
        return
    tensors = [image(3, 2, 2, seed=k) for k in range(count)]
    names = {f"t{k}": tensor for k, tensor in enumerate(tensors)}
    text = FUNCTIONS[name].write(list(names))
    found = eval(text, {"torch": torch, **names})
    assert torch.equal(found, FUNCTIONS[name].compute(tensors))
    assert torch.equal(found, Layer(name).build()(*tensors))


@pytest.mark.parametrize(
    ("name", "wanted"), [("sum", 10.0), ("mean", 2.5), ("mul", 24.0), ("max", 4.0)]
)
def test_merges_are_named_for_what_they_do(name: str, wanted: float) -> None:
    tensors = [torch.full((1, 1), float(k)) for k in (1, 2, 3, 4)]
    assert float(FUNCTIONS[name].compute(tensors)) == wanted


def test_channels_are_put_side_by_side_in_order() -> None:
    a, b = torch.zeros(1, 2, 2, 2), torch.ones(1, 3, 2, 2)
    assert FUNCTIONS["concat"].compute([a, b])[0, :, 0, 0].tolist() == [0, 0, 1, 1, 1]


# Layers as data -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "target"),
    [
        ((3, 8, 8), (5, 8, 8)), ((3, 8, 8), (5, 4, 4)), ((3, 9, 9), (2, 3, 3)),
        ((3, 8, 8), (3, 3, 3)), ((3, 8, 6), (3, 4, 2)), ((3, 8, 8), (3, 4, 8)),
        ((1, 4, 4), (2, 9, 9)), ((1, 4, 4), (2, 2, 9)), ((6,), (4,)), ((1, 1, 1), (1, 5, 5)),
    ],
)  # fmt: skip
def test_a_projection_gives_the_shape_asked_for_at_the_cost_told(
    shape: tuple[int, ...], target: tuple[int, ...]
) -> None:
    planned = project(shape, target)
    module = planned.layer.build()
    work = 0

    def count(layer: Any, _inputs: Any, output: torch.Tensor) -> None:
        nonlocal work
        work += output[0].numel() // output.shape[1] * layer.weight.numel()
        work += output[0].numel() if layer.bias is not None else 0

    for layer in module.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            layer.register_forward_hook(count)
    assert tuple(module(image(*shape)).shape) == (2, *target)
    assert sum(value.numel() for value in module.parameters()) == planned.parameters
    assert work == planned.macs


@pytest.mark.parametrize("name", ["nn.NoSuchLayer", "Nothing", "nn.functional", "nn.__doc__", ""])
def test_a_layer_of_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(CannotCompile, match="a layer must be a class"):
        Layer(name).build()


@pytest.mark.parametrize("name", list(block_sources()))
def test_a_copied_block_stands_alone(name: str) -> None:
    """Its text with those of the blocks it uses needs torch and nothing else."""
    names: dict[str, Any] = {"torch": torch, "nn": nn, "F": F}
    for text in sources_of(frozenset({name})):
        exec("from __future__ import annotations\n" + text, names)
    assert issubclass(names[name], nn.Module)
