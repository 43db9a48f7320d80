"""Every error under /api is a `Problem`, also those that Django itself answers."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.views import defaults
from rest_framework.exceptions import APIException
from rest_framework.views import set_rollback

from searchapp.nas.errors import NasError
from searchapp.wire.errors import Refused, invalid_of
from searchapp.wire.forms import Problem

logger = logging.getLogger(__name__)


def problem_response(problem: Problem, status: int) -> HttpResponse:
    """Answer with a problem."""
    return HttpResponse(
        problem.model_dump_json(), status=status, content_type="application/problem+json"
    )


def answer_error(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Turn whatever a view raised into a problem; what nobody foresaw goes on to `server_error`."""
    set_rollback()
    match error:
        case Refused():
            answer = problem_response(error.problem, error.status)
            if error.retry_after is not None:
                answer.headers["Retry-After"] = str(error.retry_after)
            return answer
        case NasError():
            return problem_response(invalid_of(error).problem, 400)
        case RequestDataTooBig():
            return _plain(413, "too_large", "the body must have at most 6 MiB")
        case Http404():
            return _plain(404, "not_found", "there is no such thing")
        case APIException():
            return _answer_framework(error)
        case OperationalError():
            logger.exception("the database did not answer")
            return _plain(503, "unavailable", "the database did not answer; try again in a moment")
    return None


def _answer_framework(error: APIException) -> HttpResponse:
    """Answer what the framework raised, with its code and text."""
    detail: Any = error.detail
    return _plain(error.status_code, getattr(detail, "code", None) or "invalid", str(detail))


def _plain(status: int, code: str, message: str) -> HttpResponse:
    return problem_response(Problem(code=code, message=message), status)


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api")


def _answer(request: HttpRequest, status: HTTPStatus, code: str, message: str) -> HttpResponse:
    """Answer outside of a view: JSON under /api, a plain page elsewhere."""
    if _is_api(request):
        return _plain(status, code, message)
    return HttpResponse(
        f"{status.value} {status.phrase}: {message}\n", status=status, content_type="text/plain"
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 (a host that is not ours, a malformed request), 413 for too long a body."""
    if isinstance(exception, RequestDataTooBig):
        return _answer(
            request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "the body is too large"
        )
    if isinstance(exception, DisallowedHost):
        host = split_domain_port(request.META.get("HTTP_HOST", ""))[0][:100]
        message = (
            f"nasweb answers by its own names only, and {host!r} is none of them; if it should be, "
            "start nasweb with NASWEB_HOSTS set to it"
        )
        return _answer(request, HTTPStatus.BAD_REQUEST, "unknown_host", message)
    return _answer(request, HTTPStatus.BAD_REQUEST, "bad_request", "the request is malformed")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return _answer(request, HTTPStatus.FORBIDDEN, "forbidden", "this is not allowed")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a request without the token that proves it came from our own page."""
    return _answer(
        request,
        HTTPStatus.FORBIDDEN,
        "csrf_failed",
        f"the header X-CSRFToken must be right: {reason}",
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    return _answer(request, HTTPStatus.NOT_FOUND, "not_found", "there is no such page")


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Answer 500 without a word about what is inside."""
    if _is_api(request):
        return _plain(500, "server_error", "something broke on our side; the log says what")
    return defaults.server_error(request)
