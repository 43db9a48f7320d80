"""Curves are thinned by a rule that needs no memory."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchapp.wire.curves import LONGEST, stride_for, thin

steps = st.integers(min_value=1, max_value=3000)


@given(last=st.integers(min_value=0, max_value=10**6))
def test_a_stride_leaves_few_enough_steps(last: int) -> None:
    assert last // stride_for(last) <= LONGEST
    assert last <= LONGEST or 2 * (last // stride_for(last)) >= LONGEST


@given(first=st.lists(steps), second=st.lists(steps))
def test_thinning_twice_is_thinning_once(first: list[int], second: list[int]) -> None:
    early = thin((step, float(step)) for step in first)
    added = [*zip(*early, strict=True), *((step, float(step)) for step in second)]
    assert thin(added) == thin((step, float(step)) for step in [*first, *second])


@given(points=st.dictionaries(steps, st.floats(allow_nan=False)))
def test_what_is_kept_was_there(points: dict[int, float]) -> None:
    kept, values = thin(points.items())
    assert len(kept) <= LONGEST + 1
    assert [points[step] for step in kept] == values
    assert kept == sorted(kept)


def test_short_curves_are_kept_whole() -> None:
    assert thin([(2, 0.2), (1, 0.1)]) == ([1, 2], [0.1, 0.2])
    assert thin([]) == ([], [])
