"""Pages for what went wrong: what happened, what was kept, what to do. None needs the database."""

import sys
from collections.abc import Mapping
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from psycopg.errors import DeadlockDetected, SerializationFailure

from accounts.errors import Problem, Stale
from accounts.look.forms import typed_words

log = structlog.get_logger("web")


def page(request: HttpRequest, status: int, context: Mapping[str, Any] | None = None) -> HttpResponse:
    words = {"status": status, "request_id": getattr(request, "request_id", ""), **(context or {})}
    response = HttpResponse(render_to_string(f"errors/{status}.html", words, request=request), status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def problem(request: HttpRequest, error: Problem) -> HttpResponse:
    response = page(request, error.status, {"problem": error, "words_kept": typed_words(request)})
    if error.seconds:
        response["Retry-After"] = str(error.seconds)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def form_is_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The CSRF check's answer: mostly a page that was left open, so the words come back with it."""
    return page(request, 403, {"form_is_too_old": True, "words_kept": typed_words(request)})


@login_not_required
def closed(request: HttpRequest, *args: str) -> HttpResponse:
    """For the sign-in library's pages that need a mail address: nobody has one here."""
    return page(request, 404)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404, {"words_kept": typed_words(request)})


def broken(request: HttpRequest) -> HttpResponse:
    """Every other error ends here, also one raised by a middleware, where no `process_exception` sees it."""
    error = sys.exc_info()[1]
    if error is not None and (answer := answer_to(request, error)):
        return answer
    log.error("broken", exc_info=error)
    return page(request, 500)


def answer_to(request: HttpRequest, error: BaseException) -> HttpResponse | None:
    """The page for an error that has one."""
    if isinstance(error, Problem):
        return problem(request, error)
    if isinstance(error.__cause__, DeadlockDetected | SerializationFailure):
        log.warning("acts met", exc_info=error)
        return problem(
            request, Stale(_("Two things happened here at the same moment, and yours was not saved."))
        )
    return away(request) if database_is_away(error) else None


def database_is_away(error: BaseException) -> bool:
    """Down, frozen, or held so long that a time-out struck: the same to a person."""
    return isinstance(error, OperationalError | InterfaceError)


def away(request: HttpRequest) -> HttpResponse:
    """503 with the file made while the database was well: it holds the verified help lines of that time."""
    log.warning("database away", exc_info=sys.exc_info()[1])
    try:
        response = HttpResponse((settings.COPIES_ROOT / "503.html").read_bytes(), status=503)
    except OSError:
        response = page(request, 503)
    response["Cache-Control"] = "no-store"
    response["Retry-After"] = "5"
    return response
