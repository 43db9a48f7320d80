"""Paths of issues as the editor's commands name places: `n1/conv3`, `edge:e03`."""

from __future__ import annotations

from searchapp.nas.errors import Fix

Path = tuple[str, ...]
_STEPS = frozenset({"of", "cases"})


def place_of(path: Path) -> str:
    """Return the place of a body in its module.

    Args:
        path: From `modules` on, e.g. `("modules", "cell", "nodes", "n1", "of", "conv3", "node")`.
    """
    first = f"edge:{path[3]}" if path[2] == "edges" else path[3]
    steps = [first]
    rest = list(path[4:])
    while rest:
        word = rest.pop(0)
        if word in _STEPS and rest:
            steps.append(rest.pop(0))
        elif word == "body":
            steps.append(word)
    return "/".join(steps)


def set_field(path: Path, field: str, value: str) -> Fix:
    """Offer to set a field of the body at `path`."""
    arguments = {"module": path[1], "place": place_of(path), "field": field, "value": value}
    return Fix(title=f"Use {value!r}", command="set_field", arguments=arguments)


def set_operator(path: Path, operator: str) -> Fix:
    """Offer another operator for the body at `path`."""
    arguments: dict[str, object] = {
        "module": path[1],
        "place": place_of(path),
        "operator": operator,
    }
    return Fix(title=f"Use {operator!r}", command="set_operator", arguments=arguments)


def remove_edge(module: str, edge: str) -> Fix:
    """Offer to delete a wire."""
    arguments: dict[str, object] = {"module": module, "nodes": [], "edges": [edge]}
    return Fix(title=f"Delete wire {edge!r}", command="remove", arguments=arguments)
