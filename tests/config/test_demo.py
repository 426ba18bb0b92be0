"""The demo: all there, true to its clocks, read by detection as meant, and never loaded twice."""

import json
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext, override_settings

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


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: object) -> Iterator[CaptureQueriesContext]:
    """Loaded once for this module, and rolled back behind it. Holds the statements it took."""
    from django.db import transaction

    off = override_settings(STAFF_SECOND_FACTOR="off")
    with django_db_blocker.unblock(), transaction.atomic(), off:
        with CaptureQueriesContext(connection) as counted:
            assert load_demo() is True
        yield counted
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def loaded(demo: CaptureQueriesContext) -> None:
    """Every test here sees the demo."""


def test_it_is_as_big_as_a_place_that_people_use():
    talk = Message.objects.filter(room__kind=Room.Kind.OPEN)

    assert Community.objects.count() == 2
    assert Account.objects.count() >= 28
    assert Topic.objects.count() >= 60
    assert Post.objects.count() >= 400
    assert Forum.objects.filter(place__readers="public").count() == 1
    assert [talk.filter(room=room).count() >= 60 for room in Room.objects.filter(kind="open")] == [True] * 2
