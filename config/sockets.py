"""Who is at the other end of a websocket: its session and account, read and never changed."""

from typing import Any

from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable
from channels.db import database_sync_to_async
from channels.security.websocket import OriginValidator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.http import parse_cookie
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


def entry(app: ASGI3Application) -> ASGI3Application:
    """What every socket passes before `app`: whose page opened it, and who sits at it."""
    # Full origins, not host names: another port or scheme of this host is somebody else.
    return OriginValidator(SessionFromCookie(app), settings.ORIGINS)


class SessionFromCookie:
    """Puts `user` and `session_key` into the scope.

    Channels' own middleware forgets SECRET_KEY_FALLBACKS and then ends the login; Django's `get_user` gives
    the session a new key, which a socket cannot hand to the browser.
    """

    def __init__(self, app: ASGI3Application) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        cookies = [value for name, value in scope["headers"] if name == b"cookie"]
        cookie = parse_cookie(cookies[0].decode("latin1")) if len(cookies) == 1 else {}
        key = cookie.get(settings.SESSION_COOKIE_NAME)
        user = await database_sync_to_async(account_of)(key)
        known: Any = {**scope, "user": user, "session_key": key}
        await self.app(known, receive, send)


def account_of(session_key: str | None) -> Any:
    """The account signed in by this session now, or an AnonymousUser. 2 queries."""
    session = SessionStore(session_key).load() if session_key else {}
    if SESSION_KEY not in session or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return AnonymousUser()
    try:
        key = get_user_model()._meta.pk.to_python(session[SESSION_KEY])
    except ValidationError:
        return AnonymousUser()
    user = import_string(session[BACKEND_SESSION_KEY])().get_user(key)
    return user if user is not None and _password_unchanged(user, session) else AnonymousUser()


def _password_unchanged(user: Any, session: dict[str, Any]) -> bool:
    said = session.get(HASH_SESSION_KEY, "")
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(said, known) for known in hashes)


class SocketProtocol(WebSocketsSansIOProtocol):
    """With the transport in the scope: the room hub writes one ready frame to many and sees who is slow."""

    async def run_asgi(self) -> None:
        extensions: dict[str, Any] = self.scope.setdefault("extensions", {})
        extensions["peer.transport"] = self.transport
        await super().run_asgi()
