"""What a role lets a person do, as named abilities. Checks ask `actor.can("work_queue")`, never for a role.

Upper apps register their own abilities when they start. Abilities of the team sleep until the person has a
second factor.
"""

from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject, Now

from .models import Membership, Role, RoleGrant

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
    """The person in their roles today. No query where the membership came `with_roles` and holds none; else at
    most 2, the first time for this object."""
    known = getattr(membership, "_actor", None)
    if known is None:
        roles = _roles(membership)
        is_staff = bool(STAFF_ROLES & roles.keys())
        known = Actor(membership, roles, is_staff and has_second_factor(membership))
        membership._actor = known
    return known


def _standing_grants() -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(Q(until=None) | Q(until__gt=Now()), ended_at=None)


def with_roles(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    """Memberships that bring their standing roles along, in the same query."""
    grants = _standing_grants().filter(membership=OuterRef("pk"))
    pairs = grants.values(pair=JSONObject(role="role", duty_name="duty_name"))
    return memberships.annotate(standing=ArraySubquery(pairs))


def _roles(membership: Membership) -> dict[str, str]:
    if hasattr(membership, "standing"):
        return {pair["role"]: pair["duty_name"] for pair in membership.standing}
    return dict(_standing_grants().filter(membership=membership).values_list("role", "duty_name"))


def has_second_factor(membership: Membership) -> bool:
    if settings.STAFF_SECOND_FACTOR == "off":  # the demo only; production refuses to start with it
        return True
    if membership.account_id is None:
        return False
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user_id=membership.account_id, type__in=kinds).exists()
