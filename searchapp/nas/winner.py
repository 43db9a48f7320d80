"""The winner: met with the untouched test part, and written as a model that people take away."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from searchapp.nas.compile.facts import (
    DataFacts,
    Facts,
    SearchFacts,
    SpaceFacts,
    TrainingFacts,
    named,
    versions,
)
from searchapp.nas.cost import macs, parameters
from searchapp.nas.datasets.base import read_dataset
from searchapp.nas.errors import EvaluationFailed
from searchapp.nas.evaluation import Failure, evaluate, space_of
from searchapp.nas.evaluators.base import EVALUATORS, Assignment, Score
from searchapp.nas.network import Network, network_of
from searchapp.nas.problems.base import PROBLEMS, ArrayData, SplitName
from searchapp.nas.space.architecture import Architecture
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.space import SearchSpace

if TYPE_CHECKING:
    import torch
    from torch import nn

    from searchapp.nas.compile.export import Takeaway

COMPARED = 64
"""Test items on which `model.onnx` is compared with torch."""


@dataclass(frozen=True)
class Taken:
    """A tested model on disk.

    Attributes:
        scores: Metrics of the problem on the test part.
        folder: Holds `model.py`, the weights, `predict.py` and the test part.
        archive: The same as a zip.
        files: Names of all that lies in it.
        was_retrained: There were no weights; the same seed made them again.
    """

    scores: dict[str, float]
    seconds: float
    folder: Path
    archive: Path
    files: tuple[str, ...]
    was_retrained: bool


def take_away(
    assignment: Assignment, weights: Path | None, folder: Path, search: SearchFacts | None = None
) -> Taken:
    """Measure a candidate on the test part, and write `model/` and `model.zip` into `folder`.

    Measured on the CPU in float32, as `predict.py` does: both say the same number.

    Args:
        assignment: What the candidate was evaluated with.
        weights: Its safetensors, or None: then it is trained again under its seed.
        folder: Made if it is not there.
        search: What the model's pages tell of the search that found it.

    Raises:
        EvaluationFailed: It had to be trained again, and that failed.
    """
    import torch
    from safetensors.torch import load_file

    from searchapp.nas.compile import build
    from searchapp.nas.compile.export import export
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
    facts = _facts(assignment, network, scores, search, was_retrained)
    examples = test.batch(slice(COMPARED)).inputs
    export(_takeaway(assignment, network, module, examples, facts), folder / "model")
    draft = shutil.make_archive(str(folder / "model.part"), "zip", folder, "model")
    archive = Path(draft).replace(folder / "model.zip")
    files = tuple(sorted(path.name for path in (folder / "model").iterdir()))
    seconds = time.perf_counter() - start
    return Taken(scores, seconds, folder / "model", archive, files, was_retrained)


def _retrain(assignment: Assignment, folder: Path) -> Path:
    """Train the candidate as it was trained before, and return where its weights are."""
    for step in evaluate(replace(assignment, folder=str(folder / "retrained"))):
        if isinstance(step, Score) and step.weights is not None:
            return step.weights
        if isinstance(step, Failure):
            raise EvaluationFailed(step.reason, step.message)
    raise EvaluationFailed("no_weights", f"{assignment.evaluator} must write weights, but did not")


def _takeaway(
    assignment: Assignment,
    network: Network,
    module: nn.Module,
    examples: tuple[torch.Tensor, ...],
    facts: Facts,
) -> Takeaway:
    from searchapp.nas.compile.export import Takeaway

    data = read_dataset(assignment.dataset)
    space = space_of(assignment)
    test = data.split["test"]
    return Takeaway(
        plan=network.plan,
        weights=module.state_dict(),
        card=data.card,
        preprocessing=PROBLEMS.get(space.document.problem.kind).preprocessing(data),
        inputs=data.inputs[test],
        targets=data.targets[test],
        examples=examples,
        architecture={"digest": space.digest, "decisions": assignment.decisions},
        picture=_picture(network, space.document),
        facts=facts,
    )


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
    assignment: Assignment,
    network: Network,
    scores: dict[str, float],
    search: SearchFacts | None,
    was_retrained: bool,
) -> Facts:
    return Facts(
        candidate=assignment.index,
        test=scores,
        parameters=parameters(network.plan),
        macs=macs(network.plan),
        was_retrained=was_retrained,
        space=_space_facts(space_of(assignment)),
        data=_data_facts(read_dataset(assignment.dataset)),
        training=_training_facts(assignment),
        search=search,
        versions=versions(),
    )


def _space_facts(space: SearchSpace) -> SpaceFacts:
    count = space.count()
    return SpaceFacts(
        name=space.document.name,
        digest=space.digest,
        architectures=str(count.assignments),
        is_exact=count.is_exact,
    )


def _data_facts(data: ArrayData) -> DataFacts:
    parts: tuple[SplitName, ...] = ("train", "early", "validation", "test")
    return DataFacts(
        title=data.card.title,
        source=data.card.source,
        licence=data.card.licence,
        fingerprint=data.fingerprint,
        parts={part: len(data.split[part]) for part in parts if part in data.split},
    )


def _training_facts(assignment: Assignment) -> TrainingFacts:
    evaluator, settings = named(EVALUATORS, assignment.evaluator, assignment.settings)
    return TrainingFacts(
        evaluator=evaluator,
        settings=settings,
        epochs=assignment.fidelity.epochs,
        fraction=assignment.fidelity.fraction,
        seed=assignment.seed,
    )
