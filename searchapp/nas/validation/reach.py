"""Warnings about what has no effect: nodes that reach no output, modules that are never used."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.nas.errors import Issue
from searchapp.nas.space.document import Body, Module, ReferenceBody, SpaceDocument
from searchapp.nas.validation.catalogue import inner_bodies


def check_reach(document: SpaceDocument) -> Iterator[Issue]:
    """Yield a warning for each node and each module without effect."""
    for name, module in document.modules.items():
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
