"""Shape inference: what is inferred, what is projected, what is said when shapes do not meet."""

from __future__ import annotations

from typing import Any

import pytest

from searchapp.nas import cost
from searchapp.nas.errors import CannotCompile, ShapeMismatch, UnknownName
from searchapp.nas.operators.plan import PROJECTION, Plan
from searchapp.nas.operators.shapes import infer
from searchapp.nas.space.bound import BoundModule, Shape
from tests.trees import module, node, residual, wire, wires


def merge(mode: str = "sum", on_mismatch: str = "project", **settings: Any) -> BoundModule:
    """Return a merge of the input and of a strided convolution of it."""
    nodes = [
        node("conv", "conv", wires("in.x"), settings=settings),
        node("m", mode, [wire("conv", "a"), wire("in.x", "b")], on_mismatch=on_mismatch),
    ]
    return module("cell", ["x"], nodes, {"y": wires("m")})


def projection_of(plan: Plan) -> str:
    (found,) = [n for n in plan.nodes if getattr(n.body, "operator", None) == PROJECTION]
    assert not isinstance(found.body, Plan)
    return found.body.layer.source()


def test_a_mismatch_names_both_shapes_and_the_place() -> None:
    with pytest.raises(ShapeMismatch, match="4×8×8, 1×8×8") as error:
        infer(merge(on_mismatch="error", channels=4), ((1, 8, 8),))
    assert error.value.path == ("cell", "m")
    assert "at 'm' in 'cell'" in error.value.message


def test_the_innermost_place_is_said_and_the_path_leads_there() -> None:
    outer = module(
        "net",
        ["x"],
        [node("c", merge(on_mismatch="error", stride=2), wires("in.x"))],
        {"y": wires("c")},
    )
    with pytest.raises(ShapeMismatch) as error:
        infer(outer, ((1, 8, 8),))
    assert error.value.path == ("net", "c", "cell", "m")
    assert error.value.message.count("at '") == 1


@pytest.mark.parametrize(
    ("shape", "conv", "expected"),
    [
        ((1, 8, 8), {"channels": 4}, "ConvBN(1, 4, 1)"),
        ((1, 8, 8), {"channels": 4, "stride": 2}, "ConvBN(1, 4, 1, stride=2)"),
        ((1, 7, 7), {"stride": 2}, "nn.Sequential(nn.AdaptiveAvgPool2d((4, 4)), ConvBN(1, 1, 1))"),
    ],
)
def test_a_projection_strides_where_the_size_divides_and_pools_elsewhere(
    shape: Shape, conv: dict[str, Any], expected: str
) -> None:
    plan = infer(merge(**conv), (shape,))
    assert projection_of(plan) == expected
    assert plan.output_shapes[0] == plan.nodes[0].output_shapes[0]


def test_a_projection_grows_by_nearest_up_sampling() -> None:
    nodes = [
        node("small", "max_pool", wires("in.x"), settings={"stride": 2}),
        node("m", "sum", [wire("small", "a"), wire("in.x", "b")], on_mismatch="project", like="b"),
    ]
    plan = infer(module("cell", ["x"], nodes, {"y": wires("m")}), ((2, 8, 8),))
    assert "nn.Upsample(size=(8, 8), mode='nearest')" in projection_of(plan)


def test_concat_keeps_channels_when_sizes_are_made_equal() -> None:
    plan = infer(merge("concat", channels=4, stride=2), ((3, 8, 8),))
    assert plan.output_shapes == (((7, 4, 4),),)
    assert projection_of(plan) == "ConvBN(3, 3, 1, stride=2)"


def test_concat_of_different_widths_needs_no_projection() -> None:
    plan = infer(merge("concat", channels=4), ((3, 8, 8),))
    assert plan.output_shapes == (((7, 8, 8),),)
    assert len(plan.nodes) == 2


def test_rows_are_projected_by_a_linear_layer() -> None:
    nodes = [
        node("wide", "linear", wires("in.x"), settings={"features": 6}),
        node("m", "sum", [wire("wide", "a"), wire("in.x", "b")], on_mismatch="project"),
    ]
    plan = infer(module("cell", ["x"], nodes, {"y": wires("m")}), ((4,),))
    assert projection_of(plan) == "nn.Linear(4, 6)"
    assert cost.parameters(plan) == cost.macs(plan) == 2 * (6 * 4 + 6)


def test_rank_never_bends() -> None:
    nodes = [
        node("gap", "global_pool", wires("in.x")),
        node("m", "sum", wires("gap", "in.x"), on_mismatch="project"),
    ]
    with pytest.raises(ShapeMismatch, match="3×8×8 cannot be projected to 3"):
        infer(module("cell", ["x"], nodes, {"y": wires("m")}), ((3, 8, 8),))


def test_padding_says_that_it_is_not_there_yet() -> None:
    with pytest.raises(ShapeMismatch, match="use `project`"):
        infer(merge(on_mismatch="pad", channels=4), ((1, 8, 8),))


def test_equal_uses_are_planned_once() -> None:
    plan = infer(residual((8,), depth=3), ((8, 8, 8),))
    cells = {id(n.body) for n in plan.nodes if n.id.startswith("stage0")}
    assert len(cells) == 3  # three drawn objects
    cell = merge(channels=1)
    twice = module(
        "net",
        ["x"],
        [node("a", cell, wires("in.x")), node("b", cell, wires("a"))],
        {"y": wires("b")},
    )
    planned = infer(twice, ((1, 4, 4),))
    assert planned.nodes[0].body is planned.nodes[1].body


def test_an_unknown_operator_gets_a_suggestion() -> None:
    with pytest.raises(UnknownName, match="did you mean 'max_pool'"):
        infer(
            module("m", ["x"], [node("n", "maxpool", wires("in.x"))], {"y": wires("n")}),
            ((1, 4, 4),),
        )


def test_a_setting_out_of_bounds_is_named() -> None:
    with pytest.raises(CannotCompile, match="kernel of operator 'conv'"):
        infer(
            module(
                "m",
                ["x"],
                [node("n", "conv", wires("in.x"), settings={"kernel": 4})],
                {"y": wires("n")},
            ),
            ((1, 4, 4),),
        )


def test_nothing_left_is_an_error_and_not_a_shape() -> None:
    nodes = [node("n", "max_pool", wires("in.x"), settings={"kernel": 4})]
    with pytest.raises(ShapeMismatch, match="the window must fit"):
        infer(module("m", ["x"], nodes, {"y": wires("n")}), ((1, 1, 1),))


def test_shared_parameters_count_once_and_macs_at_every_use() -> None:
    cell = module(
        "cell",
        ["x"],
        [node("c", "conv", wires("in.x"), settings={"bias": False})],
        {"y": wires("c")},
    )
    nodes = [
        node("a", cell, wires("in.x"), weights="#cell"),
        node("b", cell, wires("a"), weights="#cell"),
    ]
    plan = infer(module("net", ["x"], nodes, {"y": wires("b")}), ((2, 4, 4),))
    assert cost.parameters(plan) == 36
    assert cost.macs(plan) == 2 * 16 * 36
