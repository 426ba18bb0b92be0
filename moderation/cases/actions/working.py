"""Working a case: reading, claiming, setting the level, looking again, closing. Every act names the version it
was decided on, and loses against a newer one with a list of what changed."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.clock import from_now
from accounts.errors import Invalid, Stale
from accounts.notices.actions import notify
from accounts.record.actions import one_act
from community.spaces.kinds import hold, kind_of
from community.spaces.models import Contribution, Membership
from moderation.detection.models import LEVEL_ORDER, Level

from ..models import Case, FollowUp
from ..permissions import check_open, check_work
from .timeline import move_on, note

CLAIM_LASTS = timedelta(minutes=10)  # then it is offered to others again
CARE_OUTCOMES = (
    "ok_for_now",
    "next_step",
    "with_someone",
    "with_service",
    "services_sent",
    "asked_to_stop",
    "no_answer",
    "left",
    "misread",
)
CONDUCT_OUTCOMES = ("no_rule", "talked", "decided", "duplicate", "not_ours")


def lock_seen(*, moderator: Membership, case: Case, seen_version: int) -> Case:
    """The case, locked, as this moderator saw it; `Stale` with what changed since. Inside a transaction."""
    check_work(moderator, case)
    locked = (
        Case.objects.select_for_update(of=["self"])
        .select_related("community", "person__account")
        .get(pk=case.pk)
    )
    if locked.version != seen_version:
        raise Stale(
            _("This case changed while you looked at it."),
            kept=_("Your words are kept."),
        )
    check_open(locked)
    return locked


def claim_case(*, moderator: Membership, case: Case, seen_version: int) -> Case:
    """Take a case for ten minutes, or keep it for ten more. When two press at once, the database chooses."""
    check_work(moderator, case)
    with one_act():
        free = Q(version=seen_version) & (Q(claimed_by=None) | Q(claimed_until__lt=Now()))
        # One's own claim is renewed from any window, however old.
        won = Case.objects.filter(free | Q(claimed_by=moderator), pk=case.pk, closed_at=None).update(
            claimed_by=moderator, claimed_until=from_now(CLAIM_LASTS), version=F("version") + 1
        )
        fresh = Case.objects.select_related("community").get(pk=case.pk)
        if not won:
            raise Stale(
                _("Someone else has this case now, or it changed."),
                do_next=_("Open the next one, or speak with them. A claim ends by itself after ten minutes."),
            )
        note(fresh, "claimed", by=moderator)
    return fresh


@one_act()
def put_back(*, moderator: Membership, case: Case, seen_version: int) -> None:
    """Give a case back to the queue. Nobody asks why."""
    locked = lock_seen(moderator=moderator, case=case, seen_version=seen_version)
    move_on(locked, claimed_by=None, claimed_until=None)
    note(locked, "put_back", by=moderator)


@one_act()
def reveal_words(*, moderator: Membership, case: Case) -> None:
    """The words behind the cover were asked for. Written down, and counted nowhere else."""
    check_work(moderator, case)
    note(case, "revealed", by=moderator)


@one_act()
def change_level(*, moderator: Membership, case: Case, level: str, reason: str, seen_version: int) -> Case:
    """Only a person lowers a level, and writes why."""
    if level not in Level.values:
        raise Invalid(_("Choose one of the four levels."))
    if not reason.strip():
        raise Invalid(_("Write in a few words why. What you typed is still there."))
    locked = lock_seen(moderator=moderator, case=case, seen_version=seen_version)
    before = locked.level
    move_on(locked, level=level, level_by_person=True)
    note(
        locked,
        "level_raised" if LEVEL_ORDER[level] > LEVEL_ORDER[before] else "level_set",
        by=moderator,
        details={"from": before, "to": level},
        words=reason.strip()[:1000],
    )
    return locked


@one_act()
def set_follow_up(*, moderator: Membership, case: Case, due_at: datetime, seen_version: int) -> FollowUp:
    """When somebody looks again. A new time replaces the one before."""
    locked = lock_seen(moderator=moderator, case=case, seen_version=seen_version)
    FollowUp.objects.filter(case=locked, done_at=None).update(done_at=Now())
    follow_up = FollowUp.objects.create(case=locked, by=moderator, due_at=due_at)
    move_on(locked)
    note(locked, "follow_up_set", by=moderator, details={"due_at": due_at.isoformat()})
    return follow_up


@one_act()
def close_case(
    *, moderator: Membership, case: Case, outcome: str, words: str = "", seen_version: int
) -> Case:
    """Close with an outcome. Reporters hear what may be said; the person's topics may be offered again."""
    known = CARE_OUTCOMES if case.kind == Case.Kind.CARE else CONDUCT_OUTCOMES
    if outcome not in known:
        raise Invalid(_("Choose what became of it."))
    hold(_held_back(case))  # before the case: writers lock their topic first too
    locked = lock_seen(moderator=moderator, case=case, seen_version=seen_version)
    move_on(locked, closed_at=Now(), outcome=outcome, claimed_by=None, claimed_until=None)
    FollowUp.objects.filter(case=locked, done_at=None).update(done_at=Now())
    offer_again(locked)
    tell_reporters(locked, "care" if locked.kind == Case.Kind.CARE else "none")
    note(locked, "closed", by=moderator, details={"outcome": outcome}, words=words.strip()[:1000])
    return locked


def offer_again(case: Case) -> None:
    """Topics that waited for this case may be put forward again, unless another care case is about them."""
    if case.kind != Case.Kind.CARE:
        return
    other_cases = Case.objects.filter(kind=Case.Kind.CARE, closed_at=None)
    for contribution in _held_back(case).exclude(evidence__case__in=other_cases):
        Contribution.objects.filter(pk=contribution.pk).update(offered=True)
        kind_of(contribution).refresh(contribution)


def _held_back(case: Case) -> QuerySet[Contribution]:
    """What is not put forward while this case is open."""
    return Contribution.objects.filter(evidence__case=case, offered=False).distinct()


def tell_reporters(case: Case, outcome: str, why: str = "") -> None:
    """Each open report of this case gets its outcome, and its writer a notice."""
    for report in case.reports.filter(outcome="").select_related("reporter__account"):
        report.outcome, report.outcome_why = outcome, why
        report.told_at = Now()
        report.save(update_fields=["outcome", "outcome_why", "told_at"])
        notify(account=report.reporter.account, kind="report_outcome", object=report.ref)
