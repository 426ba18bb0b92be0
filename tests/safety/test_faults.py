"""Parts of a whole instance die and freeze under people who write: nothing is lost, and help does not wait."""

import asyncio
import contextlib
import json
import signal
import time
from collections.abc import Iterator

import psycopg
import pytest

from config.scratch import Scratch, scratch_instance
from tests.safety.clients import Person, Site
from tests.safety.history import Row, check

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("faults")]

DANGER = "I want to die. I can not go on."
STORED_WITHIN = 2.0
AWAY_WITHIN = 6.5  # PAGE_SECONDS is 5; the rest is for a loaded machine

ROWS = """
SELECT c.client_key::text, m.name, coalesce(msg.seq, p.position), (
  SELECT count(*) FROM detection_assessment a WHERE a.revision_id = r.id
), c.kind
FROM spaces_contribution c
JOIN spaces_membership m ON m.id = c.author_id
JOIN spaces_revision r ON r.contribution_id = c.id
LEFT JOIN chat_message msg ON msg.contribution_id = c.id
LEFT JOIN forums_post p ON p.contribution_id = c.id
WHERE c.created_at > %s ORDER BY 3"""
IN_THE_QUEUE = """
SELECT count(*) FROM cases_evidence e JOIN cases_case k ON k.id = e.case_id
JOIN spaces_contribution c ON c.id = e.contribution_id
WHERE k.kind = 'care' AND k.closed_at IS NULL AND c.client_key = %s"""

TICKETS = """
SELECT count(*) FROM detection_ticket t
JOIN spaces_contribution c ON c.id = t.contribution_id WHERE c.client_key = %s"""


@pytest.fixture(scope="module")
def instance() -> Iterator[Scratch]:
    with scratch_instance(demo=False, STAFF_SECOND_FACTOR="off") as scratch:
        yield scratch


@pytest.fixture(scope="module")
def seeded(instance) -> dict:
    return json.loads(instance.manage("shell", "-v0", "-c", "from tests.safety.seed import main; main()"))


@pytest.fixture
def site(instance, seeded) -> Site:
    """Each fault strikes an instance that is well."""
    site = Site(instance.url, seeded)
    assert _is_ready(site), "not ready after the fault before"
    return site


def select(instance: Scratch, query: str, *values: object) -> list[tuple]:
    with psycopg.connect(instance.environment["DATABASE_URL"], connect_timeout=3) as connection:
        return connection.execute(query, values).fetchall()


async def wait_until(holds, *, seconds: float, what: str) -> None:
    ends = time.monotonic() + seconds
    while not await asyncio.to_thread(holds):
        assert time.monotonic() < ends, f"not within {seconds:g} s: {what}"
        await asyncio.sleep(0.2)


@contextlib.contextmanager
def killed(instance: Scratch) -> Iterator[None]:
    for part in ("worker", "valkey"):
        instance.send(part, signal.SIGKILL)
    yield


@contextlib.contextmanager
def frozen(instance: Scratch, *parts: str) -> Iterator[None]:
    for part in parts:
        instance.send(part, signal.SIGSTOP)
    try:
        yield
    finally:
        for part in parts:
            instance.send(part, signal.SIGCONT)


@pytest.mark.parametrize("nemesis", ["killed", "frozen"])
async def test_with_worker_and_valkey_gone_everything_is_stored_with_its_card_and_its_case(
    instance, site, nemesis
):
    (started,) = select(instance, "SELECT now()")[0]
    ((last,),) = select(instance, "SELECT max(last_seq) FROM chat_room")  # what was said in another test
    sam, robin = Person(site, "sam", after=last), Person(site, "robin", after=last)
    await sam.sit()
    await robin.sit()
    await sam.hear(5)  # the seat, so that only answers follow
    talking = asyncio.create_task(_talk(sam, 12))
    listening = asyncio.create_task(_listen(robin))
    await asyncio.sleep(1)

    fault = killed(instance) if nemesis == "killed" else frozen(instance, "worker", "valkey")
    with fault:
        for who in ("tom", "asha"):
            key, answer = await asyncio.to_thread(site.reply, who, f"{DANGER} As {who}.")
            assert answer.status == 200
            assert 'id="help-card"' in answer.html
            assert select(instance, IN_THE_QUEUE, key) == [(1,)], "the case came later than the answer"
        said = await _danger_in_the_room(site, last)
        assert 'id="help-card"' in said["card"]
        assert select(instance, IN_THE_QUEUE, said["key"]) == [(1,)]
        await talking
    assert site.slowest < STORED_WITHIN, f"an answer took {site.slowest:.1f} s"

    rows = lambda: [Row(*row[:4]) for row in select(instance, ROWS, started)]  # noqa: E731
    await wait_until(
        lambda: all(row.assessments for row in rows()), seconds=75, what="every revision assessed"
    )
    listening.cancel()
    await _catch_up(robin)

    faults = _judge(site, select(instance, ROWS, started))
    assert not faults, "\n".join(map(str, faults))
    assert {event.key for event in site.events if event.kind == "heard"}, (
        "nobody heard anything: this shows nothing"
    )
    assert await asyncio.to_thread(_is_ready, site), "a part did not come back"


async def _talk(person: Person, lines: int) -> None:
    for number in range(lines):
        await person.say(f"Line {number}.")
        await asyncio.sleep(0.55)  # two in a second are allowed


async def _listen(person: Person) -> None:
    while True:
        await person.hear(60)


async def _danger_in_the_room(site: Site, last: int) -> dict:
    noor = Person(site, "noor", after=last)
    await noor.sit()
    await noor.hear(5)
    return await noor.say(DANGER)


async def _catch_up(person: Person) -> None:
    """A page opened now: what the socket missed comes with the seat."""
    await person.socket.close()
    await person.sit()
    while frame := await person.hear(1):
        assert frame["type"] != "no", frame


def _judge(site: Site, rows: list[tuple]) -> list:
    """Rooms and topics count their places apart, so each is judged by itself."""
    faults = []
    for kind in ("message", "post"):
        stored = [Row(*row[:4]) for row in rows if row[4] == kind]
        ours = {row.key for row in stored}
        theirs = {row[0] for row in rows} - ours
        faults += check([event for event in site.events if event.key not in theirs], stored)
    return faults


def _is_ready(site: Site) -> bool:
    ends = time.monotonic() + 40
    while site.ask("/readyz?all=1").status != 200:
        if time.monotonic() > ends:
            return False
        time.sleep(0.3)
    return True


async def test_with_postgres_frozen_help_answers_and_every_other_page_says_so_with_the_lines(instance, site):
    with frozen(instance, "postgres"):
        pages = [asyncio.to_thread(site.ask, path, who) for path, who in (
            ("/", ""), ("/c/low/", "sam"), ("/c/low/forums/", "robin"), ("/staff/", "asha"), ("/come-back/", ""),
            ("/c/low/you/", "sam"))]  # fmt: skip
        waiting = asyncio.gather(*pages)
        await asyncio.sleep(0.5)
        helps = [
            await asyncio.to_thread(site.ask, path)
            for path in ("/help/", "/help/gb/", "/help/", "/healthz", "/sw.js")
        ]
        answers = await waiting

    assert [answer.status for answer in helps] == [200] * 5
    assert max(answer.seconds for answer in helps) < 1.5
    away = [answer for answer in answers if answer.status != 200]
    assert len(away) >= 5, "come-back asks no database; the others must have waited"
    assert {answer.status for answer in away} == {503}
    assert max(answer.seconds for answer in answers) < AWAY_WITHIN
    assert all(site.seeded["line"] in answer.html for answer in away), "the page holds no help line"
    await wait_until(
        lambda: site.ask("/c/low/", "sam").status == 200, seconds=20, what="pages after the thaw"
    )


async def test_after_postgres_was_killed_nothing_acknowledged_is_gone(instance, site):
    (started,) = select(instance, "SELECT now()")[0]
    key, before = await asyncio.to_thread(site.reply, "ruth", f"{DANGER} As ruth.")
    assert before.status == 200

    instance.send("postgres", signal.SIGKILL)
    during = [
        await asyncio.to_thread(site.ask, path, who) for path, who in (("/help/", ""), ("/c/low/", "sam"))
    ]

    assert during[0].status == 200
    assert during[1].status in (200, 503)  # it may be back already
    assert during[1].seconds < AWAY_WITHIN
    await wait_until(
        lambda: site.ask("/c/low/", "sam").status == 200, seconds=30, what="pages after the restart"
    )
    assert [row[0] for row in select(instance, ROWS, started)] == [key]
    assert select(instance, TICKETS, key) == [(1,)]
    assert select(instance, IN_THE_QUEUE, key) == [(1,)]
