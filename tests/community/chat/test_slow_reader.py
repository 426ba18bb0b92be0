"""A reader who falls behind is closed at a bound and told so; everybody else goes on."""

import asyncio
import contextlib

import pytest
from websockets.exceptions import ConnectionClosed

from accounts.live import consumers, hub, wire
from tests.community.chat.conftest import cookie_of, socket_of

BIG = wire.Ready({"type": "changed", "stream": "x" * 60_000})


@pytest.fixture
def cookie(people):
    return cookie_of(people.sam.account)


def flood() -> None:
    """More than the system's own buffers hold, to every socket of the server."""
    there = hub._hub
    for _frame in range(400):
        for consumer in list(there.sockets):
            there.loop.call_soon_threadsafe(consumer.send_ready, BIG)


@pytest.mark.django_db(transaction=True)
async def test_who_reads_on_comes_as_far_as_the_code(live, cookie):
    async with socket_of(live, cookie) as slow:
        await slow.send(type="ping")
        await slow.hear("pong")
        flood()
        await asyncio.sleep(0.5)

        with contextlib.suppress(ConnectionClosed):
            while True:
                await asyncio.wait_for(slow.socket.recv(), 10)

    assert slow.socket.close_code == wire.TOO_SLOW


@pytest.mark.django_db(transaction=True)
async def test_who_has_stopped_reading_is_cut_off_and_forgotten(live, cookie, monkeypatch):
    monkeypatch.setattr(consumers, "LAST_CHANCE_S", 0.2)
    async with socket_of(live, cookie) as slow:
        await slow.send(type="ping")
        await slow.hear("pong")
        flood()
        async with asyncio.timeout(10):
            while hub._hub.sockets:
                await asyncio.sleep(0.05)
