"""Sockets against a real server."""

import json
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import websockets
from django.conf import settings as site
from django.test import Client

from accounts.people.models import Account
from tests.cast import Cast, assemble
from tests.live_server import Live, running


@pytest.fixture
def live(transactional_db: None, settings: Any) -> Iterator[Live]:
    settings.STAFF_SECOND_FACTOR = "off"
    with running() as server:
        yield server


@pytest.fixture
def people(live: Live) -> Cast:
    return assemble()


class Talker:
    """One socket, as a page would use it."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket

    async def send(self, **frame: Any) -> None:
        await self.socket.send(json.dumps({"v": 1, **frame}))

    async def hear(self, *types: str, within: float = 15) -> dict[str, Any]:
        """The next frame of one of these types; others are passed over."""
        import asyncio

        async with asyncio.timeout(within):
            while True:
                frame = json.loads(await self.socket.recv())
                if not types or frame["type"] in types:
                    return frame

    async def silence(self, seconds: float = 0.6) -> bool:
        import asyncio

        try:
            await asyncio.wait_for(self.socket.recv(), seconds)
        except TimeoutError:
            return True
        return False

    async def sit(self, room: Any, after: int = 0) -> dict[str, Any]:
        await self.send(type="sit", stream=f"room:{room.place.ref}", after=after)
        return await self.hear("seated", "no")

    async def say(self, room: Any, text: str, key: str | None = None, **more: Any) -> dict[str, Any]:
        await self.send(
            type="say", stream=f"room:{room.place.ref}", key=key or str(uuid.uuid4()), text=text, **more
        )
        return await self.hear("said", "no", "ask", "bad")


def cookie_of(account: Account) -> str:
    client = Client()
    client.force_login(account)
    return client.cookies[site.SESSION_COOKIE_NAME].value


@asynccontextmanager
async def socket_of(live: Live, cookie: str = "", origin: str = "http://testserver") -> AsyncIterator[Talker]:
    headers = {"Cookie": f"{site.SESSION_COOKIE_NAME}={cookie}"} if cookie else {}
    async with websockets.connect(
        live.sockets, additional_headers=headers, origin=origin, proxy=None
    ) as socket:
        yield Talker(socket)
