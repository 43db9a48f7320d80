"""A search as it is seen in the terminal: how far it is, the best so far, the last candidates."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from rich.console import Console, Group
from rich.live import Live
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from nasweb.record import Record
from searchapp.nas.events import CandidateEvaluated, CandidateFailed, Measured, SearchEvent
from searchapp.nas.strategies.base import Objective

WIDE = 100
"""Letters of a line that has room for times beside the best so far."""
LATEST = 8
"""Candidates shown while the search runs; the summary shows all."""


class Display:
    """Shows events; use it as a context."""

    def __init__(
        self, candidates: int, objective: Objective, console: Console | None = None
    ) -> None:
        self.console = console or Console()
        self.record = Record(objective)
        times = [TextColumn("elapsed"), TimeElapsedColumn(), TextColumn("left"),
                 TimeRemainingColumn()] if self.console.width >= WIDE else []  # fmt: skip
        self._progress = Progress(
            TextColumn("Searching"),
            *([BarColumn()] if times else []),
            MofNCompleteColumn(),
            *times,
            TextColumn("{task.fields[note]}"),
        )
        self._bar = self._progress.add_task("search", total=candidates, note="")
        self._live = Live(console=self.console, refresh_per_second=4, transient=True)

    def __enter__(self) -> Display:
        self._live.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._live.__exit__(kind, error, trace)

    def show(self, event: SearchEvent) -> None:
        """Take in an event and paint."""
        self.record.add(event)
        if isinstance(event, CandidateEvaluated | CandidateFailed):
            self._progress.update(self._bar, completed=len(self.record.ended), note=self._best())
            if not self.console.is_terminal:
                self._print_ended(event)
        elif isinstance(event, Measured):
            self._progress.update(self._bar, note=self._epoch(event))
        if not self.console.is_terminal:
            return
        latest = sorted(self.record.ended)[-LATEST:]
        self._live.update(Group(self._table(latest), self._progress))

    def print_candidates(self) -> None:
        """Print all candidates, and the winner on the test part."""
        record = self.record
        self.console.print(self._table(sorted(record.ended)))
        if record.finished is not None and record.finished.message:
            self.console.print(record.finished.message, style="red", markup=False)
        if record.tested is not None:
            scores = ", ".join(
                f"{name} {value:.4f}" for name, value in record.tested.scores.items()
            )
            self.console.print(
                f"Winner: candidate {record.best}. On the untouched test part: {scores}"
            )

    def print_summary(self, out: Path) -> None:
        """Print all candidates, the winner on the test part, and where the model is."""
        self.print_candidates()
        if self.record.tested is not None:
            self.console.print(f"Model: {out / 'model'}", soft_wrap=True)
        self.console.print(f"Result: {out / 'result.json'}", soft_wrap=True)

    def _print_ended(self, event: CandidateEvaluated | CandidateFailed) -> None:
        """Say what came of a candidate: a file or a pipe shows no live display."""
        is_failed = isinstance(event, CandidateFailed)
        score = "failed" if is_failed else f"{self.record.score_of(event.index):.4f}"
        words = " · ".join(filter(None, (f"#{event.index} {score}", self._best())))
        self.console.print(words, highlight=False)

    def _best(self) -> str:
        best = self.record.best
        if best is None:
            return ""
        return f"best {self.record.objective.metric} {self.record.score_of(best):.4f} (#{best})"

    def _epoch(self, event: Measured) -> str:
        metric = self.record.objective.metric
        measured = f"#{event.index} epoch {event.steps[-1]}: {event.values[metric][-1]:.4f}"
        return " · ".join(part for part in (self._best(), measured) if part)

    def _table(self, indices: list[int]) -> Table:
        table = Table(box=None, header_style="bold")
        for title in ("Candidate", self.record.objective.metric.capitalize(), "Parameters"):
            table.add_column(title, justify="right")
        for title in ("Seconds", "Parent"):
            table.add_column(title, justify="right")
        table.add_column("Note")
        for index in indices:
            style = "green" if index == self.record.best else None
            table.add_row(*self._row(index), style=style)
        return table

    def _row(self, index: int) -> tuple[str, ...]:
        proposed, ended = self.record.proposed[index], self.record.ended[index]
        parent = ", ".join(f"#{parent}" for parent in proposed.parents)
        cells = (f"{proposed.parameters:,}", f"{ended.seconds:.1f}", parent)
        if isinstance(ended, CandidateFailed):
            return (f"#{index}", "failed", *cells, ended.message.splitlines()[0])
        note = "best" if index == self.record.best else ""
        if "repeats" in proposed.how:
            note = f"same network as #{proposed.how['repeats']}"
        return (f"#{index}", f"{self.record.score_of(index):.4f}", *cells, note)
