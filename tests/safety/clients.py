"""Clients as a browser is one: a form with its key, a socket with its keys; each notes what it tried and what came."""

import asyncio
import contextlib
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass, field
from typing import Any

import websockets

from tests.safety.history import Event

TOKEN = "a" * 32  # of a form: the cookie and the field carry the same
GIVE_UP = 6  # seconds without an answer, then it is asked again with the same key


@dataclass(frozen=True)
class Answer:
    status: int
    html: str
    seconds: float


@dataclass
class Site:
    """A running instance, what its people are called there, and everything its clients saw."""

    url: str
    seeded: dict[str, Any]
    events: list[Event] = field(default_factory=list)
    slowest: float = 0

    def ask(
        self, path: str, who: str = "", form: dict[str, str] | None = None, timeout: float = 15
    ) -> Answer:
        cookies = f"session={self.seeded['cookies'][who]}; csrf={TOKEN}" if who else ""
        body = (
            urllib.parse.urlencode(form | {"csrfmiddlewaretoken": TOKEN}).encode()
            if form is not None
            else None
        )
        request = urllib.request.Request(self.url + path, data=body, headers={"Cookie": cookies})
        started = time.monotonic()
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return Answer(answer.status, answer.read().decode(), time.monotonic() - started)
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read().decode(), time.monotonic() - started)

    def reply(self, who: str, text: str) -> tuple[str, Answer]:
        """One reply to the topic. Returns its key and the page that answered."""
        key = str(uuid.uuid4())
        self.events.append(Event("invoke", who, key))
        path = f"/c/{self.seeded['slug']}/topics/{self.seeded['topic']}/reply/"
        answer = self.ask(path, who, {"client_key": key, "text": text})
        self.events.append(Event("ok" if answer.status == 200 else "fail", who, key))
        self.slowest = max(self.slowest, answer.seconds)
        return key, answer


class Person:
    """Somebody with the room open. Reconnects as the page does, and asks for what was missed."""

    def __init__(self, site: Site, who: str, *, after: int) -> None:
        self.site, self.who, self.after = site, who, after
        self.stream = f"room:{site.seeded['room']}"
        self.socket: Any = None

    async def sit(self) -> None:
        headers = {"Cookie": f"session={self.site.seeded['cookies'][self.who]}"}
        address = self.site.url.replace("http", "ws") + "/ws/"
        for pause in (0.2, 0.5, 1, 2, None):
            try:
                self.socket = await websockets.connect(
                    address, additional_headers=headers, origin=self.site.url, proxy=None
                )
                break
            except (websockets.InvalidStatus, OSError):
                if pause is None:
                    raise
                await asyncio.sleep(pause)
        await self._send(type="sit", stream=self.stream, after=self.after)

    async def _send(self, **frame: Any) -> None:
        await self.socket.send(json.dumps({"v": 1, **frame}))

    async def hear(self, within: float) -> dict[str, Any] | None:
        """The next frame, with its lines noted; nothing when none comes in time."""
        try:
            async with asyncio.timeout(within):
                frame = json.loads(await self.socket.recv())
        except TimeoutError:
            return None
        for line in frame.get("lines", ()):
            self._note(line)
        return frame

    def _note(self, line: dict[str, Any]) -> None:
        if line["seq"] <= self.after or line.get("void"):
            return
        self.after = line["seq"]
        self.site.events.append(Event("heard", self.who, line["html"].partition(":")[0], line["seq"]))

    async def say(self, words: str) -> dict[str, Any]:
        """One message: tried with the same key until the server says what became of it. Its text begins with the
        key, so that listeners can note which one they heard."""
        key = str(uuid.uuid4())
        while True:
            self.site.events.append(Event("invoke", self.who, key))
            started = time.monotonic()
            answer = await self._try(key, f"{key}: {words}")
            if answer is not None and answer.get("status") != 429:
                self.site.slowest = max(self.site.slowest, time.monotonic() - started)
                self.site.events.append(Event("ok" if answer["type"] == "said" else "fail", self.who, key))
                return answer | {"key": key}
            self.site.events.append(Event("fail" if answer else "unknown", self.who, key))
            await asyncio.sleep(0.3)

    async def _try(self, key: str, text: str) -> dict[str, Any] | None:
        try:
            await self._send(type="say", stream=self.stream, key=key, text=text)
            ends = time.monotonic() + GIVE_UP
            while (left := ends - time.monotonic()) > 0:
                frame = await self.hear(left)
                if frame and frame.get("key") == key and frame["type"] in ("said", "no"):
                    return frame
        except (websockets.ConnectionClosed, OSError):
            with contextlib.suppress(websockets.WebSocketException, OSError):
                await self.sit()
        return None
