"""The network an architecture stands for: bound to its document, with every shape known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from searchapp.nas.datasets.base import card_of
from searchapp.nas.errors import InvalidArchitecture, ShapeMismatch
from searchapp.nas.operators.plan import Plan
from searchapp.nas.operators.shapes import infer
from searchapp.nas.problems.base import PROBLEMS
from searchapp.nas.space.architecture import Architecture
from searchapp.nas.space.bound import BoundModule
from searchapp.nas.space.reading import read_document
from searchapp.nas.space.space import SearchSpace


@lru_cache(maxsize=4)
def read_space(document: str, dataset: str) -> SearchSpace:
    """Return the space of a document, its symbols bound to a dataset; kept for the next candidate.

    Raises:
        InvalidDocument: The text is no document.
        UnknownName: There is no such dataset.
    """
    return SearchSpace(read_document(document), card_of(dataset).symbols)


@dataclass(frozen=True)
class Network:
    """The bound tree and the plan made of it."""

    bound: BoundModule
    plan: Plan


def network_of(space: SearchSpace, architecture: Architecture) -> Network:
    """Bind the architecture and infer all shapes from those of the problem.

    Raises:
        InvalidArchitecture: It does not lie in the space, or leaves an output absent.
        ShapeMismatch: Shapes do not meet, among themselves or with what the problem asks for.
        CannotCompile: An operator cannot stand where it stands.
    """
    errors = [issue for issue in space.check(architecture) if issue.severity == "error"]
    if errors:
        raise InvalidArchitecture(errors[0].code, errors[0].message, errors[0].path)
    bound = space.bind(architecture)
    problem = PROBLEMS.get(space.document.problem.kind)
    plan = infer(bound, problem.input_shapes(space.symbols))
    wanted = tuple((shape,) for shape in problem.output_shapes(space.symbols))
    if plan.output_shapes != wanted:
        raise ShapeMismatch(
            "output_shape",
            f"{problem.title} needs a network that gives {wanted}, "
            f"but this one gives {plan.output_shapes}",
        )
    return Network(bound, plan)
