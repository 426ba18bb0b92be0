"""bin/bench chat: many people in one room, every message stored and read by detection, one web process.

    bin/bench chat --people 1000 --rate 5          messages a second, for --seconds
    bin/bench chat --people 1000 --burst 30        so many at once

After the run every message is looked up in the table, and every listener's numbers are compared with it.
`joined_in_s` is what it took until all had their seats.
"""

import asyncio
import resource
import sys
import time
import uuid
from dataclasses import dataclass
from typing import Any

import uvloop

from benchmarks.listener import Listener, connect
from benchmarks.report import parser, percentile, tell
from config.scratch import Scratch, scratch_instance

WORDS = "I put the kettle on and stood there until it had boiled twice, and that was the morning."
SPEAKERS = 20  # a person may say two messages a second
JOIN_S, SETTLE_S, QUIET_S = 60.0, 1.0, 1.5


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


@dataclass(frozen=True)
class Talk:
    """What was said and heard: the moment at which each key was sent, and everybody who listened."""

    sent: dict[str, float]
    listeners: list[Listener]
    joined_in: float


def measure(
    site: Scratch, *, people: int, rate: float | None, burst: int | None, seconds: float
) -> dict[str, Any]:
    site.join()
    from benchmarks import seed

    seeded = seed.community(people=people, topics=4)
    cookies = logins()
    print(f"{people} people are in the room ...", file=sys.stderr)
    talk = uvloop.run(_talk(site.url, seeded.room, cookies, rate=rate, burst=burst, seconds=seconds))
    memory, lines = _memory(site), [listener.lines() for listener in talk.listeners]
    return {
        "people": people, **({"rate": rate} if rate else {"burst": burst}),
        **_figures(talk, lines), **_faults(len(talk.sent), lines), "rss_mb": memory,
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
) -> Talk:
    begun = time.perf_counter()
    listeners: list[Listener] = []
    for start in range(0, len(cookies), 50):
        listeners += await asyncio.gather(*(connect(url, cookie) for cookie in cookies[start : start + 50]))
    for listener in listeners:
        listener.send({"type": "sit", "stream": f"room:{room}", "after": 0})
    async with asyncio.timeout(JOIN_S):
        while not all(listener.has("seated") for listener in listeners):
            await asyncio.sleep(0.1)
    joined_in = time.perf_counter() - begun
    await asyncio.sleep(SETTLE_S)
    sent: dict[str, float] = {}
    for number in range(burst or round((rate or 5) * seconds)):
        key = str(uuid.uuid4())
        sent[key] = time.perf_counter()
        words = {"type": "say", "stream": f"room:{room}", "key": key, "text": f"Message {number}: {WORDS}"}
        listeners[number % SPEAKERS].send(words)
        if rate:
            await asyncio.sleep(1 / rate)
    await _quiet(listeners)
    return Talk(sent, listeners, joined_in)


async def _quiet(listeners: list[Listener]) -> None:
    """Until nothing has come for a while."""
    until, before = time.perf_counter() + 30, -1
    while time.perf_counter() < until and before != (now := sum(len(one.arrived) for one in listeners)):
        before = now
        await asyncio.sleep(QUIET_S)


def _figures(talk: Talk, lines: list[list[tuple[int, float]]]) -> dict[str, Any]:
    numbers = {key: seq for listener in talk.listeners for key, seq in listener.acknowledged().items()}
    said_at = {seq: talk.sent[key] for key, seq in numbers.items()}
    given = [(seq, moment) for own in lines for seq, moment in own]
    waits = [(moment - said_at[seq]) * 1000 for seq, moment in given if seq in said_at]
    took = max((moment for _seq, moment in given), default=0) - min(talk.sent.values())
    return {
        "p50_ms": round(percentile(waits, 0.5), 1), "p95_ms": round(percentile(waits, 0.95), 1),
        "p99_ms": round(percentile(waits, 0.99), 1), "deliveries_per_s": round(len(given) / max(took, 0.001)),
        "joined_in_s": round(talk.joined_in, 1),
    }  # fmt: skip


def _faults(sent: int, lines: list[list[tuple[int, float]]]) -> dict[str, int]:
    """Lost, doubled and out of order, against the table."""
    from community.chat.models import Message

    stored = set(Message.objects.values_list("seq", flat=True))
    heard = [[seq for seq, _moment in own] for own in lines]
    return {
        "lost": sent - len(stored) + sum(len(stored - set(own)) for own in heard),
        "doubled": sum(len(own) - len(set(own)) for own in heard),
        "out_of_order": sum(own != sorted(own) for own in heard),
    }


def _memory(site: Scratch) -> float:
    with open(f"/proc/{site.pid('web')}/status") as status:
        kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    return round(kilobytes / 1024, 1)


if __name__ == "__main__":
    main()
