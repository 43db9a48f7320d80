"""A drawn search space, ready to be sampled, checked, counted and bound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from searchapp.nas.errors import InvalidArchitecture, InvalidDocument, Issue
from searchapp.nas.space.architecture import Architecture, Decision
from searchapp.nas.space.bound import BoundModule
from searchapp.nas.space.choosers import (
    Chooser,
    choose_at_random,
    choose_given,
    choose_known,
    choose_or_note,
)
from searchapp.nas.space.codes import Program
from searchapp.nas.space.counting import Count, count_assignments
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.enumeration import every_assignment
from searchapp.nas.space.identity import digest_of
from searchapp.nas.space.program import compile_document
from searchapp.nas.space.resolver import Resolver
from searchapp.nas.space.structure import check_structure
from searchapp.nas.space.survey import survey
from searchapp.nas.space.tracing import Places, TracingResolver

MAX_TRIES = 1_000


class SearchSpace:
    """The space that a document draws.

    Attributes:
        document: The document.
        symbols: What stands for `height`, `classes` and so on: those of the document, or of the
            dataset of a run.
        arguments: Values for parameters of the root module; the others take their defaults.
        digest: sha256 of what the document means (titles and positions left out).
    """

    def __init__(
        self,
        document: SpaceDocument,
        symbols: Mapping[str, Any] | None = None,
        arguments: Mapping[str, Any] | None = None,
    ) -> None:
        """Compile the document.

        Raises:
            InvalidDocument: Its structure is broken; the exception carries all issues.
        """
        issues = [issue for issue in check_structure(document) if issue.severity == "error"]
        if issues:
            raise InvalidDocument(issues)
        self.document = document
        self.symbols: dict[str, Any] = {**document.problem.symbols, **(symbols or {})}
        self.arguments = dict(arguments or {})
        self.digest = digest_of(document)
        self._program = compile_document(document, self.symbols)
        self._count: Count | None = None
        self._potential: tuple[Decision, ...] | None = None
        self._latest: tuple[Architecture, BoundModule] | None = None

    @property
    def program(self) -> Program:
        """Return the compiled document."""
        return self._program

    def resolve(self, chooser: Chooser) -> Architecture:
        """Fill in every active decision with what `chooser` answers.

        Raises:
            InvalidArchitecture: An answer is no option, or the answers lead nowhere.
        """
        resolver = Resolver(self._program, chooser)
        bound = self._run(resolver)
        architecture = Architecture(self.digest, resolver.decisions)
        self._latest = (architecture, bound)
        return architecture

    def sample(self, rng: np.random.Generator) -> Architecture:
        """Draw an architecture, decision by decision, honouring priors and pins.

        Raises:
            InvalidArchitecture: 1,000 draws in a row were invalid; the message says why.
        """
        chooser = choose_at_random(rng)
        for _ in range(MAX_TRIES):
            try:
                return self.resolve(chooser)
            except InvalidArchitecture as error:
                last = error
        raise InvalidArchitecture(
            "no_valid_sample",
            f"{MAX_TRIES} draws in a row were invalid; the last: {last.message}",
            last.path,
        )

    def check(self, architecture: Architecture) -> list[Issue]:
        """Return everything that keeps an architecture from being a member of the space."""
        issues: list[Issue] = []
        if architecture.digest != self.digest:
            message = f"the architecture belongs to {architecture.digest}, this is {self.digest}"
            issues.append(Issue(path=(), code="other_space", message=message))
        resolver = Resolver(self._program, choose_or_note(architecture.decisions, issues))
        try:
            self._run(resolver)
        except InvalidArchitecture as error:
            issues.append(Issue(path=error.path, code=error.code, message=error.message))
        for path in architecture.decisions:
            if path not in resolver.decisions:
                message = f"the decision at {path!r} is not active in this architecture"
                issues.append(Issue(path=(path,), code="inactive_decision", message=message))
        return issues

    def bind(self, architecture: Architecture) -> BoundModule:
        """Lay an architecture over the document. Equal uses are one object.

        Raises:
            InvalidArchitecture: A decision is missing or illegal, or an output is absent.
        """
        latest = self._latest
        if latest is not None and latest[0] is architecture:
            return latest[1]
        return self._run(Resolver(self._program, choose_given(architecture.decisions)))

    def trace(self, architecture: Architecture) -> tuple[BoundModule, Places]:
        """Lay an architecture over the document, and tell where each module of it stands.

        Raises:
            InvalidArchitecture: A decision is missing or illegal, or an output is absent.
        """
        resolver = TracingResolver(self._program, choose_given(architecture.decisions))
        return self._run(resolver), resolver.places

    def active(self, architecture: Architecture) -> tuple[Decision, ...]:
        """Return the active decisions of an architecture, each with its options."""
        resolver = Resolver(self._program, choose_given(architecture.decisions))
        self._run(resolver)
        return resolver.asked()

    def adopt(self, decisions: Mapping[str, Any]) -> Architecture:
        """Import decisions of another version: the same path keeps its value, else the default."""
        return self.resolve(choose_known(decisions))

    def enumerate(self, *, keep_absent: bool = False) -> Iterator[Architecture]:
        """Yield every architecture once, in the order of the options.

        Args:
            keep_absent: Also yield assignments that leave an output of the network absent.
                `count` counts these too: what is active does not depend on the graph.

        Raises:
            InvalidArchitecture: A decision is a continuum or has too many options to list.
        """

        def run(chooser: Chooser) -> dict[str, Any]:
            resolver = Resolver(self._program, chooser)
            if keep_absent:
                resolver.run(self.arguments)
            else:
                self._run(resolver)
            return resolver.decisions

        for decisions in every_assignment(run):
            yield Architecture(self.digest, decisions)

    def count(self) -> Count:
        """Count the architectures, symbolically and exactly where that is possible."""
        if self._count is None:
            self._count = count_assignments(self._program, self.arguments)
        return self._count

    def potential(self) -> tuple[Decision, ...]:
        """Return every decision that can become active in some architecture."""
        if self._potential is None:
            self._potential = survey(self._program, self.arguments)
        return self._potential

    def _run(self, resolver: Resolver) -> BoundModule:
        bound = resolver.run(self.arguments)
        for name, wires in bound.outputs:
            if not wires:
                raise InvalidArchitecture(
                    "absent_output",
                    f"output {name!r} of the network is absent: nothing reaches it",
                    (name,),
                )
        return bound
