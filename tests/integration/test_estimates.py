"""How long a run would take: from what was measured if there is enough of it, else calculated."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from searchapp.models import Project, Run
from searchapp.selectors.estimates import DOUBT, ENOUGH, LEAST, MOST, PAUSE, estimate_for
from searchapp.wire.forms import Estimate, RunRequest
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(project: Project) -> Run:
    builders.a_worker()
    return builders.a_run(builders.a_version(builders.a_space(project)))


def estimated(user: User, run: Run, **changes: Any) -> Estimate:
    return estimate_for(user, RunRequest.model_validate({**run.request, **changes}))


def measured(run: Run, *seconds: float, **fields: Any) -> None:
    """Let candidates of two epochs have taken so long."""
    first = run.candidates.count()
    for index, value in enumerate(seconds, first):
        candidate = builders.a_candidate(run, index, 0.5, **fields)
        candidate.seconds = value
        candidate.save()


def bounds(estimate: Estimate, candidates: int = 4, epochs: float = 1) -> tuple[float, float]:
    """Return the seconds of one epoch that an estimate comes from."""
    low, high = (
        (seconds / candidates - PAUSE) / epochs
        for seconds in (estimate.seconds_low, estimate.seconds_high)
    )
    return low, high


def test_without_anything_measured_the_cost_is_calculated(ada: User, run: Run) -> None:
    estimate = estimated(ada, run)
    low, high = bounds(estimate)
    assert 0 < low < high
    assert high / low == pytest.approx(DOUBT**2)
    assert "multiply-accumulates" in estimate.basis
    assert estimate.blockers == []


def test_more_at_once_than_there_are_workers_is_told_and_not_counted_on(
    ada: User, run: Run
) -> None:
    alone, crowded = estimated(ada, run), estimated(ada, run, concurrency=3)
    assert bounds(crowded) == bounds(alone)
    assert "the workers there are take 1 at a time, not 3" in crowded.basis
    assert "at a time" not in alone.basis


def test_too_few_measurements_are_not_enough(ada: User, run: Run) -> None:
    measured(run, *[8.0] * (ENOUGH - 1))
    assert "multiply-accumulates" in estimated(ada, run).basis
    measured(run, 8.0)
    assert f"measured on {ENOUGH} earlier candidates" in estimated(ada, run).basis


def test_a_steady_pace_is_doubted_a_little_all_the_same(ada: User, run: Run) -> None:
    measured(run, 8.0, 8.0, 8.0, 8.0)  # two epochs each
    assert bounds(estimated(ada, run)) == pytest.approx((4 * (1 - LEAST), 4 * (1 + LEAST)))


def test_the_doubt_is_one_standard_error_of_the_mean_to_come(ada: User, run: Run) -> None:
    measured(run, 4.0, 6.0, 8.0, 10.0)  # 2, 3, 4, 5 an epoch: 3.5 ± 1.29
    error = (5 / 3) ** 0.5 * (1 / 4 + 1 / 4) ** 0.5
    assert bounds(estimated(ada, run)) == pytest.approx((3.5 - error, 3.5 + error))
    low, high = bounds(estimated(ada, run, budget={"candidates": 400}), candidates=400)
    assert high - low < 2 * error


def test_a_wild_pace_is_not_doubted_without_end(ada: User, run: Run) -> None:
    measured(run, 1.0, 100.0, 1.0, 100.0)
    mean = 50.5 / 2
    assert bounds(estimated(ada, run)) == pytest.approx((mean * (1 - MOST), mean * (1 + MOST)))


@pytest.mark.parametrize(
    ("changes", "factor"),
    [
        ({"budget": {"candidates": 8}}, 2.0),
        ({"fidelity": {"epochs": 3, "fraction": 1.0}}, None),
        ({"fidelity": {"epochs": 2, "fraction": 0.5}}, 1.0),
    ],
)
def test_more_candidates_take_longer_and_a_part_of_the_data_is_a_part_of_an_epoch(
    ada: User, run: Run, changes: dict[str, Any], factor: float | None
) -> None:
    measured(run, 8.0, 8.0, 8.0, 8.0)
    plain, changed = estimated(ada, run), estimated(ada, run, **changes)
    if factor is None:
        assert bounds(changed, epochs=3) == pytest.approx(bounds(plain))
    else:
        assert changed.seconds_low == pytest.approx(factor * plain.seconds_low)


def test_what_failed_or_was_never_timed_is_no_measurement(ada: User, run: Run) -> None:
    measured(run, 8.0, 8.0)
    measured(run, 0.0, 0.0)
    measured(run, 99.0, 99.0, state="failed")
    assert "multiply-accumulates" in estimated(ada, run).basis


def test_measurements_of_other_teams_are_neither_used_nor_shown(
    ada: User, dee: User, run: Run
) -> None:
    measured(run, 8.0, 8.0, 8.0, 8.0)
    own = builders.a_run(builders.a_version(builders.a_space(builders.a_project(dee))))
    assert "multiply-accumulates" in estimated(dee, own).basis


def test_measurements_of_other_spaces_and_data_are_not_used(
    ada: User, run: Run, project: Project
) -> None:
    measured(run, 8.0, 8.0, 8.0, 8.0)
    other = builders.a_run(builders.a_version(builders.a_space(project)))
    assert "multiply-accumulates" in estimated(ada, other).basis


def test_without_a_dataset_nothing_is_known_and_it_is_told_why(ada: User, run: Run) -> None:
    estimate = estimated(ada, run, dataset="digit")
    assert "nothing is known" in estimate.basis
    assert [issue.code for issue in estimate.blockers] == ["unknown_name"]
    assert bounds(estimate) == (0.0, 0.0)


def test_an_estimate_reads_and_writes_nothing(ada: User, run: Run) -> None:
    before = (Run.objects.count(), run.events.count(), run.next_seq)
    estimated(ada, run)
    assert (Run.objects.count(), run.events.count(), Run.objects.get(pk=run.pk).next_seq) == before
