"""A page that waits too long is answered without its thread: 503 from a file, by the event loop.

A frozen database enforces no time-out of its own, and over a local socket no network notices either. The thread goes
on when the database does; what it then answers goes nowhere, and a retry with the same key meets what it stored.
"""

import asyncio
from typing import Any

import structlog
from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, HTTPScope
from csp.utils import build_policy
from django.conf import settings

log = structlog.get_logger("web")


class Patience:
    def __init__(self, app: ASGI3Application, *, seconds: float) -> None:
        self.app, self.seconds = app, seconds

    async def __call__(self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        answer = _Answer(send)
        timer = asyncio.get_running_loop().call_later(self.seconds, answer.give_up)
        try:
            await self.app(scope, receive, answer)
        finally:
            timer.cancel()


class _Answer:
    """Passes on what the page says, unless it had not begun to when patience ended."""

    def __init__(self, send: ASGISendCallable) -> None:
        self.send = send
        self.has_begun = self.is_given_up = False

    async def __call__(self, message: Any) -> None:
        if not self.is_given_up:
            self.has_begun = True
            await self.send(message)

    def give_up(self) -> None:
        if not self.has_begun:
            self.is_given_up = True
            log.warning("page took too long")
            self.job = asyncio.ensure_future(_away(self.send))


async def _away(send: ASGISendCallable) -> None:
    headers = {
        "content-type": "text/html; charset=utf-8", "content-security-policy": build_policy(),
        "x-content-type-options": "nosniff", "referrer-policy": settings.SECURE_REFERRER_POLICY,
        "cross-origin-opener-policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY, "cache-control": "no-store",
        "retry-after": "5",
    }  # fmt: skip
    encoded = [(name.encode(), str(value).encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": 503, "headers": encoded})  # type: ignore[typeddict-item]
    await send({"type": "http.response.body", "body": _page(), "more_body": False})


def _page() -> bytes:
    """The file made while the database was well: it holds the verified help lines of that time."""
    try:
        return (settings.COPIES_ROOT / "503.html").read_bytes()
    except OSError:
        return b'<!doctype html><p>We are not up right now. <a href="/help/">Get help now</a></p>'
