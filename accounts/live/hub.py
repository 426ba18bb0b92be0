"""The room hub: per process one subscription for hints, per stream one reading and one encoding, for all seats.

A hint is `{stream, n}` and may be lost: every stream is also read again every 20 seconds, and every seat checked
again every 30. A slow socket is closed at a bound and catches up; it never slows the others.
"""

import asyncio
import contextlib
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import redis
import redis.asyncio
import structlog
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import close_old_connections

from . import hints, wire
from .logins import account_of
from .streams import News, Seat, Stream, kind_of

log = structlog.get_logger("live")

READ_EVERY = 20.0  # seconds: what a lost hint costs at most
RETRY_AFTER = 2.0  # seconds until a stream that could not be read is tried again
CHECK_EVERY = 30.0  # seconds: how long a lost sign-out can last
DB_THREADS = 2


class Channel:
    """One stream in this process: its seats and how far they have been served."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        kind, self.ref = kind_of(stream)
        assert kind is not None, "nobody sits at an unknown stream"
        self.kind: Stream = kind
        self.seats: set[Seat] = set()
        self.n = 0
        self.access = ""
        self.voids: frozenset[int] = frozenset()
        self.is_reading = False
        self.must_read = False
        self.read_at = time.monotonic()


class Hub:
    """Belongs to the event loop of a web process. Other threads reach it through `hint`."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.channels: dict[str, Channel] = {}
        self.sockets: set[Any] = set()
        self.database = ThreadPoolExecutor(DB_THREADS, thread_name_prefix="live-db")
        self.valkey = redis.asyncio.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=None, health_check_interval=10
        )
        self.tasks = [loop.create_task(self._listen()), loop.create_task(self._pace())]
        self._jobs: set[asyncio.Task[None]] = set()

    # --- hints -------------------------------------------------------------------------------------

    def hint(self, stream: str, n: int | None) -> None:
        """From any thread: wake this process at once, and tell the others."""
        self.loop.call_soon_threadsafe(self._hinted_here, stream, n)

    def _hinted_here(self, stream: str, n: int | None) -> None:
        self.wake(stream)
        self._start(self._tell_others(stream, n))

    async def _tell_others(self, stream: str, n: int | None) -> None:
        with contextlib.suppress(redis.RedisError, OSError, TimeoutError):
            async with asyncio.timeout(1):
                await self.valkey.publish(hints.CHANNEL, hints.as_message(stream, n))

    async def _listen(self) -> None:
        """One subscription for the whole process, taken again whenever it is lost. After each loss everything is
        read, because nobody knows what was missed."""
        pause = 0.5
        while True:
            try:
                async with self.valkey.pubsub(ignore_subscribe_messages=True) as pubsub:
                    await pubsub.subscribe(hints.CHANNEL)
                    self.wake_all()
                    async for message in pubsub.listen():
                        pause = 0.5
                        said = json.loads(message["data"])
                        if said["from"] != hints.PROCESS:  # our own came the short way
                            self.wake(said["stream"])
            except (redis.RedisError, OSError, ValueError, KeyError) as error:
                log.warning("hints away", error=type(error).__name__)
            await asyncio.sleep(pause + random.random() / 2)  # noqa: S311 - only spreads the tries
            pause = min(pause * 2, 10)

    def wake(self, stream: str) -> None:
        prefix, _colon, ref = stream.partition(":")
        if prefix == "account":
            self._start(self._check_sockets(lambda socket: str(socket.account.pk) == ref))
            self.wake_all()
        elif channel := self.channels.get(stream):
            channel.must_read = True
            if not channel.is_reading:
                # Now, not when the task begins: two hints must not start two readers.
                channel.is_reading = True
                self._start(self._serve(channel))

    def wake_all(self) -> None:
        for stream in list(self.channels):
            self.wake(stream)

    def _start(self, work: Any) -> None:
        task = self.loop.create_task(work)
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)

    # --- serving -----------------------------------------------------------------------------------

    async def ask(self, question: Callable[..., Any], *arguments: Any) -> Any:
        """Run a query in one of the hub's own threads."""
        return await self.loop.run_in_executor(self.database, with_fresh_connection, question, *arguments)

    async def _serve(self, channel: Channel) -> None:
        """Read what is new, once, and give it to every seat. One at a time for each stream, so order holds."""
        try:
            while channel.must_read and channel.seats:
                channel.must_read = False
                channel.read_at = time.monotonic()
                await self._serve_once(channel)
        except DatabaseError as error:
            log.warning("stream not read", error=type(error).__name__)
            channel.read_at = time.monotonic() - READ_EVERY + RETRY_AFTER  # soon, not in the next round
        finally:
            channel.is_reading = False

    async def _serve_once(self, channel: Channel) -> None:
        news = await self.ask(channel.kind.since, channel.ref, channel.n)
        if news is None:
            self._send_all(channel, {"type": "changed", "stream": channel.stream})
            return
        await self._deliver(channel, news)
        channel.must_read |= not news.is_all

    async def _deliver(self, channel: Channel, news: News) -> None:
        if news.access != channel.access:
            await self._check_seats(channel)
            channel.access = news.access
        gone = news.voids - channel.voids
        channel.voids = news.voids
        if gone:
            self._send_all(channel, {"type": "void", "stream": channel.stream, "seqs": sorted(gone)})
        if news.items:
            channel.n = news.items[-1].n
            self._send_items(channel, news)

    def _send_items(self, channel: Channel, news: News) -> None:
        ready = wire.Ready(
            {"type": "lines", "stream": channel.stream, "lines": [item.content for item in news.items]}
        )
        has_hidden = any(item.hidden_from for item in news.items)
        last = news.items[-1].n
        for seat in list(channel.seats):
            if seat.n >= last:
                continue
            if seat.n < news.items[0].n - 1 or (
                has_hidden and any(seat.who in item.hidden_from for item in news.items)
            ):
                self._send_own(seat, news)
            else:
                seat.socket.send_ready(ready)
            seat.n = last

    def _send_own(self, seat: Seat, news: News) -> None:
        """For a seat that hides someone in this batch, or that has part of it already."""
        lines = [
            {"seq": item.n, "void": True} if seat.who in item.hidden_from else item.content
            for item in news.items if item.n > seat.n
        ]  # fmt: skip
        seat.socket.send_ready(wire.Ready({"type": "lines", "stream": seat.stream, "lines": lines}))

    def _send_all(self, channel: Channel, frame: dict[str, Any]) -> None:
        ready = wire.Ready(frame)
        for seat in list(channel.seats):
            seat.socket.send_ready(ready)

    # --- seats -------------------------------------------------------------------------------------

    def seat(self, seat: Seat, newest: int) -> None:
        channel = self.channels.get(seat.stream)
        if channel is None:
            channel = self.channels[seat.stream] = Channel(seat.stream)
            channel.n = newest
        channel.seats.add(seat)

    def leave(self, seat: Seat) -> None:
        channel = self.channels.get(seat.stream)
        if channel is None:
            return
        channel.seats.discard(seat)
        if not channel.seats:
            del self.channels[seat.stream]

    async def _check_seats(self, channel: Channel) -> None:
        """Who may not sit here any more is sent away before the next word goes out."""
        allowed = await self.ask(channel.kind.allowed, channel.ref, list(channel.seats))
        for seat in [seat for seat in channel.seats if seat.who not in allowed]:
            seat.socket.send_away(seat)

    async def _check_sockets(self, concerned: Callable[[Any], bool]) -> None:
        """Sockets whose login has ended are closed. Failing to look is no reason to keep one open for ever: the
        next round looks again."""
        concerned_sockets = [socket for socket in self.sockets if concerned(socket)]
        by_session: dict[str, list[Any]] = defaultdict(list)
        for socket in concerned_sockets:
            by_session[socket.session_key].append(socket)
        for session_key, sockets in by_session.items():
            account = await self.ask(account_of, session_key)
            for socket in sockets:
                if account.pk != socket.account.pk:
                    await socket.end(wire.SIGNED_OUT)

    async def _pace(self) -> None:
        """What happens without hints: read again, check again."""
        checked_at = time.monotonic()
        while True:
            await asyncio.sleep(1)
            now = time.monotonic()
            for channel in list(self.channels.values()):
                if now - channel.read_at > READ_EVERY:
                    self.wake(channel.stream)
            if now - checked_at > CHECK_EVERY:
                checked_at = now
                self._start(self._check_everything())

    async def _check_everything(self) -> None:
        try:
            await self._check_sockets(lambda socket: True)
            for channel in list(self.channels.values()):
                await self._check_seats(channel)
        except DatabaseError as error:
            log.warning("seats not checked", error=type(error).__name__)


def with_fresh_connection(question: Callable[..., Any], *arguments: Any) -> Any:
    """Do it in a thread that outlives requests: a connection that went stale is not met again."""
    close_old_connections()
    try:
        return question(*arguments)
    finally:
        close_old_connections()  # keeps it or lets it go, by CONN_MAX_AGE


_hub: Hub | None = None


def here() -> Hub:
    """The hub of the running event loop; made at the first socket or request of a web process."""
    global _hub
    loop = asyncio.get_running_loop()
    if _hub is None or _hub.loop is not loop:
        _hub = Hub(loop)
        hints.to_hub(_hub.hint, loop)
    return _hub
