"""Text to document and back. Refuses what JSON parsers let pass, with all faults at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from pydantic import ValidationError

from searchapp.nas.errors import InvalidDocument, Issue
from searchapp.nas.space.document import SpaceDocument

MAX_BYTES = 5_000_000
MAX_NESTING = 64
MAX_ISSUES = 200
MAX_PARTS = 40_000
MAX_NAMED = 2_000
MAX_VALUES = 250_000
LARGEST_INTEGER = 2**53


class _Bad:
    """Stands in the tree where the text had what no document may have."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message


class _Object(dict[str, Any]):
    """A JSON object that remembers which keys it was given twice."""

    doubled: tuple[str, ...] = ()


def read_document(text: str) -> SpaceDocument:
    """Return the document that `text` holds.

    Raises:
        InvalidDocument: With every fault of form, each with its path of ids.
    """
    raw = _parse(text)
    issues = list(islice(_strange(raw, ()), MAX_ISSUES))
    if not issues and not isinstance(raw, dict):
        issues = [Issue(path=(), code="not_an_object", message="a document must be a JSON object")]
    issues = issues or list(_crowded(raw))
    if issues:
        raise InvalidDocument(issues)
    try:
        return SpaceDocument.model_validate_json(text)
    except ValidationError as error:
        raise InvalidDocument(list(_translate(error, raw))) from None


def write_document(document: SpaceDocument) -> str:
    """Return the document as stable, pretty JSON; what equals its default is left out."""
    plain = document.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(plain, indent=1, ensure_ascii=False) + "\n"


# What the text may not have -------------------------------------------------------------------


def _refuse(code: str, message: str) -> InvalidDocument:
    return InvalidDocument([Issue(path=(), code=code, message=message)])


def _parse(text: str) -> Any:
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise _refuse(
            "too_large", f"a document has at most {MAX_BYTES} bytes, but got {len(text)} characters"
        )
    if (values := text.count(",") + text.count("[")) > MAX_VALUES:
        raise _refuse(
            "too_many_parts", f"a document has at most {MAX_VALUES} values, but got {values}"
        )
    _check_nesting(text)
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=lambda name: _Bad(
                "not_finite", f"a number must be finite, but got {name}"
            ),
            parse_int=_integer,
            parse_float=_real,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _refuse("not_json", f"the text is not JSON: {error.msg} at {place}") from None
    except RecursionError:
        raise _refuse("too_deep", f"a document nests at most {MAX_NESTING} deep") from None


def _check_nesting(text: str) -> None:
    """Count brackets outside strings, so that no parser has to recurse into a hostile text."""
    depth = 0
    pieces = text.replace("\\\\", "").replace('\\"', "").split('"')
    for outside in pieces[::2]:
        if "[" not in outside and "{" not in outside and "]" not in outside and "}" not in outside:
            continue
        for character in outside:
            if character in "[{":
                depth += 1
                if depth > MAX_NESTING:
                    raise _refuse("too_deep", f"a document nests at most {MAX_NESTING} deep")
            elif character in "]}":
                depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        found.doubled = tuple(key for key, count in counts.items() if count > 1)
    return found


def _integer(digits: str) -> Any:
    if len(digits) > 17 or abs(int(digits)) > LARGEST_INTEGER:
        shown = digits if len(digits) <= 24 else f"{digits[:20]}… ({len(digits)} digits)"
        return _Bad("too_large_number", f"an integer must lie within 2^53 of zero, but got {shown}")
    return int(digits)


def _real(digits: str) -> Any:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        return _Bad("not_finite", f"a number must be finite, but got {digits[:24]}")
    return value


def _strange(value: Any, path: tuple[str, ...]) -> Iterator[Issue]:
    """Yield what is wrong with the raw tree: doubled keys, bad numbers, NUL, lone surrogates."""
    if isinstance(value, _Object):
        yield from _strange_object(value, path)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strange(item, (*path, _label(item, index)))
    elif isinstance(value, str):
        yield from _strange_text(value, path)
    elif isinstance(value, _Bad):
        yield Issue(path=path, code=value.code, message=value.message)


def _strange_object(value: _Object, path: tuple[str, ...]) -> Iterator[Issue]:
    for key in value.doubled:
        message = f"a key may stand once in an object, but got {_shown(key)!r} twice"
        yield Issue(path=(*path, _shown(key)), code="duplicate_key", message=message)
    for key, item in value.items():
        yield from _strange_text(key, path)
        if not isinstance(item, str) or _is_strange(item):
            yield from _strange(item, (*path, _shown(key)))


def _is_strange(text: str) -> bool:
    return "\x00" in text or (not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text))


def _strange_text(text: str, path: tuple[str, ...]) -> Iterator[Issue]:
    if not _is_strange(text):
        return
    what = "NUL characters" if "\x00" in text else "lone surrogates"
    yield Issue(path=path, code="bad_text", message=f"text must not hold {what}: {_shown(text)!r}")


def _shown(text: str) -> str:
    short = text if len(text) <= 64 else f"{text[:63]}…"
    return short.encode("utf-8", "replace").decode().replace("\x00", "�")


def _label(item: Any, index: int) -> str:
    identity = item.get("id") if isinstance(item, dict) else None
    return _shown(identity) if isinstance(identity, str) else str(index)


def _crowded(raw: dict[str, Any]) -> Iterator[Issue]:
    """Yield what there is too much of to be looked at one by one."""
    modules = raw.get("modules")
    found = (
        [m for m in modules.values() if isinstance(m, dict)] if isinstance(modules, dict) else []
    )
    lists = [m[key] for m in found for key in ("nodes", "edges") if isinstance(m.get(key), list)]
    counts = [("modules", "nodes and wires", sum(map(len, lists)), MAX_PARTS)] + [
        (key, key, len(raw[key]), MAX_NAMED)
        for key in ("modules", "variables")
        if isinstance(raw.get(key), dict)
    ]
    for key, what, count, most in counts:
        if count > most:
            message = f"a document has at most {most} {what}, but got {count}"
            yield Issue(path=(key,), code="too_many_parts", message=message)


# Pydantic's errors ----------------------------------------------------------------------------


def _translate(error: ValidationError, raw: Any) -> Iterator[Issue]:
    for fault in error.errors(include_url=False, include_context=False)[:MAX_ISSUES]:
        kind, got = fault["type"], fault.get("input")
        message = fault["msg"][:1].lower() + fault["msg"][1:]
        if isinstance(got, (str, int, float)) and not isinstance(got, bool):
            message += f", but got {_shown(str(got))!r}"
        code = {"extra_forbidden": "unknown_field", "missing": "missing_field"}.get(
            kind, "invalid_form"
        )
        yield Issue(path=_ids(fault["loc"], raw), code=code, message=message)


def _ids(place: tuple[int | str, ...], raw: Any) -> tuple[str, ...]:
    """Turn a pydantic location (indices, names of union members) into a path of ids."""
    path: list[str] = []
    value, entered = raw, True
    for part in place:
        if entered and isinstance(value, dict) and part in (value.get("kind"), value.get("domain")):
            entered = False  # the name of a union's member stands before its fields
            continue
        entered = True
        if isinstance(value, list) and isinstance(part, int):
            value = value[part] if part < len(value) else None
            path.append(_label(value, part))
        elif part != "[key]":
            value = value.get(part) if isinstance(value, dict) else None
            path.append(_shown(str(part)))
    return tuple(path)
