"""Learning curves as they travel: about 200 points each, thinned by a rule that needs no memory."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 200


def stride_for(last_step: int) -> int:
    """Return the power of two that leaves at most 200 of the steps 1 … `last_step`."""
    stride = 1
    while last_step // stride > LONGEST:
        stride *= 2
    return stride


def thin(points: Iterable[tuple[int, float]]) -> tuple[list[int], list[float]]:
    """Return the steps and values that are kept of a curve, by step.

    Kept are the multiples of the stride and the last step. The stride depends on that last step
    alone, and longer strides are multiples of shorter ones: to thin, to add points and to thin
    again gives what thinning everything at once gives.
    """
    ordered = sorted(dict(points).items())
    last = ordered[-1][0] if ordered else 1
    stride = stride_for(last)
    kept = [(step, value) for step, value in ordered if step % stride == 0 or step == last]
    return [step for step, _ in kept], [value for _, value in kept]
