"""bin/bench chat: many people in one room, every message stored and read by detection, one web process.

    bin/bench chat --people 1000 --rate 5          messages a second, for --seconds
    bin/bench chat --people 1000 --burst 30        so many at once

Sockets are read raw, frame by frame, because a client that parses JSON for each delivery measures itself. After the
run every message is looked up in the table, and every listener's numbers are compared with it.
"""

import asyncio
import base64
import json
import os
import re
import resource
import sys
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from benchmarks.report import parser, percentile, tell
from config.scratch import Scratch, scratch_instance

WORDS = "I put the kettle on and stood there until it had boiled twice, and that was the morning."
SPEAKERS = 20  # a person may say two messages a second
SETTLE_S = 1.0
_SEQ = re.compile(rb'"seq":(\d+)')


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("--people", type=int, default=1000)
    asked.add_argument("--rate", type=float, help="messages a second")
    asked.add_argument("--burst", type=int, help="messages at once")
    asked.add_argument("--seconds", type=float, default=10)
    said = asked.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (8192, 8192))
    with scratch_instance(demo=False) as site:
        row = measure(site, people=said.people, rate=said.rate, burst=said.burst, seconds=said.seconds)
    tell([row], said.json)


@dataclass(eq=False)
class Listener:
    """One socket that counts what it is given and when."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    seqs: list[int] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    acknowledged: dict[str, int] = field(default_factory=dict)
    changes: int = 0
    is_seated: bool = False

    async def listen(self) -> None:
        while True:
            payload = await _frame(self.reader)
            now = time.perf_counter()
            if payload.startswith(b'{"v":1,"type":"lines"'):
                seqs = [int(seq) for seq in _SEQ.findall(payload)]
                self.seqs += seqs
                self.moments += [now] * len(seqs)
            elif payload.startswith(b'{"v":1,"type":"said"'):
                answer = json.loads(payload)
                self.acknowledged[answer["key"]] = answer["seq"]
            elif payload.startswith(b'{"v":1,"type":"seated"'):
                self.is_seated = True
            elif payload.startswith(b'{"v":1,"type":"changed"'):
                self.changes += 1

    def send(self, frame: dict[str, Any]) -> None:
        self.writer.write(_masked(json.dumps({"v": 1, **frame}).encode()))


async def _frame(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readexactly(2)
    length = head[1] & 0x7F
    if length == 126:
        length = int.from_bytes(await reader.readexactly(2), "big")
    elif length == 127:
        length = int.from_bytes(await reader.readexactly(8), "big")
    return await reader.readexactly(length)


def _masked(payload: bytes) -> bytes:
    mask = os.urandom(4)
    head = (
        bytes([0x81, 0x80 | len(payload)])
        if len(payload) < 126
        else b"\x81\xfe" + len(payload).to_bytes(2, "big")
    )
    return head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))


async def connect(url: str, cookie: str) -> Listener:
    host = urlsplit(url).netloc
    reader, writer = await asyncio.open_connection(urlsplit(url).hostname, urlsplit(url).port, limit=2**20)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        f"GET /ws/ HTTP/1.1\r\nHost: {host}\r\nOrigin: {url}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nCookie: session={cookie}\r\n\r\n".encode()
    )
    answer = await reader.readuntil(b"\r\n\r\n")
    if b" 101 " not in answer:
        raise RuntimeError(answer.decode())
    return Listener(reader, writer)


def measure(
    site: Scratch, *, people: int, rate: float | None, burst: int | None, seconds: float
) -> dict[str, Any]:
    site.join()
    from benchmarks import seed

    seeded = seed.community(people=people, topics=4)
    cookies = logins()
    print(f"{people} people are in the room ...", file=sys.stderr)
    sent, listeners = asyncio.run(
        _talk(site.url, seeded.room, cookies, rate=rate, burst=burst, seconds=seconds)
    )
    return {
        "people": people, **({"rate": rate} if rate else {"burst": burst}),
        **_figures(sent, listeners), **_faults(sent, listeners), "rss_mb": _memory(site),
    }  # fmt: skip


def logins() -> list[str]:
    """A session for everybody, written as sign-in writes them: a thousand slow hashes are not what is measured."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from accounts.people.models import Account
    from accounts.people.sessions import SessionStore
    from accounts.people.signing_in import BACKEND

    keys = []
    for account in Account.objects.order_by("pk"):
        store = SessionStore()
        store.update({
            SESSION_KEY: str(account.pk), BACKEND_SESSION_KEY: BACKEND,
            HASH_SESSION_KEY: account.get_session_auth_hash(),
        })  # fmt: skip
        store.create()
        keys.append(store.session_key or "")
    return keys


async def _talk(
    url: str, room: str, cookies: list[str], *, rate: float | None, burst: int | None, seconds: float
) -> tuple[dict[str, float], list[Listener]]:
    listeners = []
    for start in range(0, len(cookies), 50):
        listeners += await asyncio.gather(*(connect(url, cookie) for cookie in cookies[start : start + 50]))
    tasks = [asyncio.create_task(listener.listen()) for listener in listeners]
    for listener in listeners:
        listener.send({"type": "sit", "stream": f"room:{room}", "after": 0})
    while not all(listener.is_seated for listener in listeners):  # joining is another figure
        await asyncio.sleep(0.1)
    await asyncio.sleep(SETTLE_S)
    sent: dict[str, float] = {}
    count = burst or round((rate or 5) * seconds)
    for number in range(count):
        key = str(uuid.uuid4())
        words = f"Message {number}: {WORDS}"
        sent[key] = time.perf_counter()
        listeners[number % SPEAKERS].send(
            {"type": "say", "stream": f"room:{room}", "key": key, "text": words}
        )
        if rate:
            await asyncio.sleep(1 / rate)
    until = time.perf_counter() + 30
    while time.perf_counter() < until and any(len(listener.seqs) < count for listener in listeners):
        await asyncio.sleep(0.1)
    for task in tasks:
        task.cancel()
    return sent, listeners


def _figures(sent: dict[str, float], listeners: list[Listener]) -> dict[str, Any]:
    said_at = {seq: sent[key] for listener in listeners for key, seq in listener.acknowledged.items()}
    waits = [
        (moment - said_at[seq]) * 1000
        for listener in listeners
        for seq, moment in zip(listener.seqs, listener.moments, strict=True)
        if seq in said_at
    ]
    first, last = min(sent.values()), max(max(listener.moments, default=0) for listener in listeners)
    return {
        "p50_ms": round(percentile(waits, 0.5), 1), "p95_ms": round(percentile(waits, 0.95), 1),
        "p99_ms": round(percentile(waits, 0.99), 1),
        "deliveries_per_s": round(sum(len(listener.seqs) for listener in listeners) / max(last - first, 0.001)),
    }  # fmt: skip


def _faults(sent: dict[str, float], listeners: list[Listener]) -> dict[str, int]:
    """Lost, doubled and out of order, against the table."""
    from community.chat.models import Message

    stored = list(Message.objects.order_by("seq").values_list("seq", flat=True))
    lost = len(sent) - len(stored) + sum(len(set(stored) - set(listener.seqs)) for listener in listeners)
    doubled = sum(len(listener.seqs) - len(set(listener.seqs)) for listener in listeners)
    crooked = sum(listener.seqs != sorted(listener.seqs) for listener in listeners)
    return {"lost": lost, "doubled": doubled, "out_of_order": crooked}


def _memory(site: Scratch) -> float:
    with open(f"/proc/{site.pid('web')}/status") as status:
        kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    return round(kilobytes / 1024, 1)


if __name__ == "__main__":
    main()
