"""What a role lets a person do, as named abilities. Checks ask `actor.can("work_queue")`, never for a role.

Upper apps register their own abilities when they start. Abilities of the team sleep until the person has a
second factor.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from accounts.compiled import Compiled, Param, columns_of, row_from
from accounts.people.models import Account

from .models import Acceptance, Community, Guidelines, Membership, Restriction, Role, RoleGrant

_abilities: dict[str, set[str]] = {role: set() for role in Role.values}
STAFF_ROLES = frozenset({Role.MODERATOR, Role.LEAD, Role.ADMIN})


def register(ability: str, *roles: Role) -> None:
    for role in roles:
        _abilities[role].add(ability)


register("set_up_community", Role.ADMIN)
register("read_team_places", Role.MODERATOR, Role.LEAD)


@dataclass(frozen=True)
class Actor:
    membership: Membership
    roles: dict[str, str] = field(default_factory=dict)  # role -> duty name
    is_proved: bool = False  # has a second factor

    @property
    def is_staff(self) -> bool:
        return bool(STAFF_ROLES & self.roles.keys())

    @property
    def is_asleep(self) -> bool:
        """On the team, but without the second factor that opens its pages."""
        return self.is_staff and not self.is_proved

    @property
    def duty_name(self) -> str:
        """What members read when this person speaks for the team."""
        return self.roles.get(Role.MODERATOR) or self.roles.get(Role.LEAD) or ""

    def can(self, ability: str) -> bool:
        if self.membership.state != Membership.State.ACTIVE:
            return False
        granted = any(ability in _abilities[role] for role in self.roles if role in _abilities)
        return granted and (self.is_proved or not self.is_staff)


def actor(membership: Membership) -> Actor:
    """The person in their roles today. No query where the membership came by `memberships_of` and holds none; else at
    most 2, the first time for this object."""
    known = getattr(membership, "_actor", None)
    if known is None:
        roles = _roles(membership)
        is_staff = bool(STAFF_ROLES & roles.keys())
        known = Actor(membership, roles, is_staff and has_second_factor(membership))
        membership._actor = known  # type: ignore[attr-defined]
    return known


def _standing_grants() -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(Q(until=None) | Q(until__gt=Now()), ended_at=None)


_MEMBER = columns_of(Membership)


@cache
def _memberships() -> Compiled:
    grants = _standing_grants().filter(membership=OuterRef("pk")).order_by("pk")
    return Compiled(
        lambda: (
            Membership.objects.filter(account=Param("account"))
            .annotate(
                roles=ArraySubquery(grants.values("role")),
                duties=ArraySubquery(grants.values("duty_name")),
                limited=Exists(Restriction.standing().filter(membership=OuterRef("pk"))),
                accepted=Exists(_acceptance_of_the_newest()),
            )
            .values_list(
                "roles",
                "duties",
                "limited",
                "accepted",
                *_MEMBER,
                *columns_of(Community, "community__"),
            )
        )
    )


def _acceptance_of_the_newest() -> QuerySet[Acceptance]:
    newest = Guidelines.objects.filter(community=OuterRef(OuterRef("community"))).order_by("-version")
    return Acceptance.objects.filter(membership=OuterRef("pk"), guidelines=Subquery(newest.values("pk")[:1]))


def memberships_of(account: Account) -> list[Membership]:
    """All of a person's memberships, each with its community, its roles, whether a restriction stands, and whether the
    guidelines of today were accepted. 1 query."""
    return [_member(row, account) for row in _memberships().rows(account=account.pk)]


def _member(row: tuple[Any, ...], account: Account) -> Membership:
    roles, duties, is_limited, has_accepted, *rest = row
    member = row_from(Membership, rest[: len(_MEMBER)])
    member.community = row_from(Community, rest[len(_MEMBER) :])
    member.account = account  # saves a query wherever the log asks who acts
    member.standing = dict(zip(roles, duties, strict=True))  # type: ignore[attr-defined]
    member.is_limited = is_limited  # type: ignore[attr-defined]
    member.has_accepted = has_accepted  # type: ignore[attr-defined]
    return member


def _roles(membership: Membership) -> dict[str, str]:
    if hasattr(membership, "standing"):
        return dict(membership.standing)
    return dict(_standing_grants().filter(membership=membership).values_list("role", "duty_name"))


def duty_name_at(path: str) -> Subquery:
    """Under which name the membership at `path` speaks, or last spoke, for the team: what colleagues and the talk
    call them."""
    named = RoleGrant.objects.filter(membership=OuterRef(path)).exclude(duty_name="").order_by("-pk")
    return Subquery(named.values("duty_name")[:1])


def has_second_factor(membership: Membership) -> bool:
    if settings.STAFF_SECOND_FACTOR == "off":  # the demo only; production refuses to start with it
        return True
    if membership.account_id is None:
        return False
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user_id=membership.account_id, type__in=kinds).exists()
