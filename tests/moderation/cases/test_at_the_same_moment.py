"""Acts that meet in the same rows at the same moment: each waits for the other, none is a victim of the order."""

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.errors import Problem
from community.forums import actions as forums
from community.forums.models import Topic
from community.spaces.actions import delete_contribution
from moderation.cases import actions as cases
from moderation.cases.models import Case
from moderation.detection.models import Assessment, Ticket
from tests.cast import key

pytestmark = pytest.mark.django_db(transaction=True)

DANGER = "I want to kill myself tonight. Kill yourself too, you are worthless."
ROUNDS = 12


@pytest.fixture
def topic(cast) -> Topic:
    return forums.start_topic(
        author=cast.sam, forum=cast.forum, title="Kettle", text=DANGER, client_key=key(), confirmed=True
    )[0]


def meet(*acts: Callable[[], object]) -> list[BaseException]:
    """Run each act again and again, all at once, on connections of their own. What was raised that is no refusal."""
    start, raised = Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        start.wait(5)
        for _round in range(ROUNDS):
            try:
                act()
            except Problem:
                continue  # somebody was quicker, and it was said
            except Exception as error:
                raised.append(error)
        connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts))
    return raised


def test_writing_reading_and_closing_in_one_topic_never_lock_each_other_out(cast, topic):
    numbers = itertools.count()

    def reply() -> None:
        forums.reply_to_topic(
            author=cast.sam, topic=topic, text=f"{DANGER} {next(numbers)}", client_key=key(), confirmed=True
        )

    def assess() -> None:
        for ticket in Ticket.objects.filter(done_at=None).values_list("pk", flat=True)[:4]:
            cases.assess_ticket(ticket_id=ticket)

    def close() -> None:
        case = Case.objects.filter(kind=Case.Kind.CARE, closed_at=None).first()
        if case:
            cases.close_case(moderator=cast.asha, case=case, outcome="ok_for_now", seen_version=case.version)

    def take_down() -> None:
        post = topic.posts.select_related("contribution").order_by("-position")[0]
        delete_contribution(author=cast.sam, contribution=post.contribution)

    assert meet(reply, reply, assess, assess, close, take_down) == []
    assess()
    assert Assessment.objects.count() == Ticket.objects.filter(done_at__isnull=False).count()
    assert Case.objects.filter(kind=Case.Kind.CARE, closed_at=None).count() <= 1


def test_two_moderators_who_claim_at_once_are_one_claim_and_one_refusal(cast, topic):
    case = Case.objects.get(kind=Case.Kind.CARE)
    won = []

    def claim(moderator: object) -> Callable[[], None]:
        return lambda: won.append(
            cases.claim_case(moderator=moderator, case=case, seen_version=case.version).claimed_by_id
        )

    assert meet(claim(cast.asha), claim(cast.ruth)) == []
    assert len(set(won)) == 1
