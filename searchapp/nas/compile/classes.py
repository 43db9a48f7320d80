"""Which classes a file has: programs that differ only in widths become one class with parameters.

A drawn cell used at 16, 32 and 64 channels is three programs, but a person writes `Cell(channels)`.
Widths that are the same in all uses stay numbers; widths that always go together are one parameter.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from searchapp.nas.compile.naming import class_name, class_namer
from searchapp.nas.compile.program import Call, Program, Statement, programs_below
from searchapp.nas.layers.layer import Layer, block_sources

WIDTHS_OF_TORCH: Mapping[str, tuple[str | None, ...]] = {
    "nn.Conv2d": ("in_channels", "channels"),
    "nn.BatchNorm1d": ("channels",),
    "nn.BatchNorm2d": ("channels",),
    "nn.GroupNorm": (None, "channels"),
    "nn.LayerNorm": ("features",),
    "nn.Linear": ("in_features", "features"),
}
"""What the first arguments of torch's layers are called here; None is no width."""

PREFERENCE = ("channels", "in_channels", "features", "in_features")
"""Which name a parameter gets that stands for several widths."""


class Name(str):
    """Text that stands in a constructor call as it is, without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


@dataclass(eq=False)
class ClassPlan:
    """A class of the file.

    Attributes:
        name: Of the class.
        programs: Those it stands for; all alike but for widths.
        parameters: Names of the constructor's parameters.
        texts: What stands at each width of its constructor calls, in order.
        arguments: For each program (by identity), the values of the parameters.
    """

    name: str
    programs: list[Program]
    parameters: tuple[str, ...] = ()
    texts: tuple[Name, ...] = ()
    arguments: dict[int, tuple[int, ...]] = field(default_factory=dict)


def classes_of(root: Program) -> list[ClassPlan]:
    """Return the classes of a file, each after those it uses."""
    programs = programs_below(root)
    groups = _group(programs)
    names = class_namer()
    wanted: dict[str, int] = {}
    classes: list[ClassPlan] = []
    class_of: dict[int, ClassPlan] = {}
    for group in groups:
        base = class_name(group[0].module)
        wanted[base] = wanted.get(base, 0) + 1
        plan = ClassPlan(names.give(base if wanted[base] == 1 else f"{base}{wanted[base]}"), group)
        _find_parameters(plan, class_of)
        classes.append(plan)
        class_of |= {id(program): plan for program in group}
    return classes


def _group(programs: list[Program]) -> list[list[Program]]:
    """Return the programs that are alike but for widths, children before parents."""
    kinds: dict[Any, int] = {}
    kind_of: dict[int, int] = {}
    depth: dict[int, int] = {}
    groups: dict[int, list[Program]] = {}
    for program in programs:
        inner = [child.body for child in program.children if isinstance(child.body, Program)]
        kind = kinds.setdefault(_key(program, kind_of), len(kinds))
        kind_of[id(program)] = kind
        depth[kind] = 1 + max((depth[kind_of[id(body)]] for body in inner), default=0)
        groups.setdefault(kind, []).append(program)
    return [groups[kind] for kind in sorted(groups, key=lambda kind: (depth[kind], kind))]


def _key(program: Program, kind_of: Mapping[int, int]) -> Any:
    children = tuple(
        (child.path, kind_of[id(child.body)])
        if isinstance(child.body, Program)
        else (child.path, map_widths(child.body, lambda label, _: Name(label)).source())
        for child in program.children
    )
    statements = tuple(map(_statement_key, program.statements))
    return program.module, program.inputs, children, statements, program.results


def _statement_key(statement: Statement) -> Any:
    if isinstance(statement, Call):
        callee = statement.callee if isinstance(statement.callee, str) else statement.callee.path
        return statement.targets, callee, statement.arguments
    return statement.targets, statement.starts, statement.attribute, statement.arguments


def _find_parameters(plan: ClassPlan, class_of: Mapping[int, ClassPlan]) -> None:
    """Tell the widths that vary between the programs from those that do not."""
    rows = [list(_widths(program, class_of)) for program in plan.programs]
    columns = [tuple(row[k][1] for row in rows) for k in range(len(rows[0]))]
    labels: dict[tuple[int, ...], list[str]] = {}
    for (label, _), column in zip(rows[0], columns, strict=True):
        if len(set(column)) > 1:
            labels.setdefault(column, []).append(label)
    names = dict(
        zip(labels, _number(min(found, key=_rank) for found in labels.values()), strict=True)
    )
    plan.parameters = tuple(names.values())
    plan.texts = tuple(Name(names.get(column, column[0])) for column in columns)
    plan.arguments = {
        id(program): tuple(column[n] for column in names) for n, program in enumerate(plan.programs)
    }


def _number(labels: Iterable[str]) -> Iterator[str]:
    """Give each label once: the second `channels` becomes `channels_2`."""
    seen: dict[str, int] = {}
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        yield label if seen[label] == 1 else f"{label}_{seen[label]}"


def _rank(label: str) -> int:
    return PREFERENCE.index(label) if label in PREFERENCE else len(PREFERENCE)


def _widths(program: Program, class_of: Mapping[int, ClassPlan]) -> Iterator[tuple[str, int]]:
    """Yield every width in the constructor calls of the children, with what it is called."""
    for child in program.children:
        if isinstance(child.body, Program):
            inner = class_of[id(child.body)]
            for name, value in zip(inner.parameters, inner.arguments[id(child.body)], strict=True):
                yield name.rstrip("_0123456789"), value
        else:
            found: list[tuple[str, int]] = []
            map_widths(child.body, lambda label, value, found=found: found.append((label, value)))  # type: ignore[misc]
            yield from found


def map_widths(layer: Layer, change: Callable[[str, int], Any]) -> Layer:
    """Return the layer with `change(label, width)` in place of each width, in order."""
    names = _width_names(layer.name)
    args = [
        map_widths(arg, change)
        if isinstance(arg, Layer)
        else change(label, arg)
        if (label := names[k] if k < len(names) else None)
        else arg
        for k, arg in enumerate(layer.args)
    ]
    kwargs = {
        name: change("in_channels", value) if name == "groups" else value
        for name, value in layer.kwargs.items()
    }
    return Layer(layer.name, tuple(args), kwargs)


@cache
def _width_names(name: str) -> tuple[str | None, ...]:
    """Return what the positional arguments of a layer are called if they are widths."""
    if name not in block_sources():
        return WIDTHS_OF_TORCH.get(name, ())
    methods = [
        node
        for node in ast.walk(ast.parse(block_sources()[name]))
        if isinstance(node, ast.FunctionDef)
    ]
    arguments = next(node for node in methods if node.name == "__init__").args.args[1:]
    return tuple(argument.arg if argument.arg in PREFERENCE else None for argument in arguments)
