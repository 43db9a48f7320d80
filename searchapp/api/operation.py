"""One method of a route: the form it takes and the form it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from pydantic import TypeAdapter, ValidationError
from rest_framework.request import Request

from searchapp.nas.errors import Issue
from searchapp.selectors.permissions import SHARE, Caller, Guest
from searchapp.wire.errors import Invalid
from searchapp.wire.forms import Form

F = TypeVar("F", bound=Form)
Method = Callable[..., Any]


@dataclass(frozen=True)
class Described:
    """What `operation` was told, for `api.schema` to read."""

    gives: Any
    takes: type[Form] | None
    asks: type[Form] | None
    status: int


@dataclass(frozen=True)
class Answer:
    """A form together with headers."""

    form: Any
    headers: Mapping[str, str] = field(default_factory=dict)


def operation(
    *,
    gives: Any,
    takes: type[Form] | None = None,
    asks: type[Form] | None = None,
    status: int = 200,
) -> Callable[[Method], Method]:
    """Make a view method of a function on forms.

    Args:
        gives: Form (or list of forms) of the answer; a media type such as "image/svg+xml" of a
            response that the function makes itself; None for an answer without a body.
        takes: Form of the JSON body, handed on as `body`.
        asks: Form of the query string, handed on as `query`.
        status: Of the answer.
    """
    adapter = None if gives is None or isinstance(gives, str) else TypeAdapter[Any](gives)

    def decorate(method: Method) -> Method:
        @wraps(method)
        def answer(view: Any, request: Request, **address: str) -> HttpResponseBase:
            if takes is not None:
                address["body"] = read_form(takes, _data(request))  # type: ignore[assignment]
            query = read_query(asks or NoQuery, request)
            if asks is not None:
                address["query"] = query  # type: ignore[assignment]
            return _respond(method(view, request, **address), adapter, status)

        vars(answer)["described"] = Described(gives, takes, asks, status)
        return answer

    return decorate


class NoQuery(Form):
    """A route that asks for nothing: every parameter is one too many."""


def _data(request: Request) -> object:
    data = request.data
    if request.stream is None:  # nothing was parsed: the framework makes {} of it
        raise Invalid("empty_body", "the body must be a JSON object, but it is empty")
    return data


def read_form(form: type[F], data: object) -> F:
    """Return the form that `data` fills in; raises `Invalid` with all issues."""
    try:
        return form.model_validate(data, strict=True)
    except ValidationError as error:
        raise _invalid(error, "the body") from None


def read_query(form: type[F], request: Request) -> F:
    """Return the form that the query string fills in; every parameter may stand there once."""
    parameters, caller = request.query_params, cast("Caller", request.user)
    asked = parameters.dict()
    if isinstance(caller, Guest):
        del asked[SHARE]
    for name in asked:
        if len(parameters.getlist(name)) > 1:
            raise Invalid("repeated_parameter", f"{name} must be given once", (name,))
        if "\0" in asked[name]:
            raise Invalid("nul", f"{name} must not hold NUL, which no database keeps", (name,))
    try:
        return form.model_validate(asked)
    except ValidationError as error:
        raise _invalid(error, "the query") from None


def _invalid(error: ValidationError, where: str) -> Invalid:
    issues = [
        Issue(
            path=tuple(str(part) for part in fault["loc"]),
            code="unknown_field" if fault["type"] == "extra_forbidden" else fault["type"],
            message=fault["msg"],
        )
        for fault in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    first = issues[0]
    return Invalid(
        first.code,
        f"{where} must fit its form: {'.'.join(first.path)}: {first.message}",
        first.path,
        issues,
    )


def _respond(result: Any, adapter: TypeAdapter[Any] | None, status: int) -> HttpResponseBase:
    """Make a response of a form; one that is a response already is left as it is."""
    if isinstance(result, HttpResponseBase):
        return result
    if adapter is None:
        return HttpResponse(status=status)
    answer = result if isinstance(result, Answer) else Answer(result)
    return HttpResponse(
        adapter.dump_json(answer.form),
        status=status,
        content_type="application/json",
        headers=dict(answer.headers),
    )
