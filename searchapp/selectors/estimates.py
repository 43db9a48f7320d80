"""How long a run would take, and what is in its way."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from typing import Any

from searchapp.models import Candidate, CandidateState
from searchapp.nas.cost_range import sample_costs
from searchapp.nas.errors import Issue
from searchapp.selectors.launches import Launch, launch_for
from searchapp.selectors.permissions import Caller
from searchapp.selectors.reports import cost_generator
from searchapp.selectors.waiting import Workshop, workshop
from searchapp.wire.forms import Estimate, RunRequest

ENOUGH = 3
"""Earlier candidates from which an estimate is made."""
PASSES = 3
"""A training step costs about three forward passes: one forward, two backward."""
RATE = 1.5e10
"""MACs a second; with `TOUCH` a fit to 20 networks on digits, trained on two busy cores."""
TOUCH = 2.0e-4
"""Seconds that an item costs in every epoch, whatever the network."""
DOUBT = 1.9
"""How many times faster or slower a machine and a network may be than what was measured."""
PAUSE = 0.5
"""Seconds between two candidates: telling, asking, handing out."""
LEAST, MOST = 0.15, 0.4
"""Bounds of the share by which a measured pace may be off: no machine keeps a steadier one."""
NO_WORKER = Issue(
    path=("workers",),
    code="no_worker",
    message="a worker must be there to train candidates, but none was heard of; "
    "`nasweb up` starts one",
)
NO_GPU = Issue(
    path=("device",),
    code="no_gpu_worker",
    message="a worker with a GPU must be there to train on one, but none was heard of; choose the "
    "CPU or the best available device",
)


def estimate_for(user: Caller, request: RunRequest) -> Estimate:
    """Return a range of seconds with its basis, and every reason why the run cannot start."""
    launch = launch_for(user, request, action="see")
    shop = workshop()
    blockers = [*launch.issues, *_missing(request, shop)]
    low, high, basis = _seconds_per_epoch(launch)
    epochs = request.fidelity.epochs * request.fidelity.fraction
    lanes = min(request.concurrency, max(1, shop.slots))
    if lanes < request.concurrency:
        basis += f"; the workers there are take {lanes} at a time, not {request.concurrency}"
    rounds = request.budget.candidates / lanes
    return Estimate(
        seconds_low=rounds * (epochs * low + PAUSE),
        seconds_high=rounds * (epochs * high + PAUSE),
        basis=basis,
        blockers=blockers,
    )


def _missing(request: RunRequest, shop: Workshop) -> list[Issue]:
    """Return which worker is missing."""
    if not shop.is_manned:
        return [NO_WORKER]
    needs_gpu = request.device not in ("auto", "cpu")
    return [NO_GPU] if needs_gpu and not shop.is_warming_up and not shop.trainers("gpu") else []


def _seconds_per_epoch(launch: Launch) -> tuple[float, float, str]:
    measured = _measured(launch)
    if len(measured) >= ENOUGH:
        words = f"measured on {len(measured)} earlier candidates of the same kind on the same data"
        return *_pace(measured, launch.request.budget.candidates), words
    if launch.space is None or launch.dataset is None:
        return 0.0, 0.0, "nothing is known about the cost yet"
    costs = [cost for _, cost in sample_costs(launch.space, cost_generator(), samples=40)]
    if not costs:
        return 0.0, 0.0, "no network could be made from the space"
    items = float(launch.dataset.card["symbols"].get("items", 1000))
    seconds = items * (TOUCH + PASSES * statistics.fmean(costs) / RATE)
    return (
        seconds / DOUBT,
        seconds * DOUBT,
        f"calculated from the multiply-accumulates of {len(costs)} sampled networks; "
        "becomes exact once a few candidates were measured",
    )


def _pace(measured: Sequence[float], candidates: int) -> tuple[float, float]:
    """Return the bounds of the mean of so many candidates to come, one standard error each way."""
    mean = statistics.fmean(measured)
    error = statistics.stdev(measured) * math.sqrt(1 / candidates + 1 / len(measured))
    share = min(MOST, max(LEAST, error / mean))
    return mean * (1 - share), mean * (1 + share)


def _measured(launch: Launch) -> Sequence[float]:
    """Return seconds per epoch of earlier candidates: same data, same version or same template."""
    if launch.dataset is None:
        return ()
    kin: dict[str, Any] = {"run__version__space__preset": launch.request.preset}
    if launch.version is not None:
        kin = {"run__version__space": launch.version.space_id}
    rows = Candidate.objects.filter(
        run__project__team=launch.project.team_id,
        run__dataset=launch.dataset,
        state=CandidateState.FINISHED,
        seconds__gt=0,
        **kin,
    ).order_by("-created_at")
    return [
        seconds / (fidelity["epochs"] * fidelity["fraction"])
        for seconds, fidelity in rows.values_list("seconds", "fidelity")[:200]
    ]
