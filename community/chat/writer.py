"""One writer for each room of this process: it takes all that waits, stores it in one commit, and answers each.

Lives on the event loop; the commit itself runs in a thread. While it runs, the next batch gathers.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from accounts.live.hub import with_fresh_connection

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
            sent = [each for each, _answer in batch]
            answers = await loop.run_in_executor(_threads, with_fresh_connection, send_batch, self.room, sent)
        except Exception as error:
            answers = [error] * len(batch)
        for (_sent, waiting), answer in zip(batch, answers, strict=True):
            if waiting.cancelled():
                continue
            if isinstance(answer, Stored):
                waiting.set_result(answer)
            else:
                waiting.set_exception(answer)


def writer_of(room: Room) -> Writer:
    """The writer of a room, on this loop."""
    writer = _writers.get(room.place.ref)
    if writer is None:
        writer = _writers[room.place.ref] = Writer(room)
    return writer
