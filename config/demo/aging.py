"""Lets things have happened earlier: whatever a block makes is given the moment it is said to have happened.

The log is left alone. Its entries say truly when they were written: while the demo was loaded.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection
from django.db.models import Model, OuterRef, Subquery

from accounts.clock import database_now
from accounts.notices.models import Notice
from accounts.people.models import Account, Consent
from community.forums.models import Topic
from community.spaces.models import (
    Acceptance,
    Community,
    Contribution,
    Guidelines,
    Membership,
    Revision,
    RoleGrant,
    Seat,
)
from moderation.cases.actions.working import CLAIM_LASTS
from moderation.cases.clocks import next_reading
from moderation.cases.models import Case, CaseEntry, Decision, Evidence, FollowUp, Report
from moderation.detection.models import Assessment, Ticket

Moments = tuple[tuple[type[Model], str], ...]

ARRIVING: Moments = (
    (Account, "joined_at"), (Consent, "at"), (Community, "created_at"), (Guidelines, "at"),
    (Membership, "joined_at"), (Acceptance, "at"), (RoleGrant, "at"),
)  # fmt: skip
WORDS: Moments = (
    (Contribution, "created_at"), (Revision, "created_at"), (Ticket, "due_at"), (Ticket, "done_at"),
    (Assessment, "at"),
)  # fmt: skip
WORK: Moments = (
    (Case, "answered_at"), (Case, "closed_at"), (CaseEntry, "at"), (Evidence, "at"), (Report, "at"),
    (Report, "told_at"), (Decision, "at"), (FollowUp, "set_at"), (FollowUp, "done_at"), (Notice, "made_at"),
    (Seat, "accepted_at"),
)  # fmt: skip


@contextmanager
def happened(at: datetime, *what: Moments) -> Iterator[None]:
    """Rows of these kinds that the block stamps with the present get `at` instead. Inside a transaction."""
    start = database_now()
    yield
    for model, field in (pair for moments in what for pair in moments):
        model._default_manager.filter(**{f"{field}__gte": start}).update(**{field: at})
    if WORK in what:
        _move_clocks(at, start)


def _move_clocks(at: datetime, start: datetime) -> None:
    """What a case counts from the present: its own age, when it is due, how long it is claimed."""
    for case in Case.objects.select_related("community").filter(opened_at__gte=start):
        Case.objects.filter(pk=case.pk).update(opened_at=at, due_at=next_reading(case.community, at))
    Case.objects.filter(claimed_until__gte=start + CLAIM_LASTS).update(claimed_until=at + CLAIM_LASTS)


def written(contribution: Contribution, at: datetime) -> None:
    """The quick way for words alone. `settle` brings what hangs on them along, for all of them at once."""
    contribution.created_at = at
    contribution.save(update_fields=["created_at"])


def settle() -> None:
    """Revisions, tickets, assessments and topics are as old as the words they belong to."""
    _plan_well()
    words = Contribution.objects.filter(pk=OuterRef("contribution"), revision=1).values("created_at")
    for model, field in WORDS[1:]:
        model._default_manager.filter(contribution__revision=1).update(**{field: Subquery(words)})
    posts = Contribution.objects.filter(post__topic=OuterRef("pk")).order_by("-created_at")
    Topic.objects.update(
        created_at=Subquery(Contribution.objects.filter(pk=OuterRef("opening")).values("created_at")),
        active_at=Subquery(posts.values("created_at")[:1]),
    )


def _plan_well() -> None:
    """Tables that were empty a moment ago look empty to the planner, and then it reads each row for each row."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '60s'")
        cursor.execute(
            "ANALYZE spaces_contribution, spaces_revision, forums_topic, forums_post, detection_ticket"
        )


@contextmanager
def protected_rows_may_age() -> Iterator[None]:
    """Assessments, decisions and a case's timeline refuse changes. Inside, and in this transaction only, they don't.

    `pgtrigger.ignore` makes two statements of one, which a server that binds parameters refuses."""
    models = (Assessment, CaseEntry, Decision)
    names = [trigger.get_pgid(model) for model in models for trigger in getattr(model._meta, "triggers", ())]
    _ignore_triggers("{" + ",".join(names) + "}")
    yield
    _ignore_triggers("{}")


def _ignore_triggers(names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [names])
