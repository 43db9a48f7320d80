"""Warnings about what has no effect: nodes that reach no output, unused modules, idle copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, starmap

from searchapp.nas.errors import Issue
from searchapp.nas.space.document import (
    Body,
    Module,
    Port,
    ReferenceBody,
    RepeatBody,
    SpaceDocument,
)
from searchapp.nas.validation.catalogue import inner_bodies


def check_reach(document: SpaceDocument) -> Iterator[Issue]:
    """Yield a warning for each node, repeat and module without effect."""
    for name, module in document.modules.items():
        yield from _idle_copies(document, name, module)
        live = _reaching(module)
        for node in module.nodes:
            if node.id not in live:
                message = (
                    f"nothing reads {node.id!r}: no way leads from it to an output of {name!r}"
                )
                path = ("modules", name, "nodes", node.id)
                yield Issue(path=path, code="unreachable", message=message, severity="warning")
    used = _used(document)
    for name in document.modules:
        if name not in used:
            message = f"module {name!r} is not used by the network"
            yield Issue(
                path=("modules", name), code="unused_module", message=message, severity="warning"
            )


def _idle_copies(document: SpaceDocument, name: str, module: Module) -> Iterator[Issue]:
    """Yield a warning for each repeat of which only the last copy counts."""
    at = ("modules", name)
    outer: list[tuple[tuple[str, ...], Body]] = [
        *(((*at, "nodes", node.id), node) for node in module.nodes),
        *(((*at, "edges", edge.id, "carries"), edge.carries) for edge in module.edges
          if edge.carries),
    ]  # fmt: skip
    for path, body in chain.from_iterable(starmap(_all_bodies, outer)):
        used = _repeated(document, body)
        if used is None or _hands_on(used):
            continue
        message = (
            f"every copy of {used.title or 'the module'!r} gets the same, and only the last one "
            "counts: an output feeds the next copy by the name of an input, but the inputs are "
            f"{_named(used.inputs)} and the outputs {_named(used.outputs)}"
        )
        yield Issue(path=path, code="idle_copies", message=message, severity="warning")


def _all_bodies(path: tuple[str, ...], body: Body) -> Iterator[tuple[tuple[str, ...], Body]]:
    yield path, body
    for inner_path, inner in inner_bodies(path, body):
        yield from _all_bodies(inner_path, inner)


def _repeated(document: SpaceDocument, body: Body) -> Module | None:
    """Return the module that a repeat makes more than one copy of."""
    if not isinstance(body, RepeatBody) or body.times in (0, 1):
        return None
    inner = body.body
    return document.modules.get(inner.module) if isinstance(inner, ReferenceBody) else None


def _hands_on(module: Module) -> bool:
    """Tell whether data runs from copy to copy; what takes nothing or gives nothing need not."""
    inputs, outputs = ({port.id for port in ports} for ports in (module.inputs, module.outputs))
    is_lone = len(inputs) == len(outputs) == 1
    return is_lone or not inputs or not outputs or bool(inputs & outputs)


def _named(ports: Sequence[Port]) -> str:
    return ", ".join(port.id for port in ports)


def _reaching(module: Module) -> set[str]:
    sources: dict[str, list[str]] = {}
    for edge in module.edges:
        sources.setdefault(edge.target.partition(".")[0], []).append(edge.source.partition(".")[0])
    live: set[str] = set()
    waiting = ["out"]
    while waiting:
        for source in sources.get(waiting.pop(), []):
            if source not in live:
                live.add(source)
                waiting.append(source)
    return live


def _used(document: SpaceDocument) -> set[str]:
    used: set[str] = set()
    waiting = [document.root]
    while waiting:
        name = waiting.pop()
        if name in used or name not in document.modules:
            continue
        used.add(name)
        module = document.modules[name]
        bodies: list[Body] = [*module.nodes, *(e.carries for e in module.edges if e.carries)]
        for body in bodies:
            waiting.extend(_references(body))
    return used


def _references(body: Body) -> Iterator[str]:
    if isinstance(body, ReferenceBody):
        yield body.module
    for _, inner in inner_bodies((), body):
        yield from _references(inner)
