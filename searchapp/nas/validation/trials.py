"""Shapes, checked on architectures that together take every option of every decision.

Sets of shapes without relation give false alarms wherever a width is a decision and two wires
follow it; so shapes are inferred for whole architectures, each use with its actual arguments. The
architectures are chosen so that every option seen is taken at least once. A mismatch in all
architectures that have the place is an error, one in some of them a warning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from searchapp.nas.errors import Fix, InvalidArchitecture, Issue, NasError
from searchapp.nas.operators.rules import write_shape
from searchapp.nas.operators.shapes import infer
from searchapp.nas.problems.base import PROBLEMS
from searchapp.nas.space.architecture import Decision
from searchapp.nas.space.asks import freeze
from searchapp.nas.space.bound import BoundModule, Shape
from searchapp.nas.space.choosers import draw
from searchapp.nas.space.document import MergeNode, SpaceDocument
from searchapp.nas.space.places import Path
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.words import counted

MOST_TRIALS = 64
FEWEST_TRIALS = 12
IDLE_TRIALS = 6
"""Trials that show no new option before coverage counts as reached."""


@dataclass
class _Fault:
    """A mismatch at a place: in how many trials, with what message first."""

    code: str
    message: str
    count: int = 0
    decisions: dict[str, Any] = field(default_factory=dict)


def check_trials(document: SpaceDocument) -> Iterator[Issue]:
    """Yield what goes wrong when architectures are bound and their shapes inferred."""
    space = SearchSpace(document)
    entry = PROBLEMS.get(document.problem.kind)
    inputs = entry.input_shapes(space.symbols)
    outputs = entry.output_shapes(space.symbols)
    faults: dict[Path, _Fault] = {}
    there: Counter[Path] = Counter()
    trials = 0
    for chooser in _covering_choosers():
        trials += 1
        decisions, bound, fault = _try(space, chooser, inputs, outputs)
        there.update(_places(bound) if bound is not None else ())
        if fault is not None:
            path = _drawn(document, fault)
            known = faults.setdefault(path, _Fault(fault.code, fault.message, 0, decisions))
            known.count += 1
    for path, known in faults.items():
        yield _issue(document, path, known, there[path] or trials)


def _try(
    space: SearchSpace,
    chooser: Callable[[Decision], Any],
    inputs: tuple[Shape, ...],
    outputs: tuple[Shape, ...],
) -> tuple[dict[str, Any], BoundModule | None, NasError | None]:
    try:
        architecture = space.resolve(chooser)
        bound = space.bind(architecture)
    except InvalidArchitecture as error:
        return {}, None, error
    decisions = dict(architecture.decisions)
    try:
        plan = infer(bound, inputs)
    except NasError as error:
        return decisions, bound, error
    for (name, _), items, expected in zip(plan.outputs, plan.output_shapes, outputs, strict=False):
        if items != (expected,):
            got = " and ".join(map(write_shape, items))
            message = f"output {name!r} must have shape {write_shape(expected)}, but has {got}"
            return decisions, bound, NasError("wrong_output_shape", message, ("outputs", name))
    return decisions, bound, None


def _covering_choosers() -> Iterator[Callable[[Decision], Any]]:
    """Yield choosers that take options seen least, until every option seen was taken."""
    rng = np.random.default_rng(0)
    taken: Counter[tuple[str, Any]] = Counter()
    idle = 0
    for trial in range(MOST_TRIALS):
        before = len(taken)

        def choose(decision: Decision) -> Any:
            options = decision.options
            if options is None or len(options) > MOST_TRIALS:
                value = draw(decision, rng)
            else:
                counts = [taken[decision.path, freeze(option)] for option in options]
                fewest = min(counts)
                least = [k for k, count in enumerate(counts) if count == fewest]
                value = options[least[int(rng.integers(len(least)))]]
            taken[decision.path, freeze(value)] += 1
            return value

        yield choose
        if not taken:
            return  # nothing to decide: one trial shows all
        idle = 0 if len(taken) > before else idle + 1
        if trial + 1 >= FEWEST_TRIALS and idle >= IDLE_TRIALS:
            return


def _places(bound: BoundModule) -> set[Path]:
    """Return the (module, node) pairs that a bound tree has."""
    found: set[Path] = set()
    seen: set[int] = set()
    waiting = [bound]
    while waiting:
        module = waiting.pop()
        if id(module) in seen:
            continue
        seen.add(id(module))
        for node in module.nodes:
            found.add((module.module, _drawn_id(node.id)))
            if isinstance(node.body, BoundModule):
                waiting.append(node.body)
    return found


def _drawn_id(node: str) -> str:
    return node.partition("[")[0].partition("/")[0]


def _drawn(document: SpaceDocument, fault: NasError) -> Path:
    """Return (module, node) of a fault, or its whole path where it has none."""
    path = fault.path
    if (
        path[:1] in (("modules",), ("outputs",))
        or len(path) < 2
        or path[-2] not in document.modules
    ):
        return path
    return path[-2], _drawn_id(path[-1])


def _issue(document: SpaceDocument, path: Path, fault: _Fault, trials: int) -> Issue:
    full, fix = path, None
    if path[:1] == ("outputs",):
        full = ("modules", document.root, *path)
    elif len(path) == 2 and path[0] in document.modules:
        module = document.modules[path[0]]
        node = next((n for n in module.nodes if n.id == path[1]), None)
        full = ("modules", path[0], "edges" if node is None else "nodes", path[1])
        if isinstance(node, MergeNode) and fault.code == "shape_mismatch":
            fix = Fix(
                title="Fit the wires by projections",
                command="set_mismatch",
                arguments={"module": path[0], "value": "project"},
            )
    elif path[:1] != ("modules",):
        full = ("modules", document.root)
    if fault.count >= trials:
        return Issue(path=full, code=fault.code, message=fault.message, fix=fix)
    message = f"in {fault.count} of {counted(trials, 'architecture')} tried: {fault.message}"
    return Issue(path=full, code=fault.code, message=message, severity="warning", fix=fix)
