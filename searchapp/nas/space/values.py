"""Values: a literal, an expression or a domain, read from raw JSON with one clear error."""

from __future__ import annotations

import math
from typing import Any

from pydantic import TypeAdapter, ValidationError

from searchapp.nas.errors import NasError
from searchapp.nas.space.arithmetic import equal
from searchapp.nas.space.document import Domain, Expression

_DOMAIN: TypeAdapter[Domain] = TypeAdapter(Domain)
MAX_LISTED = 1000
"""Integer ranges up to this length are listed as options."""


class InvalidValue(NasError):
    """A value that is no literal, no expression and no domain."""


def read_value(raw: Any) -> Any:
    """Return the literal itself, an `Expression` or a `Domain`.

    Raises:
        InvalidValue: With one message that says what must hold.
    """
    if not isinstance(raw, dict):
        return _literal(raw)
    if "expr" in raw:
        text = raw["expr"]
        if set(raw) != {"expr"} or not isinstance(text, str) or not 1 <= len(text) <= 500:
            raise InvalidValue(
                "invalid_value", 'an expression is {"expr": text} with 1 to 500 characters'
            )
        return Expression(expr=text)
    if "domain" in raw:
        return _domain(raw)
    raise InvalidValue(
        "invalid_value",
        'a value is a literal, {"expr": text} or {"domain": kind, ...}, but got an object with '
        f"{', '.join(map(repr, list(raw)[:5])) or 'no fields'}",
    )


def _literal(raw: Any) -> Any:
    if isinstance(raw, list):
        return [_literal(item) for item in raw]
    if isinstance(raw, float) and not math.isfinite(raw):
        raise InvalidValue("invalid_value", f"a number must be finite, but got {raw}")
    if raw is None or isinstance(raw, (bool, int, float, str)):
        return raw
    raise InvalidValue("invalid_value", f"a literal is a JSON value, but got {type(raw).__name__}")


def _domain(raw: dict[str, Any]) -> Any:
    try:
        domain = _DOMAIN.validate_json(_as_json(raw))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"][1:])
        kind = raw["domain"]
        raise InvalidValue(
            "invalid_domain", f"domain {kind!r}: {place + ': ' if place else ''}{first['msg']}"
        ) from None
    fault = domain_fault(domain)
    if fault:
        raise InvalidValue("invalid_domain", fault)
    return domain


def _as_json(raw: dict[str, Any]) -> str:
    import json

    return json.dumps(raw)


def contains(values: list[Any], value: Any) -> bool:
    """Tell whether `value` is one of `values`, types told apart."""
    return any(equal(value, other) for other in values)


def domain_fault(domain: Any) -> str | None:
    """Return what is wrong with a well-formed domain, or None."""
    if domain.domain in ("int", "float"):
        return _range_fault(domain)
    if domain.domain == "choice":
        return _object_fault(domain, "values", "default", "pinned") or _choice_fault(domain)
    if domain.domain in ("subset", "permutation"):
        return _object_fault(domain, "of", "default", "pinned") or _list_fault(domain)
    if domain.domain == "bool" and domain.prior is not None and not 0 <= domain.prior <= 1:
        return f"the prior of a bool must lie between 0 and 1, but got {domain.prior}"
    return None


def _range_fault(domain: Any) -> str | None:
    if domain.min > domain.max:
        return f"min must not be above max, but got {domain.min} and {domain.max}"
    if domain.log and domain.min <= 0:
        return f"a log range must begin above zero, but got min {domain.min}"
    if domain.domain == "int" and domain.step < 1:
        return f"step must be at least 1, but got {domain.step}"
    for what in ("default", "pinned"):
        value = getattr(domain, what)
        if value is not None and not domain.min <= value <= domain.max:
            return f"{what} must lie between {domain.min} and {domain.max}, but got {value}"
        if value is not None and domain.domain == "int" and (value - domain.min) % domain.step:
            return f"{what} must be a step of the range, but got {value}"
    return None


def _object_fault(domain: Any, *fields: str) -> str | None:
    """Refuse objects: a literal is none, and what is drawn from is found by its value."""
    for name in fields:
        try:
            _literal(getattr(domain, name))
        except InvalidValue:
            return f"{name} must hold literals, but got {getattr(domain, name)!r}"[:200]
    return None


def _list_fault(domain: Any) -> str | None:
    """Return what is wrong with a subset or a permutation."""
    items, is_all = domain.of, domain.domain == "permutation"
    pick = (len(items), len(items)) if is_all else domain.pick
    low, high = (pick, pick) if isinstance(pick, int) else pick
    for index, item in enumerate(items):
        if contains(items[:index], item):
            return f"the items of a {domain.domain} must differ, but got {item!r} twice"
    if not 0 <= low <= high <= len(items):
        return f"pick must lie between 0 and the {len(items)} items, but got {domain.pick}"
    for what in ("default", "pinned"):
        given = getattr(domain, what)
        if given is not None and not _is_drawn(given, items, low, high):
            return f"{what} must be drawn from the items as pick says, but got {given!r}"
    return None


def _is_drawn(given: list[Any], items: list[Any], low: int, high: int) -> bool:
    is_once = not any(contains(given[:index], item) for index, item in enumerate(given))
    return is_once and low <= len(given) <= high and all(contains(items, item) for item in given)


def _choice_fault(domain: Any) -> str | None:
    values = domain.values
    for index, value in enumerate(values):
        if contains(values[:index], value):
            return f"the values of a choice must differ, but got {value!r} twice"
    prior = domain.prior
    if prior is not None and len(prior) != len(values):
        return f"a prior needs one weight for each value, {len(values)}, but got {len(prior)}"
    if prior is not None and (min(prior) < 0 or sum(prior) <= 0):
        return "the weights of a prior must not be negative, and not all zero"
    for what in ("default", "pinned"):
        value = getattr(domain, what)
        if value is not None and not contains(values, value):
            return f"{what} must be one of the values, but got {value!r}"
    if all(contains(domain.disabled, value) for value in values):
        return "at least one value of a choice must be enabled"
    return None
