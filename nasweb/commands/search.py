"""Search a space in this terminal, and take the winner away."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nasweb.arguments import whole_number
from nasweb.drawings import document_text
from nasweb.record import RESULT_FORMAT, Record
from nasweb.terminal import Display
from searchapp.nas.compile.facts import SearchFacts, versions
from searchapp.nas.datasets.base import DATASETS, card_of, read_dataset
from searchapp.nas.datasets.folder import name_of
from searchapp.nas.device import DEVICES, choose_device
from searchapp.nas.errors import InvalidDocument, NasError
from searchapp.nas.evaluators.base import EVALUATORS, Assignment
from searchapp.nas.evaluators.training import WEIGHTS
from searchapp.nas.events import (
    CandidateEvaluated,
    CandidateProposed,
    Fidelity,
    SearchEvent,
    WinnerTested,
)
from searchapp.nas.importing.checking import check
from searchapp.nas.importing.profile import Limits, Options
from searchapp.nas.inline import InlineExecutor
from searchapp.nas.problems.base import PROBLEMS, DatasetCard
from searchapp.nas.search import SearchSettings, search
from searchapp.nas.space.reading import read_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.strategies.base import STRATEGIES, Objective, Strategy
from searchapp.nas.validation import faults
from searchapp.nas.winner import take_away

D = "(default: %(default)s)"
ENDINGS = (".csv", ".tsv", ".gz", ".npz", ".zip")
DATA = "dataset, e.g. digits, or a file of your own: .csv, .tsv, .npz, .zip of class folders"
CONCURRENCY = "candidates proposed ahead; here they are still trained one after the other"
Show = Callable[[SearchEvent], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("space", help="name of a preset, or path of a .json file")
    parser.add_argument("--data", required=True, metavar="DATA", help=DATA)
    parser.add_argument(
        "--target", metavar="COLUMN", help="of a table: what to predict (default: found by name)"
    )
    parser.add_argument(
        "--strategy", default="regularized_evolution", metavar="NAME", help=f"how to search {D}"
    )
    parser.add_argument(
        "--candidates",
        type=whole_number(1),
        default=20,
        metavar="N",
        help=f"architectures to train {D}",
    )
    parser.add_argument(
        "--epochs", type=whole_number(1), default=8, metavar="N", help=f"of each training {D}"
    )
    parser.add_argument(
        "--seed",
        type=whole_number(0, 2**53 - 1),
        default=0,
        metavar="N",
        help=f"the same seed, the same result {D}",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="new or empty")
    parser.add_argument(
        "--device", choices=("auto", *DEVICES), default="auto", help=f"where to train {D}"
    )
    parser.add_argument(
        "--concurrency", type=whole_number(1), default=1, metavar="N", help=CONCURRENCY
    )
    parser.add_argument("--json", action="store_true", help="print events as JSON lines instead")


def run(arguments: argparse.Namespace) -> int:
    """Search, test the best on the untouched part, write `result.json` and `model/`."""
    order = _read_order(arguments)
    if arguments.json:
        return _carry_out(order, _print_line)
    with Display(order.settings.candidates, order.objective) as display:
        code = _carry_out(order, display.show)
    display.print_summary(order.out)
    return code


@dataclass(frozen=True)
class Order:
    """What is to be searched, how, and where the result goes."""

    space: SearchSpace
    strategy: Strategy
    strategy_name: str
    settings: SearchSettings
    template: Assignment
    out: Path

    @property
    def objective(self) -> Objective:
        """What is optimised."""
        return self.strategy.objectives[0]


def _read_order(arguments: argparse.Namespace) -> Order:
    """Read what is asked; whatever is wrong with it, the folder of the result is as it was."""
    text = document_text(arguments.space)
    entry = STRATEGIES.get(arguments.strategy)
    if _is_file(arguments.data):
        _make_folder(arguments.out)
        with _unmade_on_failure(arguments.out):
            dataset = _import(Path(arguments.data), arguments.target, arguments.out / "data")
            return _order(arguments, text, entry, dataset)
    DATASETS.get(arguments.data)
    order = _order(arguments, text, entry, arguments.data)
    _make_folder(arguments.out)
    return order


def _order(arguments: argparse.Namespace, text: str, entry: type[Strategy], dataset: str) -> Order:
    card = card_of(dataset)
    read_dataset(dataset)
    space = _read_space(text, card)
    problem = PROBLEMS.get(card.problem)
    objectives = (Objective(*problem.metrics[0]),)
    refusal = entry.refuses(space, objectives)
    if refusal is not None:
        raise NasError("refused", f"{entry.title} cannot search this space: {refusal}")
    fidelity = Fidelity(epochs=arguments.epochs)
    template = Assignment(
        index=0,
        document=text,
        decisions={},
        dataset=dataset,
        evaluator="training",
        settings=EVALUATORS.get("training").Settings().model_dump(),
        fidelity=fidelity,
        seed=arguments.seed,
        device=choose_device(arguments.device),
    )
    strategy = entry(entry.Settings(), space, objectives, fidelity)
    settings = SearchSettings(arguments.candidates, arguments.seed, arguments.concurrency)
    return Order(space, strategy, arguments.strategy, settings, template, arguments.out)


def _is_file(data: str) -> bool:
    """Tell whether a file is meant; one that is not there is told as such."""
    if data in DATASETS:
        return False
    if Path(data).is_file():
        return True
    if "/" in data or data.lower().endswith(ENDINGS):
        raise NasError("no_file", f"--data must be a dataset or a file, but there is no {data}")
    return False


def _import(upload: Path, target: str | None, folder: Path) -> str:
    """Make a dataset of a file; return how an assignment names it."""
    folder.mkdir()
    for issue in check(upload, upload.name, folder, Options(target=target), Limits()).issues:
        sys.stderr.write(f"nasweb: {issue.message}\n")
    return name_of(folder.resolve())


@contextmanager
def _unmade_on_failure(out: Path) -> Iterator[None]:
    """Take away what was put into a new folder when what is done inside fails."""
    try:
        yield
    except BaseException:
        shutil.rmtree(out / "data", ignore_errors=True)
        raise


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not any(path.iterdir()):
            return
    except OSError as error:
        raise NasError(
            "no_folder", f"--out must be a folder that can be written: {error}"
        ) from None
    raise NasError("not_empty", f"--out must be a new or empty folder, but {path} is not empty")


def _read_space(text: str, card: DatasetCard) -> SearchSpace:
    document = read_document(text)
    if document.problem.kind != card.problem:
        raise NasError(
            "other_problem",
            f"the space is drawn for {document.problem.kind!r}, but the data {card.title!r} is for "
            f"{card.problem!r}",
        )
    found = faults(document, card.symbols)
    if found:
        raise InvalidDocument(found)
    return SearchSpace(document, card.symbols)


def _carry_out(order: Order, show: Show) -> int:
    kept = order.out / ".weights"
    record = Record(order.objective)
    executor = InlineExecutor(order.template, kept)
    try:
        for event in search(order.space, order.strategy, executor, order.settings):
            record.add(event)
            show(event)
            if isinstance(event, CandidateEvaluated) and event.index != record.best:
                shutil.rmtree(kept / f"{event.index:05}", ignore_errors=True)
        if record.best is not None:
            event = _take_away(order, executor, record, record.proposed[record.best])
            record.add(event)
            show(event)
    finally:
        shutil.rmtree(kept, ignore_errors=True)
    text = json.dumps(_report(order, record), indent=2, ensure_ascii=False)
    (order.out / "result.json").write_text(text + "\n", encoding="utf-8")
    return 0 if record.best is not None else 1


def _report(order: Order, record: Record) -> dict[str, Any]:
    template = order.template
    return {
        "format": RESULT_FORMAT,
        "space": {"name": order.space.document.name, "digest": order.space.digest},
        "dataset": {
            "name": template.dataset,
            "fingerprint": read_dataset(template.dataset).fingerprint,
        },
        "strategy": {
            "name": order.strategy_name,
            "settings": order.strategy.settings.model_dump(mode="json"),
        },
        "evaluator": {"name": template.evaluator, "settings": template.settings},
        "fidelity": template.fidelity.model_dump(mode="json"),
        "seed": template.seed,
        "concurrency": order.settings.concurrency,
        "device": template.device,
        "versions": versions(),
        **record.report(),
    }


def _take_away(
    order: Order, executor: InlineExecutor, record: Record, winner: CandidateProposed
) -> WinnerTested:
    assignment = executor.assignment_of(winner)
    weights = Path(str(assignment.folder)) / WEIGHTS
    taken = take_away(assignment, weights, order.out, _search_facts(order, record, winner.index))
    return WinnerTested(index=assignment.index, scores=taken.scores, seconds=taken.seconds)


def _search_facts(order: Order, record: Record, winner: int) -> SearchFacts:
    return SearchFacts(
        strategy=STRATEGIES.get(order.strategy_name).title,
        settings=order.strategy.settings.model_dump(mode="json"),
        metric=order.objective.metric,
        direction=order.objective.direction,
        trained=len(record.scores),
        failed=len(record.ended) - len(record.scores),
        is_over=True,
        rank=1,
        validation=record.scores[winner],
    )


def _print_line(event: SearchEvent) -> None:
    sys.stdout.write(event.model_dump_json() + "\n")
    sys.stdout.flush()
