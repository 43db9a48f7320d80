"""The order in which the nodes of a module are read, and the cycles that forbid one."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from searchapp.nas.space.document import Edge, Module


def topological_order(module: Module) -> list[str]:
    """Return the node ids in topological order.

    A wire that asks whether its source is `unused` is read after all other consumers of it.

    Raises:
        CycleError: There is a cycle.
    """
    return list(TopologicalSorter(_needs(module)).static_order())


def find_cycle(module: Module) -> list[str] | None:
    """Return the nodes of one cycle along its wires, the first repeated at the end."""
    try:
        TopologicalSorter(_needs(module)).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        return cycle
    return None


def _needs(module: Module) -> dict[str, list[str]]:
    needs: dict[str, dict[str, None]] = {node.id: {} for node in module.nodes}
    consumers: dict[str, dict[str, None]] = {}
    for edge in module.edges:
        source, target = _node(edge.source), _node(edge.target)
        if target in needs:
            if source in needs:
                needs[target][source] = None
            if not _asks_unused(edge):
                consumers.setdefault(source, {})[target] = None
    for edge in module.edges:
        target = _node(edge.target)
        if _asks_unused(edge) and target in needs:
            others = consumers.get(_node(edge.source), {})
            needs[target].update(dict.fromkeys(name for name in others if name != target))
    return {name: list(sources) for name, sources in needs.items()}


def _asks_unused(edge: Edge) -> bool:
    return isinstance(edge.when, dict) and "unused" in str(edge.when.get("expr", ""))


def _node(end: str) -> str:
    return end.partition(".")[0]
