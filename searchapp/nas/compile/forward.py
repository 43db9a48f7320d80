"""Prints the `forward` of a class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from searchapp.nas.compile.program import Argument, Call, Child, Loop, Program, Ref, Statement
from searchapp.nas.layers.functions import FUNCTIONS
from searchapp.nas.operators.rules import write_shape
from searchapp.nas.space.bound import Shape

LONGEST_EXPRESSION = 72
SHAPES_SHOWN = 3
INDENT = "    "


@dataclass(slots=True)
class _Line:
    """`target = text`, with the shape of the target in a comment."""

    targets: tuple[str, ...]
    text: str
    comment: str
    is_call: bool = True


def write_forward(programs: Sequence[Program]) -> list[str]:
    """Return the lines of `forward` for programs that are alike but for widths."""
    program = programs[0]
    body: list[_Line | str] = []
    uses = _count_uses(program)
    for position, statement in enumerate(program.statements):
        comment = _comment([other.statements[position].shapes for other in programs])
        if isinstance(statement, Loop):
            body += _write_loop(statement, comment)
        else:
            line = _Line(statement.targets, _write_call(statement), comment)
            if isinstance(statement.callee, str):
                line.text, line.is_call = _inline(statement, body, uses), False
            body.append(line)
    inputs = "".join(
        f", {name}: {_annotation(len(items))}"
        for name, items in zip(program.inputs, program.input_shapes, strict=True)
    )
    lines = [f"def forward(self{inputs}) -> {_result_annotation(program)}:"]
    lines += [INDENT + (line if isinstance(line, str) else _write_line(line)) for line in body]
    lines.append(f"{INDENT}return {', '.join(map(_write, program.results))}")
    return lines


def _annotation(count: int) -> str:
    return "torch.Tensor" if count == 1 else "tuple[torch.Tensor, ...]"


def _result_annotation(program: Program) -> str:
    single = len(program.results) == 1 and isinstance(program.results[0], Ref)
    return _annotation(1 if single else 2)


def _write(argument: Argument) -> str:
    if not isinstance(argument, tuple):
        return str(argument)
    inner = ", ".join(map(str, argument))
    return f"({inner},)" if len(argument) == 1 else f"({inner})"


def _write_call(call: Call) -> str:
    texts = [_write(argument) for argument in call.arguments]
    if isinstance(call.callee, str):
        return FUNCTIONS[call.callee].write(texts)
    return f"self.{_callee(call.callee)}({', '.join(texts)})"


def _callee(child: Child) -> str:
    return child.attribute if child.index is None else f"{child.attribute}[{child.index}]"


def _write_line(line: _Line) -> str:
    comment = f"  # {line.comment}" if line.comment else ""
    return f"{', '.join(line.targets)} = {line.text}{comment}"


def _write_loop(loop: Loop, comment: str) -> list[_Line | str]:
    started = [
        (target, str(start))
        for target, start in zip(loop.targets, loop.starts, strict=True)
        if start is not None and str(start) != target
    ]
    call = f"layer({', '.join(map(_write, loop.arguments))})"
    lines: list[_Line | str] = []
    if started:
        targets, starts = zip(*started, strict=True)
        lines.append(f"{', '.join(targets)} = {', '.join(starts)}")
    lines.append(f"for layer in self.{loop.attribute}:")
    lines.append(INDENT + _write_line(_Line(loop.targets, call, comment)))
    return lines


def _inline(call: Call, body: list[_Line | str], uses: Counter[str]) -> str:
    """Write a function over the calls just before it, if nothing else reads their results.

    They run in the same order as they would in lines of their own.
    """
    names = [argument.name for argument in call.arguments if isinstance(argument, Ref)]
    taken: dict[str, str] = {}
    texts = [_write(argument) for argument in call.arguments]
    for line, name in zip(_single_lines(body), reversed(_made_here(names, body)), strict=False):
        if line.targets != (name,) or uses[name] != 1 or not line.is_call:
            break
        taken[name] = line.text
        candidate = FUNCTIONS[str(call.callee)].write([taken.get(text, text) for text in texts])
        if len(candidate) > LONGEST_EXPRESSION:
            del taken[name]
            break
    if taken:
        del body[-len(taken) :]
    return FUNCTIONS[str(call.callee)].write([taken.get(text, text) for text in texts])


def _single_lines(body: list[_Line | str]) -> Iterable[_Line]:
    """Yield the last lines, backwards, as long as they are plain assignments."""
    for line in reversed(body):
        if isinstance(line, str):
            return
        yield line


def _made_here(names: list[str], body: list[_Line | str]) -> list[str]:
    """Return those names that a plain assignment made, in the order they are read."""
    made = {target for line in body if isinstance(line, _Line) for target in line.targets}
    return [name for name in names if name in made]


def _count_uses(program: Program) -> Counter[str]:
    """Count how often each variable is read."""
    refs: list[Ref] = []
    for argument in (*_read_by(program.statements), *program.results):
        refs += argument if isinstance(argument, tuple) else [argument] if argument else []
    return Counter(ref.name for ref in refs)


def _read_by(statements: Iterable[Statement]) -> Iterable[Argument]:
    for statement in statements:
        yield from statement.arguments
        if isinstance(statement, Loop):
            yield from statement.starts


def _comment(variants: Sequence[tuple[Shape, ...]]) -> str:
    """Write the shapes of a statement's targets in all programs of the class."""
    written = dict.fromkeys(
        ", ".join(write_shape(shape) for shape in shapes if shape) for shapes in variants
    )
    return " | ".join(written) if len(written) <= SHAPES_SHOWN else ""
