"""The one socket of a page. A door: it parses frames, takes seats through the streams' own permissions, answers.

Every frame is authorised anew by the action behind it. A broken frame gets an answer, never a closed socket; only
a flood does.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Coroutine
from typing import Any

import structlog
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.db import Error as DatabaseError
from django.utils.translation import gettext as _

from accounts.errors import Problem, TooFast
from accounts.pace import Pace

from . import hub as hubs
from . import wire
from .frames import BadFrame, Frame, encode, parse
from .streams import Seat, kind_of, seated_kind

log = structlog.get_logger("live")
_frames = Pace(over_seconds=1)

MOST_SEATS = 8
FLOOD = 60  # frames of one socket in one second: nobody types like that
CATCH_UP = 200
LAST_CHANCE_S = 5.0  # for a slow reader to come as far as the code that says so


class LiveConsumer(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        self.account, self.session_key = self.scope["user"], self.scope["session_key"]
        self.cookies = self.scope["cookies"]  # what this device chose: a country, a small card
        self.seats: dict[str, Seat] = {}
        self.second, self.count = 0, 0
        self.is_open = True
        self.jobs: set[asyncio.Task[None]] = set()
        self.transport = (self.scope.get("extensions") or {}).get("peer.transport")
        await self.accept()
        if self.account is None:  # the database could not say who it is
            await self.end(wire.TRY_LATER)
            return
        if not self.account.is_authenticated:
            await self.end(wire.SIGNED_OUT)
            return
        self.hub = hubs.here()
        self.hub.sockets.add(self)

    async def disconnect(self, code: int) -> None:
        self.is_open = False
        if hub := getattr(self, "hub", None):
            hub.sockets.discard(self)
            for seat in self.seats.values():
                hub.leave(seat)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if not self.is_open:
            return
        if self._counted() > FLOOD:
            await self.end(wire.TOO_MANY)
            return
        said: dict[str, Any] = {}
        try:
            frame = parse(text_data)
            said = frame.said
            if wait := _frames.wait(self.account.pk, a_second=settings.FRAMES_A_SECOND):
                raise TooFast(_("That was a lot at once."), seconds=wait, kept=_("Your words are kept."))
            answer = await self._answer(frame)
        except BadFrame as bad:
            answer = {"type": "bad", "code": bad.code}
        except Problem as no:
            answer = {
                "type": "no",
                "status": no.status,
                "happened": no.happened,
                "kept": no.kept,
                "do_next": no.do_next,
            }
        except Exception as error:
            # The database away, or a fault of ours: the page keeps the words and comes again; others' socket stays.
            is_away = isinstance(error, DatabaseError)
            log.log(logging.WARNING if is_away else logging.ERROR, "frame not answered", exc_info=error)
            answer = {"type": "no", "status": 503, "happened": _("We couldn’t save yet."),
                      "kept": _("Your words are kept. We try again."), "do_next": ""}  # fmt: skip
        await self._send(answer, said)

    def _counted(self) -> int:
        second = int(time.monotonic())
        self.count = self.count + 1 if second == self.second else 1
        self.second = second
        return self.count

    async def _answer(self, frame: Frame) -> dict[str, Any]:
        if frame.type == "ping":
            return {"type": "pong"}
        if frame.type == "sit":
            return await self._sit(frame)
        seat = self.seats.get(frame.stream)
        if seat is None:
            raise BadFrame("no_seat")
        kind, ref = seated_kind(frame.stream)
        if frame.type == "leave":
            self.hub.leave(self.seats.pop(frame.stream))
            return {"type": "left", "stream": frame.stream}
        if frame.type == "after":
            return await self._catch_up(seat, _number(frame.said, "after"))
        return await kind.take(seat, ref, frame.said)

    async def _sit(self, frame: Frame) -> dict[str, Any]:
        kind, ref = kind_of(frame.stream)
        if kind is None:
            raise BadFrame("unknown_stream")
        if len(self.seats) >= MOST_SEATS and frame.stream not in self.seats:
            raise BadFrame("too_many_seats")
        after = _number(frame.said, "after")
        admission = await self.hub.ask(kind.sit, self.account, ref)
        newest = admission.newest
        seat = self.seats.get(frame.stream) or Seat(self, frame.stream, self.account, admission.who)
        self.seats[frame.stream] = seat
        # Seated before catching up: what is said in between comes twice rather than never.
        seat.n, seat.notes = newest, seat.notes | admission.notes
        self.hub.seat(seat, newest)
        if after >= newest:
            caught_up = _caught_up(frame.stream, [])
        else:
            caught_up = await self._catch_up(seat, after)
        return caught_up | {"type": "seated", "newest": newest}

    async def _catch_up(self, seat: Seat, after: int) -> dict[str, Any]:
        kind, ref = seated_kind(seat.stream)
        lines = await self.hub.ask(kind.catch_up, seat, ref, after, CATCH_UP)
        return _caught_up(seat.stream, lines)

    async def _send(self, answer: dict[str, Any], said: dict[str, Any]) -> None:
        """An answer carries the key and stream of what it answers."""
        for name in ("key", "stream"):
            if isinstance(said.get(name), str):
                answer.setdefault(name, said[name])
        if self.is_open:
            await self.send(text_data=encode(answer))

    # --- called by the hub ---------------------------------------------------------------------------

    def send_ready(self, ready: wire.Ready) -> None:
        """One ready frame to this socket, never waiting. A reader past the bound is closed and catches up."""
        if not self.is_open:
            return
        if self.transport is None:  # a server without our protocol class, such as Daphne
            self._later(self.send(text_data=ready.text))
        elif self.transport.get_write_buffer_size() > wire.BUFFER_BOUND:
            self.is_open = False
            self._later(self._drop())
        elif not self.transport.is_closing():
            self.transport.write(ready.raw)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        job = asyncio.ensure_future(work)
        self.jobs.add(job)  # the loop itself keeps only a weak hold of it
        job.add_done_callback(self.jobs.discard)

    async def _drop(self) -> None:
        """The code stands behind what already waits: a reader who goes on reading gets both, one who has stopped is
        cut off after a while."""
        transport: Any = self.transport
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_CHANCE_S):
                await self.close(wire.TOO_SLOW)
                while transport.get_write_buffer_size():
                    await asyncio.sleep(0.1)
        transport.abort()

    def send_away(self, seat: Seat) -> None:
        """This person may not sit here any more. They are told that much, and hear nothing of it again."""
        self.hub.leave(seat)
        self.seats.pop(seat.stream, None)
        self.send_ready(wire.Ready({"type": "away", "stream": seat.stream}))

    async def end(self, code: int) -> None:
        self.is_open = False
        await self.close(code)


def _caught_up(stream: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "caught_up", "stream": stream, "lines": lines, "is_all": len(lines) < CATCH_UP}


def _number(said: dict[str, Any], name: str) -> int:
    value = said.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadFrame("not_a_number")
    return value
