"""Opening a case, or letting an open one take in what is new. One open case per person and kind, by constraint."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from accounts.clock import database_now
from accounts.queueing import enqueue
from community.spaces.kinds import kind_of
from community.spaces.models import Community, Contribution, Membership, Place, Revision
from moderation.detection.models import LEVEL_ORDER, is_grave

from ..clocks import UNREAD_WITHIN, next_reading
from ..models import Case, Evidence
from .timeline import move_on, note


@dataclass(frozen=True)
class Ground:
    """Why a case is there: its level and category, and sentences that never quote."""

    level: str
    category: str = "none"
    why: tuple[str, ...] = ()
    source: str = "flagged"  # flagged by detection, reported, asked for
    details: dict[str, object] = field(default_factory=dict)


# A member wants somebody from the team: to look at own words, or to talk.
ASKED = Ground("concern", "none", ("asks for someone from the team",), source="asked")


def open_case(
    *,
    kind: str,
    community: Community,
    ground: Ground,
    person: Membership | None = None,
    contribution: Contribution | None = None,
    place: Place | None = None,
    within: timedelta | None = None,
) -> tuple[Case, bool]:
    """The open case of this person and kind (or of this text), locked; True when it is new. Inside a transaction."""
    now = database_now()
    made = Case(
        community=community,
        kind=kind,
        person=person,
        contribution=contribution,
        place=place,
        level=ground.level,
        category=ground.category,
        why=list(ground.why),
        due_at=now + within if within else next_reading(community, now),
    )
    Case.objects.bulk_create([made], ignore_conflicts=True)
    who = {"contribution": contribution} if kind == Case.Kind.REVIEW else {"person": person}
    case = (
        Case.objects.select_for_update(of=["self"])
        .select_related("community")
        .get(kind=kind, closed_at=None, **who)
    )
    is_new = case.ref == made.ref
    if is_new:
        _name_last_case(case)
        transaction.on_commit(lambda: _alert(case.pk), robust=True)
    return case, is_new


def _name_last_case(case: Case) -> None:
    """A closed case is not reopened: the new one names it. One closed as misread is nobody's history."""
    earlier = (
        Case.objects.filter(person=case.person, kind=case.kind, closed_at__isnull=False)
        .exclude(outcome="misread")
        .order_by("-opened_at")
        .first()
        if case.person_id
        else None
    )
    details: dict[str, object] = {"level": case.level, "category": case.category}
    note(case, "opened", details=details | ({"after": earlier.ref} if earlier else {}))


def _alert(case_id: int) -> None:
    enqueue("cases.mail_team", case_id)


def take_in(
    case: Case,
    *,
    ground: Ground,
    contribution: Contribution | None,
    revision: Revision | None = None,
    is_new_case: bool,
) -> None:
    """Add what is new to a locked case: evidence, reasons, and a higher level where it is higher."""
    is_new_text = _pin(case, contribution, revision) if contribution else True
    if contribution and case.kind == Case.Kind.CARE:
        _offer_no_more(contribution)
    is_higher = LEVEL_ORDER[ground.level] > LEVEL_ORDER[case.level]
    # Assessing an old text again never undoes what a person set; a new text may raise it at any time.
    changes: dict[str, object] = {}
    if is_higher and (is_new_text or not case.level_by_person):
        changes = {"level": ground.level, "category": ground.category, "level_by_person": False}
    if not is_new_case and (changes or (is_new_text and is_grave(ground.level))):
        changes |= _as_if_new(case, ground)
    if not is_new_case and set(ground.why) - set(case.why):
        changes["why"] = _merged(ground.why, case.why)
    if changes:
        move_on(case, **changes)
    if is_new_text:
        reference = {"contribution": contribution.ref} if contribution else {}
        note(
            case,
            ground.source,
            details={
                "level": ground.level,
                "category": ground.category,
                "why": list(ground.why),
                **reference,
                **ground.details,
            },
        )


def _as_if_new(case: Case, ground: Ground) -> dict[str, object]:
    """Grave words in a case that is open already: its clock starts anew, nobody has answered these, and whoever thought
    it was in hand hears of it."""
    graver = LEVEL_ORDER[ground.level] - LEVEL_ORDER[case.level]
    changes: dict[str, object] = {"renewed_at": Now()}
    if graver >= 0:
        changes["category"] = ground.category
    was_in_hand = case.answered_at is not None or case.missed_at is not None
    if was_in_hand:
        changes |= {
            "due_at": next_reading(case.community, database_now()), "missed_at": None, "answered_at": None
        }  # fmt: skip
    if was_in_hand or graver > 0:
        transaction.on_commit(lambda: _alert(case.pk), robust=True)
    return changes


def _offer_no_more(contribution: Contribution) -> None:
    """While somebody may be in danger, nothing puts their topic forward; whoever opened the case."""
    if contribution.offered:
        Contribution.objects.filter(pk=contribution.pk).update(offered=False)
        contribution.offered = False
        kind_of(contribution).refresh(contribution)


def _merged(first: object, second: object) -> list[str]:
    return list(dict.fromkeys([*first, *second]))[:6]  # type: ignore[misc]


def _pin(case: Case, contribution: Contribution, revision: Revision | None) -> bool:
    """Keep this wording for as long as the case needs it. False when it was pinned before."""
    revision = revision or Revision.objects.get(contribution=contribution, number=contribution.revision)
    _pinned, is_new = Evidence.objects.get_or_create(
        case=case, revision=revision, defaults={"contribution": contribution}
    )
    return is_new


def open_unread(contribution: Contribution) -> Case:
    """The program could not read it, so a person does, within the half hour."""
    ground = Ground("none", why=("the program could not read it",), source="unread")
    case, is_new = open_case(
        kind=Case.Kind.REVIEW,
        community=contribution.community,
        ground=ground,
        contribution=contribution,
        place=contribution.place,
        within=UNREAD_WITHIN,
    )
    take_in(case, ground=ground, contribution=contribution, is_new_case=is_new)
    return case
