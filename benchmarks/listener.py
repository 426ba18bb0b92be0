"""A socket's other end, as cheap as Python allows: what arrives is kept with its moment and read after the run, because
a client that parses each delivery measures itself."""

import asyncio
import base64
import json
import os
import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

_SEQ = re.compile(rb'"seq":(\d+)')


class Listener(asyncio.Protocol):
    def __init__(self) -> None:
        self.arrived: list[tuple[float, bytes]] = []
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport

    def data_received(self, data: bytes) -> None:
        if self.opened.done():
            self.arrived.append((time.perf_counter(), data))
        elif b" 101 " not in data:
            self.opened.set_exception(RuntimeError(data.decode(errors="replace")))
        else:
            self.opened.set_result(None)

    def send(self, frame: dict[str, Any]) -> None:
        self.transport.write(_masked(json.dumps({"v": 1, **frame}).encode()))

    def frames(self) -> Iterator[tuple[float, bytes]]:
        """Every whole frame with the moment at which its last byte came."""
        waiting = b""
        for moment, data in self.arrived:
            waiting += data
            while (end := _end_of_frame(waiting)) and end[1] <= len(waiting):
                yield moment, waiting[end[0] : end[1]]
                waiting = waiting[end[1] :]

    def has(self, kind: str) -> bool:
        return any(_is(payload, kind) for _moment, payload in self.frames())

    def lines(self) -> list[tuple[int, float]]:
        """Numbers of the lines it was given live, each with its moment, in the order in which they came."""
        frames = [(moment, payload) for moment, payload in self.frames() if _is(payload, "lines")]
        return [(int(seq), moment) for moment, payload in frames for seq in _SEQ.findall(payload)]

    def acknowledged(self) -> dict[str, int]:
        """Which number the message of each key was given."""
        answers = [json.loads(payload) for _moment, payload in self.frames() if _is(payload, "said")]
        return {answer["key"]: answer["seq"] for answer in answers}


async def connect(url: str, cookie: str) -> Listener:
    """An open socket of whoever is signed in by this session's cookie."""
    at = urlsplit(url)
    _transport, listener = await asyncio.get_running_loop().create_connection(Listener, at.hostname, at.port)
    key = base64.b64encode(os.urandom(16)).decode()
    listener.transport.write(
        f"GET /ws/ HTTP/1.1\r\nHost: {at.netloc}\r\nOrigin: {url}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nCookie: session={cookie}\r\n\r\n".encode()
    )
    await listener.opened
    return listener


def _is(payload: bytes, kind: str) -> bool:
    return payload.startswith(b'{"v":1,"type":"%s"' % kind.encode())


def _end_of_frame(data: bytes) -> tuple[int, int] | None:
    """Where the first frame's payload begins and ends, once its head is there."""
    if len(data) < 4:
        return (2, 2 + (data[1] & 0x7F)) if len(data) >= 2 and data[1] & 0x7F < 126 else None
    short = data[1] & 0x7F
    if short < 126:
        return 2, 2 + short
    if short == 126:
        return 4, 4 + int.from_bytes(data[2:4], "big")
    return (10, 10 + int.from_bytes(data[2:10], "big")) if len(data) >= 10 else None


def _masked(payload: bytes) -> bytes:
    mask = os.urandom(4)
    size = len(payload)
    head = bytes([0x81, 0x80 | size]) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
    return head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))
