"""The winner: met with the untouched test part, and written as a model that people take away."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from searchapp.nas.cost import macs, parameters
from searchapp.nas.datasets.base import read_dataset
from searchapp.nas.errors import EvaluationFailed
from searchapp.nas.evaluation import Failure, evaluate, space_of
from searchapp.nas.evaluators.base import Assignment, Score
from searchapp.nas.network import Network, network_of
from searchapp.nas.problems.base import PROBLEMS, ArrayData
from searchapp.nas.space.architecture import Architecture
from searchapp.nas.space.document import SpaceDocument

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True)
class Taken:
    """A tested model on disk.

    Attributes:
        scores: Metrics of the problem on the test part.
        folder: Holds `model.py`, the weights, `predict.py` and the test part.
        archive: The same as a zip.
        was_retrained: There were no weights; the same seed made them again.
    """

    scores: dict[str, float]
    seconds: float
    folder: Path
    archive: Path
    was_retrained: bool


def take_away(assignment: Assignment, weights: Path | None, folder: Path) -> Taken:
    """Measure a candidate on the test part, and write `model/` and `model.zip` into `folder`.

    Measured on the CPU in float32, as `predict.py` does: both say the same number.

    Args:
        assignment: What the candidate was evaluated with.
        weights: Its safetensors, or None: then it is trained again under its seed.
        folder: Made if it is not there.

    Raises:
        EvaluationFailed: It had to be trained again, and that failed.
    """
    import torch
    from safetensors.torch import load_file

    from searchapp.nas.compile import build
    from searchapp.nas.training import Part, measure

    start = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    was_retrained = weights is None or not weights.is_file()
    if weights is None or was_retrained:
        weights = _retrain(assignment, folder)
    space = space_of(assignment)
    network = network_of(space, Architecture(space.digest, assignment.decisions))
    module = build(network.plan, torch.Generator())
    module.load_state_dict(load_file(weights))
    data = read_dataset(assignment.dataset)
    problem = PROBLEMS.get(space.document.problem.kind)
    test = Part(*problem.tensors(data, "test", torch.device("cpu")))
    scores = measure(module, problem, test)
    _write(assignment, network, module, scores, folder / "model")
    draft = shutil.make_archive(str(folder / "model.part"), "zip", folder, "model")
    archive = Path(draft).replace(folder / "model.zip")
    seconds = time.perf_counter() - start
    return Taken(scores, seconds, folder / "model", archive, was_retrained)


def _retrain(assignment: Assignment, folder: Path) -> Path:
    """Train the candidate as it was trained before, and return where its weights are."""
    for step in evaluate(replace(assignment, folder=str(folder / "retrained"))):
        if isinstance(step, Score) and step.weights is not None:
            return step.weights
        if isinstance(step, Failure):
            raise EvaluationFailed(step.reason, step.message)
    raise EvaluationFailed("no_weights", f"{assignment.evaluator} must write weights, but did not")


def _write(
    assignment: Assignment,
    network: Network,
    module: nn.Module,
    scores: dict[str, float],
    folder: Path,
) -> None:
    from searchapp.nas.compile.export import Takeaway, export

    data = read_dataset(assignment.dataset)
    space = space_of(assignment)
    test = data.split["test"]
    takeaway = Takeaway(
        plan=network.plan,
        weights=module.state_dict(),
        card=data.card,
        preprocessing=PROBLEMS.get(space.document.problem.kind).preprocessing(data),
        inputs=data.inputs[test],
        targets=data.targets[test],
        architecture={"digest": space.digest, "decisions": assignment.decisions},
        picture=_picture(network, space.document),
        facts=_facts(assignment, network, data, scores),
    )
    export(takeaway, folder)


def _picture(network: Network, document: SpaceDocument) -> str:
    """Return the network as SVG; a model is not withheld because it is too large to be drawn."""
    # Imported here: a process that only evaluates needs no Graphviz.
    from searchapp.nas.drawing import draw, render, titles_in
    from searchapp.nas.drawing.rendering import CannotRender

    try:
        return render(draw(network.bound, titles_in(document)))
    except CannotRender as error:
        text = escape(error.message)
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="40">'
            f'<text x="8" y="26">{text}</text></svg>\n'
        )


def _facts(
    assignment: Assignment, network: Network, data: ArrayData, scores: dict[str, float]
) -> list[tuple[str, str]]:
    return [
        *((f"Test {metric}", f"{value:.4f}") for metric, value in scores.items()),
        ("Parameters", f"{parameters(network.plan):,}"),
        ("MACs for one item", f"{macs(network.plan):,}"),
        ("Epochs", str(assignment.fidelity.epochs)),
        ("Seed", str(assignment.seed)),
        ("Data", f"{data.card.title}, {data.fingerprint[:12]}"),
    ]
