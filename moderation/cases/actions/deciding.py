"""Deciding about words: a person decides, the author reads why, the reporter hears the outcome."""

from django.utils.translation import gettext as _

from accounts.errors import Invalid, Refused
from accounts.notices.actions import notify
from accounts.record.actions import hash_words, new_salt, one_act
from community.spaces.actions import set_state
from community.spaces.kinds import hold
from community.spaces.models import Contribution, Membership

from ..models import Case, Decision, Evidence
from ..reasons import REASONS
from .timeline import move_on, note
from .working import lock_seen, tell_reporters


@one_act()
def hide_contribution(
    *,
    moderator: Membership,
    case: Case,
    contribution: Contribution,
    reason: str,
    words: str,
    rule: str = "",
    seen_version: int,
) -> Decision:
    """Take words down, with a reason from the rules. The author reads it, and can still read their words."""
    _check_reason(reason, words)
    hold([contribution])
    locked = lock_seen(moderator=moderator, case=case, seen_version=seen_version)
    contribution = _pinned(locked, contribution)
    if contribution.state not in (Contribution.State.PUBLISHED, Contribution.State.HELD):
        raise Refused(_("It is not there any more: somebody took it down before."))
    decision = _decide(locked, moderator, contribution, Decision.Act.HIDE, reason, words, rule)
    set_state(contribution, Contribution.State.HIDDEN)
    move_on(locked)
    notify(account=contribution.author.account, kind="decision", object=decision.ref)
    tell_reporters(locked, "acted")
    note(
        locked,
        "hid",
        by=moderator,
        details={
            "decision": decision.ref,
            "contribution": contribution.ref,
            "reason": reason,
            "words": hash_words(words, decision.salt),
        },
    )
    return decision


@one_act()
def keep_contribution(
    *, moderator: Membership, case: Case, contribution: Contribution, words: str, seen_version: int
) -> Decision:
    """Leave words up. Those who reported them are told, and why."""
    locked = lock_seen(moderator=moderator, case=case, seen_version=seen_version)
    contribution = _pinned(locked, contribution)
    decision = _decide(locked, moderator, contribution, Decision.Act.KEEP, "other", words, "")
    move_on(locked)
    tell_reporters(locked, "none", "within")
    note(locked, "kept", by=moderator, details={"decision": decision.ref, "contribution": contribution.ref})
    return decision


@one_act()
def release_contribution(*, moderator: Membership, case: Case, seen_version: int) -> Decision:
    """Publish what was held. Its author is told."""
    hold(Contribution.objects.filter(review_cases=case.pk))
    locked = lock_seen(moderator=moderator, case=case, seen_version=seen_version)
    contribution = Contribution.objects.select_related("author__account", "place").get(review_cases=locked.pk)
    if contribution.state != Contribution.State.HELD:
        raise Refused(_("It does not wait any more."))
    decision = _decide(locked, moderator, contribution, Decision.Act.RELEASE, "other", "", "")
    set_state(contribution, Contribution.State.PUBLISHED)
    move_on(locked)
    notify(account=contribution.author.account, kind="released", object=contribution.ref)
    note(
        locked, "released", by=moderator, details={"decision": decision.ref, "contribution": contribution.ref}
    )
    return decision


def _check_reason(reason: str, words: str) -> None:
    if reason not in REASONS:
        raise Invalid(_("Choose a reason from the rules. What you typed is still there."))
    if reason == "other" and not words.strip():
        raise Invalid(_("Write the reason in your own words. What you typed is still there."))


def _pinned(case: Case, contribution: Contribution) -> Contribution:
    """A case decides only about words that it holds."""
    evidence = Evidence.objects.filter(case=case, contribution=contribution)
    return evidence.select_related("contribution__author__account", "contribution__place").get().contribution


def _decide(
    case: Case,
    moderator: Membership,
    contribution: Contribution,
    act: str,
    reason: str,
    words: str,
    rule: str,
) -> Decision:
    seen_by = "member" if case.reports.exists() else "program"
    return Decision.objects.create(
        community=case.community,
        case=case,
        person=contribution.author,
        contribution=contribution,
        by=moderator,
        act=act,
        reason=reason,
        rule=rule[:80],
        seen_by=seen_by,
        words=words.strip()[:1000],
        salt=new_salt(),
    )
