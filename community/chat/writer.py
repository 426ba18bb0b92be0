"""One writer for each room of this process: it takes all that waits, stores it in one commit, and answers each.

Lives on the event loop; the commit itself runs in a thread. While it runs, the next batch gathers.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import close_old_connections

from accounts.errors import Problem
from community.spaces.gate import Asked

from .batch import Sent, Stored, send_batch
from .models import Room

MOST_AT_ONCE = 64
WRITE_THREADS = 2  # database connections that writing may use; a room never uses two at once

_threads = ThreadPoolExecutor(WRITE_THREADS, thread_name_prefix="room-writer")
_writers: dict[str, "Writer"] = {}


class Writer:
    def __init__(self, room: Room) -> None:
        self.room = room
        self.waiting: list[tuple[Sent, asyncio.Future[Stored]]] = []
        self.is_writing = False

    async def write(self, sent: Sent) -> Stored:
        """Stored when this returns. Raises the refusal or the question that this message alone got."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Stored] = loop.create_future()
        self.waiting.append((sent, answer))
        if not self.is_writing:
            self.is_writing = True
            self.task = loop.create_task(self._write_all(loop))
        return await answer

    async def _write_all(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            while self.waiting:
                batch, self.waiting = self.waiting[:MOST_AT_ONCE], self.waiting[MOST_AT_ONCE:]
                await self._write(loop, batch)
        finally:
            self.is_writing = False

    async def _write(self, loop: asyncio.AbstractEventLoop, batch: list[tuple[Sent, Any]]) -> None:
        try:
            answers = await loop.run_in_executor(
                _threads, _in_thread, self.room, [sent for sent, _answer in batch]
            )
        except Exception as error:
            answers = [error] * len(batch)  # type: ignore[list-item]
        for (_sent, waiting), answer in zip(batch, answers, strict=True):
            if waiting.cancelled():
                continue
            if isinstance(answer, Stored):
                waiting.set_result(answer)
            else:
                waiting.set_exception(answer)


def _in_thread(room: Room, batch: list[Sent]) -> list[Stored | Problem | Asked]:
    close_old_connections()
    try:
        return send_batch(room, batch)
    finally:
        close_old_connections()  # keeps it or lets it go, by CONN_MAX_AGE


def writer_of(room: Room) -> Writer:
    """The writer of a room, on this loop."""
    writer = _writers.get(room.place.ref)
    if writer is None:
        writer = _writers[room.place.ref] = Writer(room)
    return writer
