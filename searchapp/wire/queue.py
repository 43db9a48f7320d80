"""Names of queues, tasks and groups. Their messages are pokes: losing one is harmless."""

from __future__ import annotations

from typing import Literal

Device = Literal["cpu", "gpu"]
DEVICES: tuple[Device, ...] = ("cpu", "gpu")

COORDINATE = "coordinate"
"""Task `coordinate(run_id)`: look whether the run needs a coordinator."""
EVALUATE = "evaluate"
"""Task `evaluate(device)`: look whether a job waits for that kind of device."""
RUNS = "runs"
"""Queue of `coordinate`."""

POKE_LIFETIME = 60
"""Seconds after which an unread poke is dropped: by then a sweep has sent another."""


def evaluation_queue(device: Device) -> str:
    """Return the queue of `evaluate` for a kind of device."""
    return f"evaluate.{device}"


EVALUATIONS = tuple(evaluation_queue(device) for device in DEVICES)
"""Queues of `evaluate`."""
QUEUES = (RUNS, *EVALUATIONS)


def run_group(run_id: str) -> str:
    """Return the channel group that is poked when a run has new events."""
    return f"run.{run_id}"
