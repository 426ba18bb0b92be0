"""Who works which case. Nobody works their own, nor that of a person they block or are blocked by."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.errors import Hidden, Refused
from accounts.people.models import Account
from community.spaces.abilities import actor, duty_name_at, memberships_of
from community.spaces.models import Block, Membership

from .models import Case


def memberships_on_team(account: Account) -> list[Membership]:
    """The memberships by which this person works queues, today. 2 queries."""
    return [member for member in memberships_of(account) if actor(member).can("work_queue")]


def is_on_team_asleep(account: Account) -> bool:
    """Has a role on a team, but no second factor yet."""
    active = [one for one in memberships_of(account) if one.state == Membership.State.ACTIVE]
    return any(actor(member).is_asleep for member in active)


def cases_of(moderator: Membership) -> QuerySet[Case]:
    """Cases of the community that this moderator may work."""
    if not actor(moderator).can("work_queue"):
        return Case.objects.none()
    own_text = Q(kind=Case.Kind.REVIEW, contribution__author=moderator)
    return (
        Case.objects.filter(community=moderator.community_id)
        .exclude(person=moderator)
        .exclude(own_text)
        .filter(
            ~Exists(_block_between(moderator, "person")),
            ~Exists(_block_between(moderator, "contribution__author")),
        )
    )


def _block_between(moderator: Membership, whose: str) -> QuerySet[Block]:
    """A block between the two, whoever made it. A review case has no person, but its words have an author."""
    other = OuterRef(whose)
    return Block.objects.filter(Q(blocker=moderator, blocked=other) | Q(blocked=moderator, blocker=other))


def find_case(account: Account, ref: str) -> tuple[Case, Membership]:
    """A case and the membership by which this person works it, or `Hidden`."""
    for moderator in memberships_on_team(account):
        if (
            case := cases_of(moderator)
            .select_related("community", "person__account", "contribution", "place", "room", "claimed_by")
            .annotate(holder_name=duty_name_at("claimed_by"))
            .filter(ref=ref)
            .first()
        ):
            return case, moderator
    raise Hidden()


def check_work(moderator: Membership, case: Case) -> None:
    if not cases_of(moderator).filter(pk=case.pk).exists():
        raise Hidden()


def check_open(case: Case) -> None:
    if case.closed_at is not None:
        raise Refused(_("This case is closed."), do_next=_("If something new happens, a new case opens."))
