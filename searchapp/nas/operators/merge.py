"""Ways to join several wires into one. They may be the `mode` of a merge."""

from __future__ import annotations

from typing import Any, ClassVar

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import InputPort, Operator, Requirement, operator


def _same(dimension: int) -> str:
    """Return the rule that all shapes have the same size there (or do not reach so far)."""
    column = f"column(x, {dimension})"
    return f"(len(x[0]) <= {dimension} or min({column}) == max({column}))"


EQUAL = Requirement(
    f"{_same(0)} and {_same(1)} and {_same(2)}", "all wires must have the same shape, but got {x}"
)
EQUAL_BUT_CHANNELS = Requirement(
    f"{_same(1)} and {_same(2)}",
    "all wires must have the same shape except for their channels, but got {x}",
)


class _Merge(Operator):
    """Joins wires of one shape, number by number."""

    family = "merge"
    inputs = (InputPort("x", many=True),)
    requires: ClassVar[tuple[Requirement, ...]] = (EQUAL,)
    shape = {"y": "x[0]"}
    is_symmetric = True
    is_merge = True


@operator("sum")
class Sum(_Merge):
    """Sum of all wires."""

    title = "Sum"
    summary = "Adds all wires."
    glyph = "Σ"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("sum")


@operator("mean")
class Mean(_Merge):
    """Mean of all wires."""

    title = "Mean"
    summary = "The mean of all wires."
    glyph = "μ"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("mean")


@operator("mul")
class Mul(_Merge):
    """Product of all wires."""

    title = "Product"
    summary = "Multiplies all wires."
    glyph = "Π"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("mul")


@operator("max")
class Max(_Merge):
    """Largest value of all wires."""

    title = "Maximum"
    summary = "The largest of all wires, number by number."
    glyph = "↑"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("max")


@operator("min")
class Min(_Merge):
    """Smallest value of all wires."""

    title = "Minimum"
    summary = "The smallest of all wires, number by number."
    glyph = "↓"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("min")


@operator("gp_attention")
class GlobalAttention(_Merge):
    """Global pooling attention of NAS-FPN (Ghiasi et al. 2019, arXiv:1904.07392).

    The first wire, weighed per channel by the sigmoid of the second's mean, is added to the second.
    """

    title = "Global attention"
    short = "Attention"
    summary = "Adds the first wire, weighed per channel by the second's mean, to the second."
    glyph = "G"
    requires = (
        Requirement("len(x) == 2", "it joins exactly 2 wires, but got {x}"),
        Requirement("len(x[0]) > 1", "there must be positions to pool, but got {x}"),
        EQUAL,
    )
    is_symmetric = False

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("GlobalAttention")


@operator("concat")
class Concat(_Merge):
    """Channels of all wires, one after the other.

    Their order is taken to mean nothing: what reads them learns it (a grouped convolution behind
    it is the exception).
    """

    title = "Concatenation"
    short = "Concat"
    summary = "Puts the channels of all wires side by side."
    glyph = "∥"
    requires = (EQUAL_BUT_CHANNELS,)
    shape = {
        "y": "[sum(column(x, 0))] if len(x[0]) == 1 else"
        " [sum(column(x, 0)), x[0][1]] if len(x[0]) == 2 else"
        " [sum(column(x, 0)), x[0][1], x[0][2]]"
    }

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("concat")
