"""What every evaluator must keep: run over all entries of the registry."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from searchapp.nas.evaluation import space_of
from searchapp.nas.evaluators.base import EVALUATORS, Assignment, Evaluator, Measurement, Score
from searchapp.nas.events import Fidelity
from searchapp.nas.problems.image_classification import ImageClassification
from searchapp.nas.space.architecture import Architecture
from tests import stripes
from tests.spaces import TINY

NAMES = EVALUATORS.names()
DECISIONS = {"stem.channels": 4, "first": "conv", "second": "keep"}


@pytest.fixture(autouse=True)
def _dataset() -> None:
    stripes.install()


def an_evaluator(name: str) -> Evaluator:
    entry = EVALUATORS.get(name)
    return entry(entry.Settings())


def an_assignment(name: str, **changes: Any) -> Assignment:
    assignment = Assignment(
        index=0,
        document=TINY,
        decisions=DECISIONS,
        dataset=stripes.NAME,
        evaluator=name,
        settings={},
        fidelity=Fidelity(epochs=3),
        seed=5,
        device="cpu",
        threads=1,
    )
    return replace(assignment, **changes)


def steps_of(evaluator: Evaluator, assignment: Assignment) -> Iterator[Measurement | Score]:
    space = space_of(assignment)
    return evaluator.evaluate(Architecture(space.digest, assignment.decisions), assignment)


def values_of(name: str, **changes: Any) -> list[dict[str, float]]:
    stripes.install()
    return [step.values for step in steps_of(an_evaluator(name), an_assignment(name, **changes))]


@pytest.mark.parametrize("name", NAMES)
def test_a_measurement_follows_every_epoch_and_a_score_ends_it(name: str) -> None:
    *measurements, score = steps_of(an_evaluator(name), an_assignment(name))
    assert [step.step for step in measurements if isinstance(step, Measurement)] == [1, 2, 3]
    assert isinstance(score, Score)
    assert score.seconds > 0
    assert {metric for metric, _ in ImageClassification.metrics} <= set(score.values)
    assert {"parameters", "macs"} <= set(score.values)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(name: str) -> None:
    first = values_of(name)
    evaluator = an_evaluator(name)
    for _ in range(2):  # data kept from the first evaluation changes nothing
        assert [step.values for step in steps_of(evaluator, an_assignment(name))] == first
    assert values_of(name, seed=6) != first


@pytest.mark.parametrize("name", NAMES)
def test_another_process_gives_the_same_numbers(name: str) -> None:
    script = (
        "import json\n"
        "from tests.contracts.test_evaluators import values_of\n"
        f"print(json.dumps(values_of({name!r})))\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert json.loads(answer.stdout) == values_of(name)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_written_without_a_folder_and_weights_with_one(
    name: str, tmp_path: Path
) -> None:
    *_, without = steps_of(an_evaluator(name), an_assignment(name))
    *_, score = steps_of(an_evaluator(name), an_assignment(name, folder=str(tmp_path / "new")))
    assert isinstance(without, Score)
    assert without.weights is None
    assert isinstance(score, Score)
    assert score.weights is not None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [score.weights]


@pytest.mark.parametrize("name", NAMES)
def test_an_evaluation_may_be_left_between_two_epochs(name: str) -> None:
    evaluator = an_evaluator(name)
    steps = steps_of(evaluator, an_assignment(name))
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert [step.values for step in steps_of(evaluator, an_assignment(name))] == values_of(name)


@pytest.mark.parametrize("name", NAMES)
def test_settings_survive_the_trip_through_json_and_say_what_they_are(name: str) -> None:
    Settings = EVALUATORS.get(name).Settings
    settings = Settings()
    assert Settings.model_validate_json(settings.model_dump_json()) == settings
    for title, field in Settings.model_json_schema().get("properties", {}).items():
        assert field["title"]
        assert field["description"]
        assert "epoch" not in title  # how long is said by the fidelity
