"""Checks of the problem: that it exists, and that the root has its ports."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.nas.errors import Issue, NasError
from searchapp.nas.problems.base import PROBLEMS
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.names import hint
from searchapp.nas.words import counted


def check_frame(document: SpaceDocument) -> Iterator[Issue]:
    """Yield the issues of `problem` and of the ports of the root."""
    kind = document.problem.kind
    if kind not in PROBLEMS:
        message = f"there is no problem {kind!r}{hint(kind, PROBLEMS.names())}"
        yield Issue(path=("problem", "kind"), code="unknown_problem", message=message)
        return
    entry = PROBLEMS.get(kind)
    try:
        inputs = entry.input_shapes(document.problem.symbols)
        outputs = entry.output_shapes(document.problem.symbols)
    except NasError as error:
        yield Issue(
            path=error.path or ("problem", "symbols"), code=error.code, message=error.message
        )
        return
    root = document.modules.get(document.root)
    if root is None:
        return
    for what, ports, shapes in (
        ("inputs", root.inputs, inputs),
        ("outputs", root.outputs, outputs),
    ):
        if len(ports) != len(shapes):
            message = (
                f"the network of {entry.title.lower()} has {counted(len(shapes), what[:-1])}, "
                f"but module {document.root!r} has {len(ports)}"
            )
            yield Issue(
                path=("modules", document.root, what), code="problem_ports", message=message
            )
