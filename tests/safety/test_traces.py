"""Sockets as everybody, and what is left behind: frames, queue messages, cache, mail and logs hold no canary."""

import io
import logging
import os
import threading
from pathlib import Path

import pytest
import redis
from asgiref.sync import sync_to_async
from django.conf import settings as site
from django.core import mail
from django.db import DataError, IntegrityError, connection, transaction

from accounts.live.frames import encode
from community.spaces.models import Community, Contribution, Revision
from tests.community.chat.conftest import socket_of
from tests.live_server import running
from tests.safety.conftest import QUICK_AND_PROVED
from tests.safety.world import FOR_MEMBERS, PEOPLE, SAID, World, build, start

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]
# Who gets a seat, by stream. Everybody else is told that nothing is there.
SEATED = {
    "room": {"member", "read_only", "blocked_by_author", "blocking_author", "moderator", "moderator_of_own_case",
             "moderator_in_block", "lead", "admin", "staff_without_factor"},
    "talk": {"moderator"},
    "queue": {"moderator", "moderator_of_own_case", "moderator_in_block", "lead"},
    "me": set(PEOPLE) - {"signed_out"},
    "me of the author": set(),
}  # fmt: skip


class Overheard(threading.Thread):
    """Every command that Valkey is given meanwhile."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.said: list[str] = []
        self.ready = threading.Event()

    def run(self) -> None:
        with redis.Redis.from_url(site.REDIS_URL) as client, client.monitor() as monitor:
            self.ready.set()
            for command in monitor.listen():
                self.said.append(command["command"])
                if "enough heard" in command["command"]:
                    return


@pytest.fixture
def live(transactional_db, settings):
    for name, value in QUICK_AND_PROVED.items():
        setattr(settings, name, value)
    with running() as server:
        yield server


def canaries_in(text: str) -> list[str]:
    return [name for name, word in SAID.items() if word.lower() in text.lower()]


async def test_sockets_seat_exactly_those_who_may_and_tell_the_others_nothing(live):
    world: World = await sync_to_async(build)(joining=Community.Joining.INVITE)
    wrong = []
    for who in PEOPLE:
        if who == "signed_out":
            continue
        streams = await sync_to_async(_streams)(world, who)
        async with socket_of(live, world.cookies[who]) as socket:
            for name, stream in streams.items():
                for kind, more in (("sit", {}), ("after", {"after": 0}), ("leave", {})):
                    await socket.send(type=kind, stream=stream, **more)
                    frame = await socket.hear("seated", "caught_up", "left", "no", "bad")
                    seated = who in SEATED[name]
                    if (frame["type"] not in ("no", "bad")) != seated:
                        wrong.append(f"{who}: {kind} at {name} was answered {frame['type']}")
                    leaked = set(canaries_in(encode(frame))) - _may_hear(who, name, seated)
                    wrong += [f"{who}: {word} in the answer to {kind} at {name}" for word in leaked]
    assert not wrong, "\n".join(wrong)


def _may_hear(who: str, name: str, seated: bool) -> set[str]:
    if not seated or name not in ("room", "talk"):
        return set()
    in_block = {"blocked_by_author", "blocking_author", "moderator_in_block"}
    return {"talk", "duty name"} if name == "talk" else set() if who in in_block else set(FOR_MEMBERS)


def _streams(world: World, who: str) -> dict[str, str]:
    return {
        "room": f"room:{world.cast.room.place.ref}", "talk": f"room:{world.case.room.ref}",
        "queue": f"queue:{world.cast.community.ref}", "me": f"me:{world.people[who].account.log_ref}",
        "me of the author": f"me:{world.author.account.log_ref}",
    }  # fmt: skip


def test_nothing_that_is_left_behind_holds_a_word(live, settings):
    settings.EMAIL_HOST = "mail.example"
    overheard, log = Overheard(), io.StringIO()
    overheard.start()
    assert overheard.ready.wait(5)
    own = next(handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler)
    handler = logging.StreamHandler(log)
    handler.setFormatter(own.formatter)
    logging.getLogger().addHandler(handler)
    try:
        world = build()
        _fail_in_every_way(world)
    finally:
        logging.getLogger().removeHandler(handler)
        with redis.Redis.from_url(site.REDIS_URL) as client:
            client.echo("enough heard")
    overheard.join(5)

    queued = "\n".join(overheard.said)
    assert "cases.assess" in queued, "nothing was queued: this shows nothing"
    assert canaries_in(queued) == []
    assert '"logger"' in log.getvalue()
    assert canaries_in(log.getvalue()) == []
    assert canaries_in(" ".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key || value FROM cache")
        assert canaries_in(str(cursor.fetchall())) == []
    # An operator's own server logs where the operator says; the embedded one beside the data.
    of_postgres = Path(os.environ["PEER_DATA"]) / "logs" / "postgres.log"
    assert canaries_in(of_postgres.read_text() if of_postgres.exists() else "") == []


def _fail_in_every_way(world: World) -> None:
    """A constraint, a value the database cannot hold, an error of our own: each meets words on its way."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(
            contribution=world.topic.opening, number=1, title="", text=SAID["body"], html="", renderer=1
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=world.topic.opening_id).update(revision=0, lang=SAID["body"][:12])
    with pytest.raises(DataError), transaction.atomic():
        start(world.cast.robin, world.cast.forum, "Tea", f"{SAID['body']}\x00")
    logging.getLogger("django").error("A library quotes %s", SAID["body"])
    try:
        raise RuntimeError(SAID["body"])
    except RuntimeError:
        logging.getLogger("web").exception("broken")
