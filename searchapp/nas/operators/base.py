"""What an operator is: settings, and rules for shapes, parameters and MACs written as expressions.

The rules are text of the format's expression language, so Python and the browser evaluate the very
same ones. An operator never touches torch here: `build` describes its layers as data
(`searchapp.nas.layers.layer.Layer`), from which both the module builder and the source writer work.

Names an expression may use:
    every setting by its name;
    every input port by its id: the shape as a list without the batch, e.g. `x[0]` channels, `x[1]`
    height, `x[2]` width of an image; a `many` port is the list of such shapes;
    `y` (first output port by its id) in `parameters` and `macs`: the shape that was inferred.
Functions: min max round abs log2 len sum prod, and `column(x, d)`: dimension d of each shape of a
list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from searchapp.nas.registry import Registry, SettingsModel

if TYPE_CHECKING:
    from searchapp.nas.layers.layer import Layer


@dataclass(frozen=True, slots=True)
class InputPort:
    """An input: its id, whether it takes many wires, and the rank of the shapes (None: any)."""

    id: str
    many: bool = False
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """A condition on settings and input shapes, with what to say when it does not hold.

    `message` may contain `{name}` for any name of the expression.
    """

    expr: str
    message: str


class Operator:
    """One entry of the catalogue. Subclasses set the class attributes and `layer`.

    Attributes:
        title: What people read, e.g. "Max pooling".
        family: Group in the palette; one file a family.
        summary: One sentence.
        short: Title for pictures, where there is little room; empty takes the title.
        glyph: One or two letters for small pictures.
        Settings: Pydantic model of the settings.
        inputs: Input ports.
        outputs: Output port ids.
        requires: Conditions, checked in order.
        shape: Output port id -> expression giving a list of dimensions.
        parameters: Expression: trainable parameters.
        macs: Expression: multiply-accumulates for one item of a batch.
        is_identity: Expression: whether the operator hands its input on unchanged.
        is_symmetric: Whether the order of wires in a `many` input means nothing.
        is_merge: Whether it may be the `mode` of a merge.
    """

    title: ClassVar[str]
    family: ClassVar[str]
    summary: ClassVar[str] = ""
    short: ClassVar[str] = ""
    glyph: ClassVar[str] = "?"
    Settings: ClassVar[type[SettingsModel]] = SettingsModel
    inputs: ClassVar[tuple[InputPort, ...]] = (InputPort("x"),)
    outputs: ClassVar[tuple[str, ...]] = ("y",)
    requires: ClassVar[tuple[Requirement, ...]] = ()
    shape: ClassVar[Mapping[str, str]] = {"y": "x"}
    parameters: ClassVar[str] = "0"
    macs: ClassVar[str] = "0"
    is_identity: ClassVar[str] = "false"
    is_symmetric: ClassVar[bool] = False
    is_merge: ClassVar[bool] = False

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        """Describe the layers for these settings and input shapes (one entry per input port)."""
        raise NotImplementedError


OPERATORS: Registry[type[Operator]] = Registry("operator", "searchapp.nas.operators")

operator = OPERATORS.register
"""Decorator: registers a class as the operator of a name."""
