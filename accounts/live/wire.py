"""Frames ready for the wire, and the codes with which a socket is closed. docs/protocol.md says what each means."""

from functools import cached_property
from typing import Any

from .frames import encode, websocket_bytes

SIGNED_OUT = 4401
NOT_ALLOWED = 4403
TOO_SLOW = 4008
TOO_MANY = 4029
TRY_LATER = 1013  # RFC 6455 registry: "try again later"
BUFFER_BOUND = 64 * 1024  # bytes a socket may leave unread before it is closed and has to catch up


class Ready:
    """One frame, encoded at most once in each form, however many sockets it goes to."""

    def __init__(self, frame: dict[str, Any]) -> None:
        self._frame = frame

    @cached_property
    def text(self) -> str:
        return encode(self._frame)

    @cached_property
    def raw(self) -> bytes:
        return websocket_bytes(self.text)
