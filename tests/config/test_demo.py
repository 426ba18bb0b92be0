"""The demo: all there, true to its clocks, read by detection as meant, and never loaded twice."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.test.utils import override_settings

from accounts.help.queries import lines_for
from accounts.people.models import Account
from accounts.record.models import Entry
from accounts.record.queries import first_broken
from community.chat.models import Message, Room
from community.forums.models import Forum, Post, Topic
from community.forums.queries import topics_waiting
from community.spaces.models import Community, Contribution, Membership, Revision
from config.demo.loading import load_demo
from config.demo.people import DATA
from config.demo.scripts import read
from moderation.cases.clocks import next_reading
from moderation.cases.models import Case, CaseEntry, FollowUp
from moderation.cases.queries import queue_of
from moderation.detection.models import Assessment, Ticket

pytestmark = pytest.mark.django_db
SCRIPTS = sorted(DATA.rglob("*.txt"))
MEANT = {  # what stands in the scripts by name, and how soon a person should look
    "bin-them": "none", "goodbye": "imminent", "out-loud": "high", "bathroom": "high", "arithmetic": "concern",
    "clock-off": "concern", "grow-up": "none", "add-me": "none", "lamp-off": "concern", "tea": "concern",
    "tidy-house": "none",
}  # fmt: skip


@dataclass
class Counted:
    """A wrapper around each statement; Django's own record forgets all but the last nine thousand."""

    statements: int = 0

    def __call__(self, execute: Callable[..., object], *arguments: object) -> object:
        self.statements += 1
        return execute(*arguments)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: object) -> Iterator[Counted]:
    """Loaded once for this module, and rolled back behind it."""
    counted = Counted()
    off = override_settings(STAFF_SECOND_FACTOR="off")
    with django_db_blocker.unblock(), transaction.atomic(), off:
        with connection.execute_wrapper(counted):
            assert load_demo() is True
        yield counted
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def loaded(demo: Counted) -> None:
    """Every test here sees the demo."""


def test_it_is_as_big_as_a_place_that_people_use():
    talk = Message.objects.filter(room__kind=Room.Kind.OPEN)

    assert Community.objects.count() == 2
    assert Account.objects.count() >= 28
    assert Topic.objects.count() >= 60
    assert Post.objects.count() >= 400
    assert Forum.objects.filter(place__readers="public").count() == 1
    assert [talk.filter(room=room).count() >= 60 for room in Room.objects.filter(kind="open")] == [True] * 2


def test_nobody_waits_long_for_it(demo):
    """A bound on the work, not on this machine: 20 s are allowed, and a statement takes about half a millisecond."""
    assert 10_000 < demo.statements < 26_000


def test_scripts_are_written_with_care():
    threads = [thread for script in SCRIPTS for thread in read(script)]
    texts = [line.text for thread in threads for line in thread.lines]

    assert len(texts) > 560
    assert all(texts)
    twice = {words for words in texts if len(words) > 12 and texts.count(words) > 1}
    assert twice == set()


def test_detection_reads_every_text_as_it_was_meant():
    """What is said in passing means nothing, what is meant has its level. A failure names the text and the rules."""
    names = {
        line.text: line.marks.get("as", "")
        for script in SCRIPTS
        for thread in read(script)
        for line in thread.lines
    }
    current = Revision.current().filter(contribution__place__readers__in=["members", "public"])
    wrong = []
    for revision in current.select_related("contribution"):
        found = Assessment.objects.get(revision=revision)
        meant = MEANT.get(names[revision.text], "none")
        if found.level != meant or (found.flags and names[revision.text] != "add-me"):
            wrong.append(f"{found.level}, not {meant} ({found.why}, {found.flags}): {revision.text[:80]}")
    assert wrong == []


def test_the_queue_holds_each_level_and_each_kind_of_work():
    team = Membership.objects.filter(grants__role__in=["moderator", "lead"], grants__ended_at=None)
    rows = {
        (row.kind, row.level)
        for lane in queue_of(list(team.select_related("community")))
        for row in lane.rows
    }
    lanes = {lane.key for lane in queue_of(list(team.select_related("community"))) if lane.rows}

    assert {("care", "concern"), ("care", "high"), ("care", "imminent")} <= rows
    assert {"conduct", "review"} <= {kind for kind, _level in rows}
    assert lanes == {"now", "half_hour", "today", "conduct", "held", "check_ins"}


def test_clocks_are_true_to_what_the_timelines_say():
    for case in Case.objects.select_related("community"):
        moments = list(CaseEntry.objects.filter(case=case).order_by("id").values_list("at", flat=True))
        assert moments == sorted(moments), case.why
        assert moments[0] == case.opened_at
        assert case.due_at == next_reading(case.community, case.opened_at)
        assert case.missed_at is None
        first_words = CaseEntry.objects.filter(case=case, act="wrote").order_by("id").first()
        assert (first_words is None) == (case.answered_at is None)
        assert first_words is None or case.opened_at < first_words.at < case.due_at
    assert Case.objects.filter(closed_at=None, answered_at=None, due_at__lte=Now()).count() == 0
    assert not CaseEntry.objects.filter(at__gt=Now()).exists()


def test_a_talk_goes_both_ways_and_somebody_looks_again():
    talk = Message.objects.filter(room__kind=Room.Kind.CASE, room__place__case__closed_at=None)
    by_team = set(talk.values_list("room", "contribution__as_team"))

    assert {as_team for _room, as_team in by_team} == {True, False}
    assert FollowUp.objects.filter(done_at=None, due_at__gt=Now(), case__answered_at__isnull=False).exists()
    assert Case.objects.filter(outcome="ok_for_now", kind="care").exists()


def test_no_topic_is_offered_while_a_care_case_is_about_it():
    care = Case.objects.filter(kind="care", closed_at=None).exclude(level="none")
    about = Contribution.objects.filter(evidence__case__in=care)
    offered = {
        row.ref
        for member in Membership.objects.select_related("community").filter(state="active")
        for row in topics_waiting(viewer=member, community=member.community, most=50)
    }

    assert about.exists()
    assert offered, "needs topics that wait for a reply"
    assert not about.filter(offered=True).exists()
    assert not offered & set(Topic.objects.filter(opening__in=about).values_list("ref", flat=True))


def test_topics_are_long_and_short_and_lived_in():
    longest = Topic.objects.order_by("-last_position").values_list("last_position", flat=True)

    assert longest[0] > 20
    assert sum(length > 12 for length in longest) >= 4
    assert {"held", "hidden", "deleted"} <= set(Contribution.objects.values_list("state", flat=True))
    assert Contribution.objects.filter(revision__gt=1).count() >= 2
    assert not Contribution.objects.filter(created_at__gt=Now()).exists()
    assert not Contribution.objects.filter(created_at__lt=F("author__joined_at")).exists()
    assert not Ticket.objects.filter(done_at=None).exists()
    newest = Post.objects.filter(topic__active_at__lt=F("contribution__created_at"))
    assert not newest.exists(), "a topic is as fresh as its last post"


def test_the_log_holds():
    assert Entry.objects.count() > 100
    assert first_broken() is None


def test_help_is_there_in_the_countries_of_the_demo():
    for country in ("GB", "IE", "US"):
        lines = lines_for(country)
        assert lines.emergency
        assert lines.to_call()
        assert lines.directory


def test_loading_again_changes_nothing(demo):
    before = list(Contribution.objects.order_by("pk").values()), Entry.objects.count()

    assert load_demo() is False

    assert (list(Contribution.objects.order_by("pk").values()), Entry.objects.count()) == before


def test_a_site_that_wants_a_second_factor_gets_no_demo():
    with override_settings(STAFF_SECOND_FACTOR="on"), pytest.raises(CommandError):
        call_command("load_demo")


def test_demo_accounts_says_whom_one_can_sign_in_as(client):
    said = StringIO()
    call_command("demo_accounts", "--json", stdout=said)
    people = {person["sign_in_name"]: person for person in json.loads(said.getvalue())}
    roles = {role for person in people.values() for m in person["memberships"] for role in m["roles"]}
    sam = people["sam-window-101"]

    assert len(people) == Account.objects.count()
    assert roles == {"member", "moderator", "lead", "admin"}
    assert [m["community"] for m in sam["memberships"]] == ["Low days", "After a loss"]
    assert client.login(username="sam-window-101", password=sam["password"])
