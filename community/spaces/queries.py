"""Reads for the doors of a community: what is open, what is mine, what its rules are."""

from django.db.models import CharField, QuerySet

from accounts.compiled import Compiled, Param, columns_of, row_from
from accounts.people.models import Account

from . import names
from .models import Community, Guidelines, Invitation, Membership, RoleGrant

_COMMUNITY = columns_of(Community)
_at_slug = Compiled(
    lambda: Community.objects.filter(slug=Param("slug", CharField())).values_list(*_COMMUNITY)
)
_open = Compiled(
    lambda: Community.objects.filter(joining=Community.Joining.OPEN).order_by("name").values_list(*_COMMUNITY)
)


def community_at(slug: str) -> Community | None:
    """The community at this address. 1 query."""
    row = _at_slug.row(slug=slug)
    return row_from(Community, row) if row else None


def open_communities() -> list[Community]:
    """Communities that anyone may join, by name. 1 query."""
    return [row_from(Community, row) for row in _open.rows()]


def communities_of(account: Account) -> list[Community]:
    """Where this person is a member. 1 query."""
    active = Membership.State.ACTIVE
    mine = Community.objects.filter(memberships__account=account, memberships__state=active)
    return list(mine.order_by("name"))


def removed_from(account: Account) -> list[Community]:
    """Where this person was removed, and still finds what concerns them. 1 query."""
    removed = Membership.State.REMOVED
    return list(
        Community.objects.filter(memberships__account=account, memberships__state=removed).order_by("name")
    )


def names_nobody_has(community: Community, *, most: int) -> list[str]:
    """Names made up anew, of which none looks like anybody's here. 1 query."""
    keys = {names.skeleton(name): name for name in names.suggest(12)}
    taken = Membership.objects.filter(community=community, name_key__in=keys)
    free = keys.keys() - set(taken.values_list("name_key", flat=True))
    return [name for key, name in keys.items() if key in free][:most]


def newest_guidelines(community: Community) -> Guidelines:
    return Guidelines.objects.filter(community=community).latest("version")


def accepted_guidelines(member: Membership) -> Guidelines | None:
    """The latest that this member accepted; None where nothing was yet. 1 query."""
    return Guidelines.objects.filter(acceptance__membership=member).order_by("-version").first()


def standing_invitations(community: Community) -> QuerySet[Invitation]:
    waiting = Invitation.objects.filter(community=community, revoked_at=None, uses_left__gt=0)
    return waiting.order_by("-made_at")[:20]


def team_of(community: Community) -> list[RoleGrant]:
    """Who holds which role, for the admin's page. 1 query."""
    grants = RoleGrant.objects.select_related("membership").filter(
        membership__community=community, membership__state=Membership.State.ACTIVE, ended_at=None
    )
    return list(grants.order_by("role", "membership__name"))
