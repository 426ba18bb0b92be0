"""Who is at the other end of a websocket: its session and account, read and never changed."""

from typing import Any

from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable
from channels.db import database_sync_to_async
from channels.security.websocket import OriginValidator
from django.conf import settings
from django.db import Error as DatabaseError
from django.http import parse_cookie
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from accounts.live.logins import account_of


def entry(app: ASGI3Application) -> ASGI3Application:
    """What every socket passes before `app`: whose page opened it, and who sits at it."""
    # Full origins, not host names: another port or scheme of this host is somebody else.
    return OriginValidator(SessionFromCookie(app), settings.ORIGINS)


class SessionFromCookie:
    """Puts `user`, `session_key` and the device's `cookies` into the scope.

    Channels' own middleware forgets SECRET_KEY_FALLBACKS and then ends the login.
    """

    def __init__(self, app: ASGI3Application) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        cookies = [value for name, value in scope["headers"] if name == b"cookie"]
        cookie = parse_cookie(cookies[0].decode("latin1")) if len(cookies) == 1 else {}
        key = cookie.get(settings.SESSION_COOKIE_NAME)
        try:
            user = await database_sync_to_async(account_of)(key)
        except DatabaseError:
            user = None  # the socket is closed with a code that says to come again
        known: Any = {**scope, "user": user, "session_key": key, "cookies": cookie}
        await self.app(known, receive, send)


class SocketProtocol(WebSocketsSansIOProtocol):
    """With the transport in the scope: the room hub writes one ready frame to many and sees who is slow."""

    async def run_asgi(self) -> None:
        extensions: dict[str, Any] = self.scope.setdefault("extensions", {})
        extensions["peer.transport"] = self.transport
        await super().run_asgi()
