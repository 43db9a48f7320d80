"""RFC 8785: the one text of a value."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from searchapp.nas.space.canonical import canonical_json, sha256_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (0.1, "0.1"),
        (-1.5, "-1.5"),
        (1e-5, "0.00001"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (1.25e-9, "1.25e-9"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (5e-324, "5e-324"),
        (333333333.33333329, "333333333.3333333"),
        (4.50, "4.5"),
        (2e-3, "0.002"),
        (123456.789, "123456.789"),
        (True, "true"),
        (None, "null"),
        (2**53, "9007199254740992"),
        ('€$\x0f\nA\'B"\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\"/"'),
        ([], "[]"),
        ({}, "{}"),
        ([1, [2], {"a": 1}], '[1,[2],{"a":1}]'),
    ],
)
def test_values_are_written_as_ecmascript_writes_them(value: Any, text: str) -> None:
    assert canonical_json(value).decode() == text


def test_keys_are_sorted_by_utf16_units() -> None:
    # The example of RFC 8785, section 3.2.3.
    keys = ["\r", "1", "\x80", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]

    text = canonical_json(dict.fromkeys(reversed(keys), 0)).decode()

    assert list(json.loads(text)) == keys


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53 + 1, {1: 2}, {1, 2}, "\ud800"])
def test_what_json_cannot_say_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"JSON|integer|surrogate"):
        canonical_json(value)


def test_the_hash_is_that_of_the_text() -> None:
    assert sha256_of({"b": 1.0, "a": 2}) == hashlib.sha256(b'{"a":2,"b":1}').hexdigest()
