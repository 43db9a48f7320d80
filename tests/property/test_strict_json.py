"""Bodies: what any JSON writer writes comes back as it was; all else is refused, never a crash."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.nas.space.canonical import canonical_json
from searchapp.wire.errors import Invalid
from searchapp.wire.strict_json import LARGEST_INTEGER, depth_of, parse_object
from tests.examples import examples

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
NUMBERS = st.one_of(
    st.integers(-LARGEST_INTEGER, LARGEST_INTEGER), st.floats(allow_nan=False, allow_infinity=False)
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=12,
)
OBJECTS = st.dictionaries(TEXT, VALUES, max_size=4)
QUICK = examples(80, derandomize=True)


def depth(value: Any) -> int:
    """Return how deep lists and objects nest."""
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


@QUICK
@given(OBJECTS, st.booleans(), st.sampled_from([None, 2]))
def test_what_was_written_is_read(value: dict[str, Any], ascii_only: bool, indent: Any) -> None:
    body = json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode()
    found = parse_object(body)
    assert repr(found) == repr(value)
    assert depth_of(body) == depth(value)


@QUICK
@given(OBJECTS, st.data())
def test_what_was_cut_off_is_refused(value: dict[str, Any], data: st.DataObject) -> None:
    body = json.dumps(value).encode()
    cut = data.draw(st.integers(0, len(body) - 1))
    with pytest.raises(Invalid):
        parse_object(body[:cut])


@QUICK
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with suppress(Invalid):
        assert isinstance(parse_object(body), dict)


@QUICK
@given(st.text(alphabet='{}[]",:\\ea1.-+ntrufls ', max_size=40))
def test_near_json_never_breaks_the_reader(text: str) -> None:
    with suppress(Invalid):
        found = parse_object(text.encode())
        assert json.loads(text) == found


@QUICK
@given(st.text(alphabet='[]{}"\\ab', max_size=30))
def test_brackets_in_texts_do_not_nest(text: str) -> None:
    assert depth_of(json.dumps({"a": text}).encode()) == 1


@pytest.mark.parametrize("open_", ["[", '{"a":'])
@pytest.mark.parametrize("deep", [63, 64, 65])
def test_as_deep_as_the_limit_and_no_deeper(open_: str, deep: int) -> None:
    close = "]" if open_ == "[" else "}"
    body = b'{"a": ' + (open_ * (deep - 1) + "1" + close * (deep - 1)).encode() + b"}"
    if deep <= 64:
        parse_object(body)
    else:
        with pytest.raises(Invalid) as error:
            parse_object(body)
        assert error.value.problem.code == "too_deep"


@pytest.mark.parametrize("sign", [1, -1])
def test_integers_are_taken_as_far_as_browsers_know_them(sign: int) -> None:
    most = sign * LARGEST_INTEGER
    assert parse_object(b'{"a": %d}' % most) == {"a": most}
    for beyond in (most + sign, most * 10, most * 10**300):
        with pytest.raises(Invalid, match="2\\^53"):
            parse_object(b'{"a": %d}' % beyond)


@pytest.mark.parametrize("text", ["1e999", "-1e999", "NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("place", ['{"a": %s}', '{"a": [1, %s]}', '{"a": {"b": %s}}'])
def test_infinities_are_refused_wherever_they_stand(text: str, place: str) -> None:
    with pytest.raises(Invalid) as error:
        parse_object((place % text).encode())
    assert error.value.problem.code == "non_finite_number"


@pytest.mark.parametrize("bad", ["\\u0000", "\\ud800", "\\udc00x", "\\ud800\\ud800"])
@pytest.mark.parametrize(
    "place", ['{"%s": 1}', '{"a": "%s"}', '{"a": [["%s"]]}', '{"a": {"%s": 1}}']
)
def test_text_that_a_database_cannot_take_is_refused_wherever_it_stands(
    bad: str, place: str
) -> None:
    with pytest.raises(Invalid) as error:
        parse_object((place % bad).encode())
    assert error.value.problem.code in ("control_character", "lone_surrogate")


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert parse_object(rb'{"a": "\ud83d\ude42"}') == {"a": "🙂"}


@pytest.mark.parametrize(
    "place",
    [
        '{"b": 1, "a": 1, "b": 1}',
        '{"x": {"b": 1, "b": 2}}',
        '{"x": [{"b": 1, "b": {}}]}',
        '{"b": 1, "\\u0062": 2}',
    ],
)
def test_a_key_given_twice_is_named_wherever_it_stands(place: str) -> None:
    with pytest.raises(Invalid, match="'b' twice"):
        parse_object(place.encode())


# The canonical text, from which identities are made ----------------------------------------------


@QUICK
@given(OBJECTS)
def test_the_canonical_text_says_the_same(value: dict[str, Any]) -> None:
    text = canonical_json(value)
    found = json.loads(text, parse_int=float)  # as browsers read it
    assert same(found, value)
    assert canonical_json(found) == text


def same(a: Any, b: Any) -> bool:
    """Compare numbers by value, all else by type too."""
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    return bool(a == b)


@QUICK
@given(OBJECTS, st.randoms(use_true_random=False))
def test_the_canonical_text_knows_no_order_of_keys(value: dict[str, Any], shuffled: Any) -> None:
    keys = list(value)
    shuffled.shuffle(keys)
    assert canonical_json({key: value[key] for key in keys}) == canonical_json(value)


@QUICK
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back_to_the_last_bit(number: float) -> None:
    text = canonical_json(number).decode()
    assert float(text) == number
    assert "E" not in text
    assert not text.startswith("-0") or text.startswith("-0.") or number != 0
    assert ("e" in text) == (number != 0 and not 1e-6 <= abs(number) < 1e21)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_has_no_text(number: float) -> None:
    with pytest.raises(ValueError, match="JSON has no"):
        canonical_json([{"a": number}])
