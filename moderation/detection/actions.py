"""Tickets and assessments: every revision is due one, and gets exactly one per detector version."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.clock import from_now
from community.spaces.models import Contribution, Revision

from .models import Assessment, Ticket
from .reading import Reading, detector_version

RETRY_AFTER = timedelta(seconds=60)
SWEEP_MOST = 20
MOST_TRIES = 3  # a text that breaks the detector goes to a person, not round and round


def issue_tickets(contributions: Sequence[Contribution]) -> list[int]:
    """The present revision of each is due a full assessment. Inside the transaction that wrote it. 1 query, and one
    for each whose wording is not at hand."""
    issued = Ticket.objects.bulk_create(
        [Ticket(contribution=one, revision=one.wording or _present(one)) for one in contributions],
        update_conflicts=True,  # changes nothing, but gives the key of a ticket that was there
        unique_fields=["contribution", "revision"],
        update_fields=["revision"],
    )
    return [ticket.pk for ticket in issued]


def _present(contribution: Contribution) -> Revision:
    return Revision.objects.get(contribution=contribution, number=contribution.revision)


def tickets_due(*, patience: timedelta = timedelta(seconds=5)) -> list[int]:
    """Tickets that nobody finished in time. The sweep's own read; taking one is `take_ticket`."""
    due = Ticket.objects.filter(done_at=None, due_at__lt=from_now(-patience)).order_by("due_at")
    return list(due.values_list("pk", flat=True)[:SWEEP_MOST])


def postpone(ticket_id: int) -> None:
    """It is on the queue again: the next sweep leaves it alone for a while."""
    Ticket.objects.filter(pk=ticket_id, done_at=None).update(due_at=from_now(RETRY_AFTER))


def take_ticket(ticket_id: int) -> Ticket | None:
    """Lock an unfinished ticket for this transaction, or None when it is done or in other hands."""
    free = Ticket.objects.select_for_update(skip_locked=True, of=["self"]).filter(pk=ticket_id, done_at=None)
    return free.select_related("contribution__place", "contribution__author__account", "revision").first()


def count_try(ticket_id: int) -> None:
    """Counted in a transaction of its own, so that a crash in the middle still counts."""
    Ticket.objects.filter(pk=ticket_id, done_at=None).update(
        tries=F("tries") + 1, due_at=from_now(RETRY_AFTER)
    )


def finish_ticket(ticket: Ticket) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(done_at=Now())


def keep_assessment(*, ticket: Ticket, reading: Reading) -> Assessment | None:
    """The one assessment of this revision by this detector. None when it was there already."""
    finding = reading.finding
    made = Assessment(
        contribution=ticket.contribution,
        revision=ticket.revision,
        detector=detector_version(),
        level=finding.level,
        category=finding.category,
        subject=finding.subject,
        flags=list(finding.flags),
        lang=finding.lang,
        score=finding.score,
        spans=reading.spans_in_text(),
        why=list(finding.why),
    )
    with transaction.atomic():
        before = Assessment.objects.filter(
            Q(contribution=ticket.contribution, revision=ticket.revision, detector=made.detector)
        ).exists()
        if before:
            return None
        made.save(force_insert=True)
    return made
