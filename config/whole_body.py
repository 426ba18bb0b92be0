"""Stands before the pages: a request reaches a view whole or not at all, with headers that mean one thing.

Without it a2wsgi runs a view on the half of a message that arrived before the line broke, lets a slow upload
hold one of its few threads, and reads `X_Forwarded_For` as if a proxy of ours had set it.
"""

import asyncio
from collections import Counter
from typing import NamedTuple

from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, HTTPScope
from django.utils.translation import gettext_lazy as _

# Two of these and two parts of the chain may believe different ones.
ONCE_ONLY = frozenset({
    b"host", b"content-length", b"transfer-encoding", b"cookie", b"forwarded",
    b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-port", b"x-forwarded-proto", b"x-real-ip",
})  # fmt: skip


class Refusal(NamedTuple):
    status: int
    words: object


UNCLEAR = Refusal(400, _("This request can be read in two ways, so it was not used. Please try again."))
TOO_LARGE = Refusal(413, _("That was too long to send. Please go back: your words are still in the form."))
TOO_SLOW = Refusal(408, _("Sending took too long, and nothing was saved. Please go back and try again."))


class WholeBody:
    def __init__(self, app: ASGI3Application, *, limit: int, seconds: float) -> None:
        self.app, self.limit, self.seconds = app, limit, seconds

    async def __call__(self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        if refusal := self._unclear(scope):
            await answer(send, refusal)
            return
        try:
            async with asyncio.timeout(self.seconds):
                body = await self._read(receive)
        except TimeoutError:
            await answer(send, TOO_SLOW)
        except OverflowError:
            await answer(send, TOO_LARGE)
        else:
            if body is not None:
                await self.app(_tidy(scope, body), _once(body, receive), send)

    def _unclear(self, scope: HTTPScope) -> Refusal | None:
        names = Counter(name.lower() for name, _value in scope["headers"])
        lengths = [value for name, value in scope["headers"] if name.lower() == b"content-length"]
        if any(names[name] > 1 for name in ONCE_ONLY) or (lengths and names[b"transfer-encoding"]):
            return UNCLEAR
        if not all(length.isdigit() for length in lengths):
            return UNCLEAR
        # Postgres takes no NUL, and WSGI no address beyond ASCII: neither comes from a page of ours.
        if not scope["query_string"].isascii() or b"%00" in scope["query_string"] or "\0" in scope["path"]:
            return UNCLEAR
        # int() of thousands of digits is slow and refused: a length that long is too large anyway.
        if lengths and (len(lengths[0]) > 12 or int(lengths[0]) > self.limit):
            return TOO_LARGE
        return None

    async def _read(self, receive: ASGIReceiveCallable) -> bytes | None:
        """The body, or None when whoever sent it went away before its end."""
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            part: bytes = message.get("body", b"")  # type: ignore[assignment]
            body += part
            if len(body) > self.limit:
                raise OverflowError
            if not message.get("more_body", False):
                return bytes(body)


def _tidy(scope: HTTPScope, body: bytes) -> HTTPScope:
    """Without headers that WSGI would mistake for others, and with the length of what really came."""
    replaced = (b"content-length", b"transfer-encoding")
    headers = [(name, value) for name, value in scope["headers"] if b"_" not in name and name not in replaced]
    return {**scope, "headers": [*headers, (b"content-length", str(len(body)).encode())]}


def _once(body: bytes, receive: ASGIReceiveCallable) -> ASGIReceiveCallable:
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> object:
        return messages.pop() if messages else await receive()

    return next_message  # type: ignore[return-value]


async def answer(send: ASGISendCallable, refusal: Refusal) -> None:
    """Plain text, and the connection ends: what is left of the request must not be read as the next one."""
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})  # type: ignore[typeddict-item]
    await send({"type": "http.response.body", "body": f"{refusal.words}\n".encode(), "more_body": False})
