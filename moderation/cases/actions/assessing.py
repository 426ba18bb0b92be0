"""From what detection says to cases: inline in the publishing transaction, and again in full by a worker."""

from django.db.models.functions import Now

from accounts.notices.actions import notify
from accounts.queueing import enqueue
from accounts.record.actions import one_act
from community.spaces.gate import Change, Ending
from community.spaces.kinds import hold, kind_of
from community.spaces.models import Contribution, Membership
from moderation.detection import actions as detection
from moderation.detection.engine import Finding
from moderation.detection.models import Ticket
from moderation.detection.reading import FULL_SECONDS, Reading, read

from ..cards import card_for, shows_own_distress
from ..models import Case
from .opening import Ground, open_case, open_unread, take_in
from .timeline import move_on, note


def open_for_reading(*, contribution: Contribution, reading: Reading, is_held: bool = False) -> list[Case]:
    """The cases that a reading calls for: care before conduct before review, as everywhere. Inside a transaction that
    holds the contribution; the same reading twice changes nothing."""
    if reading.is_unread:
        return [open_unread(contribution)]
    finding, cases = reading.finding, []
    if _is_care(finding):
        cases.append(_open_care(contribution, finding))
    if finding.flags:
        cases.append(_open_about_rules(contribution, finding, is_held=is_held))
    return cases


def _is_care(finding: Finding) -> bool:
    is_only_conduct = {"attack", "encouragement"} & set(finding.flags) and not shows_own_distress(finding)
    return finding.level != "none" and not is_only_conduct


def _open_care(contribution: Contribution, finding: Finding) -> Case:
    ground = Ground(
        finding.level,
        finding.category,
        finding.why or ("words that may mean danger",),
        details={"rules": list(finding.rules), "subject": finding.subject},
    )
    case, is_new = open_case(
        kind=Case.Kind.CARE,
        community=contribution.community,
        ground=ground,
        person=contribution.author,
        place=contribution.place,
    )
    take_in(case, ground=ground, contribution=contribution, is_new_case=is_new)
    if card_for(finding) and is_new:
        note(case, "card_shown", details={"contribution": contribution.ref})
    _bring_talk(case, contribution)
    return case


def _bring_talk(case: Case, contribution: Contribution) -> None:
    """Words in the talk of a closed case: the talk goes on in the case that is open now."""
    last = Case.objects.filter(room=contribution.place_id, closed_at__isnull=False).first()
    if last and case.room_id is None:
        Case.objects.filter(pk=last.pk).update(room=None)
        move_on(case, room_id=contribution.place_id)


def _open_about_rules(contribution: Contribution, finding: Finding, *, is_held: bool) -> Case:
    ground = Ground(
        finding.level if not _is_care(finding) else "none",
        finding.category,
        tuple(_FLAG_SAYS[flag] for flag in finding.flags),
        details={"flags": list(finding.flags)},
    )
    if is_held:
        case, is_new = open_case(
            kind=Case.Kind.REVIEW,
            community=contribution.community,
            ground=ground,
            contribution=contribution,
            place=contribution.place,
        )
    else:
        case, is_new = open_case(
            kind=Case.Kind.CONDUCT,
            community=contribution.community,
            ground=ground,
            person=contribution.author,
            place=contribution.place,
        )
    take_in(case, ground=ground, contribution=contribution, is_new_case=is_new)
    return case


_FLAG_SAYS = {
    "method": "may name a way to get hurt",
    "encouragement": "may push someone towards harm",
    "attack": "may attack a person",
    "contact": "may give away or ask for contact",
}


def assess_ticket(*, ticket_id: int) -> None:
    """The full assessment of one revision, once, whatever runs twice. A text that cannot be read goes to a person."""
    detection.count_try(ticket_id)
    with one_act():
        ticket = detection.take_ticket(ticket_id)
        if ticket is None:
            return
        contribution, revision = ticket.contribution, ticket.revision
        reading = read(
            text=revision.text,
            title=revision.title,
            seconds=FULL_SECONDS,
            earlier=kind_of(contribution).earlier(contribution),
        )
        if reading.is_unread:
            _give_up_or_wait(ticket)
            return
        made = detection.keep_assessment(ticket=ticket, reading=reading)
        if made and not contribution.as_team:
            _act_on(contribution, reading)
        detection.finish_ticket(ticket)


def _give_up_or_wait(ticket: Ticket) -> None:
    if ticket.contribution.place.readers != "seated" or ticket.tries >= detection.MOST_TRIES:
        open_unread(ticket.contribution)
    if ticket.tries >= detection.MOST_TRIES:
        detection.finish_ticket(ticket)


def _act_on(contribution: Contribution, reading: Reading) -> None:
    if reading.finding.level != "none" or reading.finding.flags:
        hold([contribution])
    is_held = contribution.state == Contribution.State.HELD
    open_for_reading(contribution=contribution, reading=reading, is_held=is_held)
    unread = (
        Case.objects.select_for_update(of=["self"])
        .select_related("community")
        .filter(
            kind=Case.Kind.REVIEW,
            contribution=contribution,
            closed_at=None,
            why__0="the program could not read it",
        )
        .first()
    )
    if unread:
        _close_read(unread)
        if card_for(reading.finding):  # the inline reading failed, so its author has not seen the card yet
            notify(account=contribution.author.account, kind="help_card", object=contribution.ref)


def _close_read(case: Case) -> None:
    move_on(case, closed_at=Now(), outcome="read")
    note(case, "closed", details={"outcome": "read"})


def sweep_tickets() -> int:
    """Put every ticket that is due and unfinished back on the queue, or read it here where the queue is away."""
    due = detection.tickets_due()
    for ticket_id in due:
        if not enqueue("cases.assess_tickets", [ticket_id]):
            assess_ticket(ticket_id=ticket_id)
        else:
            detection.postpone(ticket_id)
    return 0 if len(due) < detection.SWEEP_MOST else len(due)


def note_change(*, contribution: Contribution, change: Change) -> None:
    """Gone is not safe: an open case keeps its level and says that the writer took it down."""
    if change is Change.DELETED:
        cases = (
            Case.objects.select_related("community")
            .filter(evidence__contribution=contribution, closed_at=None)
            .distinct()
        )
        for case in cases:
            note(case, "taken_down", details={"contribution": contribution.ref})


def note_ending(*, person: Membership, why: Ending) -> None:
    for case in Case.objects.select_related("community").filter(person=person, closed_at=None):
        note(case, "person_left", details={"why": str(why)})
