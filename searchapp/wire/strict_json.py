"""JSON as strictly as browsers and databases need it; what is refused says why and where."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import Any, NoReturn

from searchapp.wire.errors import Invalid

LARGEST_INTEGER = 2**53 - 1
"""Beyond it, JavaScript rounds."""
DEEPEST = 64
SURROGATE = re.compile("[\ud800-\udfff]")
STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")


def parse_object(body: bytes) -> dict[str, Any]:
    """Return the object that `body` holds.

    Raises:
        Invalid: It is not UTF-8, not JSON, not an object, or holds what would be lost or break
            further on: duplicate keys, infinities, too large integers, NUL, lone surrogates.
    """
    if not body.strip():
        _refuse("empty_body", "the body must be a JSON object, but it is empty")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse("not_utf8", f"the body must be UTF-8, but byte {error.start} is not")
    if depth_of(body) > DEEPEST:
        _refuse("too_deep", f"the body must be nested at most {DEEPEST} deep")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_read_pairs,
            parse_constant=_refuse_constant,
            parse_float=_read_float,
            parse_int=_read_integer,
        )
    except json.JSONDecodeError as error:
        _refuse(
            "invalid_json",
            f"the body must be JSON: {error.msg} at line {error.lineno}, column {error.colno}",
        )
    if not isinstance(value, dict):
        _refuse(
            "object_expected", f"the body must be a JSON object, but it is {type(value).__name__}"
        )
    _check_texts(value)
    return value


def depth_of(body: bytes) -> int:
    """Return how deep brackets nest, text in quotes left out."""
    depth = deepest = 0
    for byte in STRING.sub(b"", body).translate(None, NO_BRACKETS):
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest


def _refuse(code: str, message: str) -> NoReturn:
    raise Invalid(code, message)


def _read_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        _refuse("duplicate_key", f"the keys of an object must differ, but got {twice!r} twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    _refuse("non_finite_number", f"numbers must be finite, but got {name}")


def _read_float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        _refuse("non_finite_number", f"numbers must be finite, but got {text[:40]}")
    return value


def _read_integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > LARGEST_INTEGER:
        _refuse("number_too_large", f"integers must lie within ±(2^53 - 1), but got {text[:40]}")
    return int(text)


def _check_texts(value: object) -> None:
    """Refuse text that a database or a browser could not take."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            if "\0" in item:
                _refuse("control_character", "text must not contain NUL")
            if SURROGATE.search(item):
                _refuse(
                    "lone_surrogate", "text must be Unicode, but half of a surrogate pair was found"
                )
        elif isinstance(item, dict):
            waiting.extend(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
