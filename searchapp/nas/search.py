"""The search: a strategy proposes, an executor evaluates, the strategy is told; all as events.

Same space, strategy, settings: same candidates, however fast the executor is. Before ask n of an
*ordered* strategy exactly the outcomes of candidates 0 … n − concurrency have been told, in order.
So a search continues from its recorded events as if it had never stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from searchapp.nas.candidate import describe
from searchapp.nas.events import (
    CandidateEvaluated,
    CandidateFailed,
    CandidateProposed,
    Fidelity,
    SearchEvent,
    SearchFinished,
)
from searchapp.nas.space.architecture import Architecture
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.strategies.base import Exhausted, Outcome, Proposal, Strategy, ask_generator
from searchapp.nas.words import counted

Ended = CandidateEvaluated | CandidateFailed


@dataclass(frozen=True)
class SearchSettings:
    """How far a search goes.

    Attributes:
        candidates: Budget: how many are proposed, failed and repeated ones included.
        seed: Of everything the strategy draws.
        concurrency: How many candidates may be out at once.
        first_failures: The search ends if that many first candidates all failed.
        failure_share: It ends if more than this share failed, once `failure_floor` are in.
    """

    candidates: int
    seed: int
    concurrency: int = 1
    first_failures: int = 5
    failure_share: float = 0.5
    failure_floor: int = 20


class Executor(Protocol):
    """Evaluates candidates, here or elsewhere."""

    def submit(self, proposal: CandidateProposed) -> None:
        """Take a candidate. Called again for the unfinished ones when a search is resumed."""

    def completions(self) -> Iterator[SearchEvent]:
        """Return an endless iterator over what happens to the submitted candidates.

        Only advanced while at least one is out: `next` waits until there is something to tell.
        """


def search(
    space: SearchSpace,
    strategy: Strategy,
    executor: Executor,
    settings: SearchSettings,
    history: Iterable[SearchEvent] = (),
) -> Iterator[SearchEvent]:
    """Search the space.

    Args:
        space: What is searched.
        strategy: Chooses; must be new (its state is rebuilt from `history`).
        executor: Evaluates. What it tells is passed on.
        settings: Budget, seed, concurrency.
        history: Events of this very search, recorded before it was interrupted, in their order.
            They are not yielded again; nothing recorded is asked or evaluated again.

    Yields:
        Every event of the search, `SearchFinished` last.
    """
    course = _Course(space, strategy, executor, settings)
    course.recall(history)
    reason: Literal["budget", "exhausted"] = "budget"
    for index in range(settings.candidates):
        yield from course.wait_for_room(index)
        if course.is_hopeless():
            break
        try:
            yield from course.propose(index)
        except Exhausted:
            reason = "exhausted"
            break
    if not course.is_hopeless():
        yield from course.wait_for_all()
    yield course.finish(reason)


class _Course:
    """How a search stands: what was proposed, what came of it, what the strategy was told."""

    def __init__(
        self, space: SearchSpace, strategy: Strategy, executor: Executor, settings: SearchSettings
    ) -> None:
        self.space, self.strategy, self.executor, self.settings = (
            space,
            strategy,
            executor,
            settings,
        )
        self.events = executor.completions()
        self.recorded: dict[int, CandidateProposed] = {}
        self.proposals: dict[int, Proposal] = {}
        self.sizes: dict[int, int] = {}
        self.ended: dict[int, Ended] = {}
        self.told: list[Ended] = []
        self.originals: dict[tuple[str, Fidelity], int] = {}
        self.repeats: dict[int, list[CandidateProposed]] = {}

    @property
    def is_ordered(self) -> bool:
        return self.strategy.tell_order == "ordered"

    def recall(self, history: Iterable[SearchEvent]) -> None:
        """Take in recorded events. What the strategy knew depends on them alone."""
        for event in history:
            if isinstance(event, CandidateProposed):
                self.recorded[event.index] = event
                if not self.is_ordered:
                    self._asked(event)
            elif isinstance(event, Ended):
                self._note_end(event)

    def wait_for_room(self, index: int) -> Iterator[SearchEvent]:
        """Wait until candidate `index` may be proposed and all that is due was told."""
        if self.is_ordered:
            due = index - self.settings.concurrency
            if due >= 0:
                yield from self._wait_and_tell(due)
        else:
            while len(self.proposals) - len(self.ended) >= self.settings.concurrency:
                yield from self._next_event()

    def propose(self, index: int) -> Iterator[SearchEvent]:
        """Take candidate `index` from the record, or else ask for it; have it evaluated."""
        event = self.recorded.get(index)
        fault = ""
        if event is None:
            asked = self.strategy.ask(index, ask_generator(self.settings.seed, index))
            event, fault = describe(self.space, asked)
            event = self._mark_repeat(event)
            yield event
        elif not event.graph_hash:
            fault = describe(self.space, _proposal_of(self.space, event))[1]
        if index not in self.proposals:
            self._asked(event)
        if event.graph_hash:
            self.originals.setdefault(_key(event), index)
        if index in self.ended:
            return
        if fault:
            yield from self._end(
                CandidateFailed(index=index, reason="invalid_architecture", message=fault)
            )
        else:
            yield from self._evaluate(event)

    def wait_for_all(self) -> Iterator[SearchEvent]:
        """Wait for every candidate that is out."""
        if self.is_ordered:
            for index in range(len(self.told), len(self.proposals)):
                yield from self._wait_and_tell(index)
        while len(self.ended) < len(self.proposals):
            yield from self._next_event()

    def is_hopeless(self) -> bool:
        """Tell whether so many candidates failed that going on makes no sense."""
        failed = [isinstance(end, CandidateFailed) for end in self.told]
        first = failed[: self.settings.first_failures]
        return (len(first) == self.settings.first_failures and all(first)) or (
            len(failed) >= self.settings.failure_floor
            and sum(failed) > self.settings.failure_share * len(failed)
        )

    def finish(self, reason: Literal["budget", "exhausted"]) -> SearchFinished:
        """Sum up. The first error is shown when there were too many, or nothing else."""
        best = self._best()
        failures = [end for end in self.told if isinstance(end, CandidateFailed)]
        if failures and (best is None or self.is_hopeless()):
            message = (
                f"{len(failures)} of {counted(len(self.told), 'candidate')} failed; "
                f"the first was candidate {failures[0].index}: {failures[0].message}"
            )
            return SearchFinished(reason="too_many_failures", best=best, message=message)
        return SearchFinished(reason=reason, best=best)

    def _best(self) -> int | None:
        objective = self.strategy.objectives[0]
        ranked = [
            (objective.quality(end.scores[objective.metric]), -self.sizes[end.index], -end.index)
            for end in self.told
            if isinstance(end, CandidateEvaluated)
        ]
        return -max(ranked)[-1] if ranked else None

    def _asked(self, event: CandidateProposed) -> None:
        proposal = _proposal_of(self.space, event)
        self.proposals[event.index] = proposal
        self.sizes[event.index] = event.parameters
        self.strategy.asked(proposal)

    def _mark_repeat(self, event: CandidateProposed) -> CandidateProposed:
        original = self.originals.get(_key(event)) if event.graph_hash else None
        if original is None:
            return event
        return event.model_copy(update={"how": {**event.how, "repeats": original}})

    def _evaluate(self, event: CandidateProposed) -> Iterator[SearchEvent]:
        """Submit the candidate, unless its score is known or coming: equal graphs, equal scores."""
        original = self.originals[_key(event)]
        end = self.ended.get(original)
        if original == event.index or isinstance(end, CandidateFailed):
            self.originals[_key(event)] = event.index
            self.executor.submit(event)
        elif end is None:
            self.repeats.setdefault(original, []).append(event)
        else:
            yield from self._end(end.model_copy(update={"index": event.index, "seconds": 0.0}))

    def _wait_and_tell(self, index: int) -> Iterator[SearchEvent]:
        while index not in self.ended:
            yield from self._next_event()
        self._tell(self.ended[index])

    def _next_event(self) -> Iterator[SearchEvent]:
        event = next(self.events)
        if isinstance(event, Ended):
            yield from self._end(event)
        else:
            yield event

    def _end(self, event: Ended) -> Iterator[SearchEvent]:
        if event.index in self.ended:
            return
        self._note_end(event)
        yield event
        for repeat in self.repeats.pop(event.index, ()):
            yield from self._evaluate(repeat)

    def _note_end(self, event: Ended) -> None:
        self.ended[event.index] = event
        if not self.is_ordered:
            self._tell(event)

    def _tell(self, event: Ended) -> None:
        self.told.append(event)
        self.strategy.tell(self.proposals[event.index], _outcome_of(event))


def _proposal_of(space: SearchSpace, event: CandidateProposed) -> Proposal:
    architecture = Architecture(space.digest, event.decisions)
    return Proposal(event.index, architecture, event.fidelity, event.parents, event.how)


def _outcome_of(event: Ended) -> Outcome:
    if isinstance(event, CandidateEvaluated):
        return Outcome(event.scores)
    return Outcome(None, event.reason)


def _key(event: CandidateProposed) -> tuple[str, Fidelity]:
    return event.graph_hash, event.fidelity
