"""Prints a program as a Python file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from searchapp.nas.compile.checking import check_source
from searchapp.nas.compile.classes import ClassPlan, classes_of, map_widths
from searchapp.nas.compile.forward import write_forward
from searchapp.nas.compile.naming import identifier
from searchapp.nas.compile.program import Child, Program, Tie, program_of, ties_of
from searchapp.nas.layers.layer import Layer, sources_of
from searchapp.nas.operators.plan import Plan
from searchapp.nas.operators.rules import Items, write_shape

WIDTH = 96
INDENT = "    "
BUILD = '''def build() -> nn.Module:
    """Return the network with new weights."""
    return {name}()'''


def source(plan: Plan) -> str:
    """Write the network as a Python file that needs torch alone.

    Its `build()` returns a module with the same `state_dict` keys and the same outputs as the one
    that `searchapp.nas.compile.build` makes. Names come from ids; no title or other text of a user
    gets into it.

    Raises:
        CannotCompile: What was written is not what may be written (a fault of the writer).
    """
    root = program_of(plan)
    classes = classes_of(root)
    class_of = {id(program): entry for entry in classes for program in entry.programs}
    blocks = sources_of(frozenset[str]().union(*(_blocks(entry.programs[0]) for entry in classes)))
    parts = [_head(root, blocks), *blocks]
    for entry in classes:
        ties = ties_of(root) if entry.programs[0] is root else []
        parts.append(_write_class(entry, class_of, ties))
    parts.append(BUILD.format(name=class_of[id(root)].name))
    text = "\n\n\n".join(parts) + "\n"
    check_source(text)
    return text


def _blocks(program: Program) -> frozenset[str]:
    layers = [child.body for child in program.children if isinstance(child.body, Layer)]
    return frozenset[str]().union(*(layer.blocks() for layer in layers))


def _head(root: Program, blocks: list[str]) -> str:
    inputs = ", ".join(
        f"{name} {_write_items(items)}"
        for name, items in zip(root.inputs, root.input_shapes, strict=True)
    )
    lines = [
        f'"""The network `{identifier(root.module)}` as plain PyTorch; it needs torch alone.',
        "",
        f"Input without the batch: {inputs}.",
        '"""',
        "",
        "import torch",
        "from torch import nn",
    ]
    if any("F." in block for block in blocks):
        lines.append("from torch.nn import functional as F")
    return "\n".join(lines)


def _write_items(items: Items) -> str:
    return " and ".join(map(write_shape, items))


def _write_class(plan: ClassPlan, class_of: Mapping[int, ClassPlan], ties: list[Tie]) -> str:
    program = plan.programs[0]
    parameters = "".join(f", {name}: int" for name in plan.parameters)
    lines = [
        f"class {plan.name}(nn.Module):",
        f'{INDENT}"""{program.role.capitalize()} `{identifier(program.module)}` of the drawing."""',
        "",
        f"{INDENT}def __init__(self{parameters}) -> None:",
        f"{INDENT * 2}super().__init__()",
    ]
    lines += [f"{INDENT * 2}{line}" for line in _write_children(plan, class_of)]
    if ties:
        lines.append(f"{INDENT * 2}# One set of weights, used in several places.")
        lines += [f"{INDENT * 2}{_place(tie.path)} = {_place(tie.origin)}" for tie in ties]
    lines.append("")
    lines += [f"{INDENT}{line}" if line else "" for line in write_forward(plan.programs)]
    return "\n".join(lines)


def _place(path: tuple[Child, ...]) -> str:
    steps = (
        child.attribute if child.index is None else f"{child.attribute}[{child.index}]"
        for child in path
    )
    return ".".join(("self", *steps))


def _write_children(plan: ClassPlan, class_of: Mapping[int, ClassPlan]) -> Iterator[str]:
    """Yield the assignments of `__init__`."""
    texts = iter(plan.texts)
    lists: dict[str, list[str]] = {}
    order: dict[str, str | None] = {}
    for child in plan.programs[0].children:
        if isinstance(child.body, Program):
            inner = class_of[id(child.body)]
            call = f"{inner.name}({', '.join(str(next(texts)) for _ in inner.parameters)})"
        else:
            call = map_widths(child.body, lambda _label, _value: next(texts)).source()
        if child.index is None:
            order[child.attribute] = call
        else:
            order.setdefault(child.attribute, None)
            lists.setdefault(child.attribute, []).append(call)
    for attribute, constructor in order.items():
        if constructor is None:
            yield from _write_list(attribute, lists[attribute])
        else:
            yield from _wrap(f"self.{attribute} = ", constructor)


def _write_list(attribute: str, calls: list[str]) -> Iterator[str]:
    if len(calls) > 1 and len(set(calls)) == 1:
        yield f"self.{attribute} = nn.ModuleList([{calls[0]} for _ in range({len(calls)})])"
        return
    whole = f"self.{attribute} = nn.ModuleList([{', '.join(calls)}])"
    if len(whole) + 2 * len(INDENT) <= WIDTH:
        yield whole
        return
    yield f"self.{attribute} = nn.ModuleList(["
    yield from (f"{INDENT}{call}," for call in calls)
    yield "])"


def _wrap(start: str, call: str) -> Iterator[str]:
    """Break `nn.Sequential(a, b)` into lines if it is too long for one."""
    prefix = "nn.Sequential("
    if len(start) + len(call) + 2 * len(INDENT) <= WIDTH or not call.startswith(prefix):
        yield start + call
        return
    yield start + prefix
    yield from (f"{INDENT}{part}," for part in _split(call[len(prefix) : -1]))
    yield ")"


def _split(arguments: str) -> Iterator[str]:
    """Split at the commas that stand in no bracket."""
    depth, begin = 0, 0
    for position, letter in enumerate(arguments):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            yield arguments[begin:position].strip()
            begin = position + 1
    yield arguments[begin:].strip()
