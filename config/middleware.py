"""What every request passes: a log line without content, pages that are never kept, kind errors.

Pages for errors are drawn in config/errors.py.
"""

import time
from collections.abc import Callable
from uuid import uuid4

import structlog
from csp.constants import HEADER
from csp.utils import build_policy
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from structlog.contextvars import bound_contextvars

from accounts.look.forms import typed_words
from config import errors

type_of_answer = Callable[[HttpRequest], HttpResponseBase]
log = structlog.get_logger("web")


class RequestLog:
    """One line per request: a request id, the name of the route, never its address or who asked."""

    def __init__(self, get_response: type_of_answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.request_id = uuid4().hex[:12]  # type: ignore[attr-defined]
        started = time.monotonic()
        with bound_contextvars(request=request.request_id):  # type: ignore[attr-defined]
            response = self.get_response(request)
            self._write(request, response, ms=round((time.monotonic() - started) * 1000))
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response

    def _write(self, request: HttpRequest, response: HttpResponseBase, *, ms: int) -> None:
        match = request.resolver_match
        log.info(
            "request",
            route=match.view_name if match else "none",
            method=request.method if request.method in {"GET", "HEAD", "POST"} else "other",
            status=response.status_code,
            ms=ms,
        )


class ContentPolicy:
    """The policy of every page, worked out once: no page has a nonce or an exception of its own."""

    def __init__(self, get_response: type_of_answer) -> None:
        self.get_response, self.policy = get_response, build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        return response


class NeverKept:
    """What a signed-in person saw is kept nowhere: not by a proxy, not by the device's Back button."""

    def __init__(self, get_response: type_of_answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and self._is_personal(request):
            response["Cache-Control"] = "private, no-store"
        return response

    def _is_personal(self, request: HttpRequest) -> bool:
        # A page that never looked who is there is the same for all: looking now would cost it two queries.
        return request.session.accessed or request.session.modified


class SignInFirst(LoginRequiredMiddleware):
    """Leads to the sign-in. Words that somebody sends after their login has ended come back to them instead."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.method == "POST" and typed_words(request):
            return errors.form_is_too_old(request)
        return super().handle_no_permission(request, view_func)


class KindErrors:
    """Turns the errors a person may cause into a page or a piece; see accounts/errors.py."""

    def __init__(self, get_response: type_of_answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        return errors.answer_to(request, exception)
