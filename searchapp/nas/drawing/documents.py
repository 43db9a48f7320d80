"""The picture of a module as it is drawn, with its choices still open."""

from __future__ import annotations

from typing import Any

from searchapp.nas.drawing.canvas import Canvas
from searchapp.nas.drawing.labels import family_of, glyph_of, is_merge, operator_label, title_of
from searchapp.nas.errors import UnknownName
from searchapp.nas.operators.base import OPERATORS
from searchapp.nas.space.document import (
    ChoiceBody,
    MergeBody,
    Module,
    OperatorBody,
    ReferenceBody,
    RepeatBody,
    SpaceDocument,
    SwitchBody,
)
from searchapp.nas.words import counted

Drawn = OperatorBody | ChoiceBody | MergeBody | ReferenceBody | RepeatBody | SwitchBody


def draw_module(document: SpaceDocument, module: str, *, is_small: bool = False) -> str:
    """Return the DOT of one module of a document.

    Args:
        document: The space; it may be faulty, then what cannot be understood is drawn plainly.
        module: Id of the module.
        is_small: Draw it for the size of a thumb: of words only how many options a choice has.

    Raises:
        UnknownName: The document has no such module.
    """
    if module not in document.modules:
        known = ", ".join(document.modules)
        raise UnknownName("unknown_name", f"there is no module {module!r}; known: {known}")
    return _Picture(document, document.modules[module], is_small=is_small).draw()


class _Picture:
    """One picture under construction."""

    def __init__(self, document: SpaceDocument, module: Module, *, is_small: bool) -> None:
        self._document = document
        self._module = module
        self._is_small = is_small
        self._canvas = Canvas(is_small=is_small)
        self._names: dict[str, str] = {}

    def draw(self) -> str:
        module = self._module
        for port in module.inputs:
            self._names[f"in.{port.id}"] = self._canvas.port(port.title or port.id)
        if not self._is_fan():
            self._draw_nodes()
        for port in module.outputs:
            self._names[f"out.{port.id}"] = self._canvas.port(port.title or port.id)
        if self._is_fan():
            self._fan_out(module.nodes[0])
        else:
            self._draw_wires()
        return self._canvas.text()

    def _draw_nodes(self) -> None:
        for node in self._module.nodes:
            if self._canvas.is_full:
                self._canvas.port("…")
                break
            self._names[node.id] = self._node(node)

    def _draw_wires(self) -> None:
        canvas = self._canvas
        for edge in self._module.edges:
            source, target = self._end(edge.source, "in"), self._end(edge.target, "out")
            if source is None or target is None or canvas.is_full:
                continue
            is_optional = edge.when is not True or self._is_picked(edge.target)
            if edge.carries is not None:
                carried = self._box(edge.carries, "")
                canvas.wire(source, carried, is_optional)
                source = carried
            canvas.wire(source, target, is_optional)

    def _is_fan(self) -> bool:
        """Tell whether a choice is all that the module holds: its alternatives are shown then."""
        module = self._module
        is_alone = len(module.nodes) == len(module.inputs) == len(module.outputs) == 1
        return is_alone and len(module.edges) == 2 and isinstance(module.nodes[0], ChoiceBody)

    def _fan_out(self, choice: Any) -> None:
        """Draw what a choice may take, side by side between the ends of the module."""
        source, target = self._names.values()
        for alternative in choice.of:
            if not alternative.enabled or self._canvas.is_full:
                continue
            box = self._box(alternative.node, title_of(alternative.id))
            self._canvas.wire(source, box, is_dashed=True)
            self._canvas.wire(box, target, is_dashed=True)

    def _end(self, text: str, own: str) -> str | None:
        """Return the drawn thing that an end of a wire names, or None if there is none."""
        node, _, port = text.partition(".")
        if node != own:
            return self._names.get(node)
        ports = self._module.inputs if own == "in" else self._module.outputs
        return self._names.get(f"{own}.{port or (ports[0].id if ports else '')}")

    def _is_picked(self, target: str) -> bool:
        """Tell whether a wire enters a merge that takes only some of its wires."""
        id = target.partition(".")[0]
        nodes = {node.id: node for node in self._module.nodes}
        node = nodes.get(id)
        return isinstance(node, MergeBody) and node.pick != "all"

    def _node(self, node: Any) -> str:
        title = node.title or node.id
        if isinstance(node, MergeBody):
            pick = "" if node.pick == "all" else f"pick {_range(node.pick)}"
            known = isinstance(node.mode, str) and node.mode in OPERATORS
            glyph = glyph_of(node.mode) if known and is_merge(node.mode) else "+"
            return self._canvas.circle(glyph, "" if self._is_small else pick or title)
        return self._box(node, title)

    def _box(self, body: Drawn, title: str) -> str:
        text, family, note = self._describe(body)
        if self._is_small:
            return self._canvas.box(text.split()[0] if family == "choice" else "", family)
        return self._canvas.box(text, family, note or (title if title != text else ""))

    def _describe(self, body: Drawn) -> tuple[str, str, str]:
        """Return text, colour class and note of a body."""
        match body:
            case OperatorBody():
                if body.operator not in OPERATORS:
                    return body.operator, "none", ""
                return operator_label(body.operator, body.arguments), family_of(body.operator), ""
            case ChoiceBody():
                count = sum(alternative.enabled for alternative in body.of)
                what = "operator" if self._are_operators(body) else "option"
                picked = "" if body.pick == 1 else f"pick {_range(body.pick)}"
                return counted(count, what), "choice", picked
            case ReferenceBody():
                return self._describe_reference(body)
            case RepeatBody():
                text, family, note = self._describe(body.body)
                return f"{text} ×{_value(body.times)}", family, note
            case SwitchBody():
                return " / ".join(title_of(case.id) for case in body.cases), "module", ""
            case MergeBody():
                return str(body.mode), "merge", ""

    def _describe_reference(self, body: ReferenceBody) -> tuple[str, str, str]:
        """Look through a module that holds nothing but one body."""
        module = self._document.modules.get(body.module)
        if module is not None and module.role == "operator" and len(module.nodes) == 1:
            inner = module.nodes[0]
            if not isinstance(inner, ReferenceBody):
                return self._describe(inner)
        title = module.title if module is not None else ""
        return title or title_of(body.module), "module", ""

    @staticmethod
    def _are_operators(body: ChoiceBody) -> bool:
        return all(isinstance(alternative.node, OperatorBody) for alternative in body.of)


def _range(pick: int | tuple[int, int]) -> str:
    return str(pick) if isinstance(pick, int) else f"{pick[0]}–{pick[1]}"


def _value(value: Any) -> str:
    """Write a value: a number, the text of an expression, or the ends of a domain."""
    if not isinstance(value, dict):
        return str(value)
    if "expr" in value:
        return str(value["expr"])
    if "min" in value and "max" in value:
        return f"{value['min']}–{value['max']}"
    return "|".join(map(str, value.get("values", []))) or "?"
