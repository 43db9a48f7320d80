"""RFC 8785: the one JSON text of a value, from which identities are hashed."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from typing import Any

LARGEST_INTEGER = 2**53


def canonical_json(value: Any) -> bytes:
    """Return the JSON of `value` by RFC 8785 (sorted keys, numbers as ECMAScript prints them).

    Raises:
        ValueError: The value has no such form: NaN, infinity, an integer beyond 2^53, a lone
            surrogate, a key that is not text, or a type that JSON does not have.
    """
    parts: list[str] = []
    _write(value, parts)
    return "".join(parts).encode("utf-8")


def sha256_of(value: Any) -> str:
    """Return the sha256 of the canonical JSON of `value`, in hexadecimal."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _write(value: Any, parts: list[str]) -> None:
    if isinstance(value, Mapping):
        _write_object(value, parts)
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            parts.append("," if index else "[")
            _write(item, parts)
        parts.append("]" if value else "[]")
    else:
        parts.append(_scalar(value))


def _write_object(value: Mapping[Any, Any], parts: list[str]) -> None:
    if not all(isinstance(key, str) for key in value):
        raise ValueError("the keys of a JSON object must be text")
    for index, key in enumerate(sorted(value, key=_utf16)):
        parts.append("," if index else "{")
        parts.append(f"{_scalar(key)}:")
        _write(value[key], parts)
    parts.append("}" if value else "{}")


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-be")


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise ValueError(f"an integer must lie within 2^53 of zero, but got {value}")
        return str(value)
    if isinstance(value, float):
        return _number(value)
    raise ValueError(f"JSON has no {type(value).__name__}")


def _number(value: float) -> str:
    """Print a number as ECMAScript does (`Number::toString`): shortest, exponent from 1e21."""
    if not math.isfinite(value):
        raise ValueError(f"JSON has no {value}")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = f"{abs(value)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    return sign + _place(digits.rstrip("0"), point)


def _place(digits: str, point: int) -> str:
    """Set the decimal point `point` digits from the left."""
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    head = digits[0] + (f".{digits[1:]}" if count > 1 else "")
    return f"{head}e{'+' if point > 0 else '-'}{abs(point - 1)}"
