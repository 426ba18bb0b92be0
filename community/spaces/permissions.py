"""Who may enter, read and write. Each rule once: a check that raises for acts, a queryset for lists."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.compiled import Compiled, Param
from accounts.errors import Hidden, Problem, Refused

from .abilities import actor
from .models import Community, Contribution, Membership, Place, Reader, Restriction, Seat, reader_of


def can(check: Callable[..., None], *arguments: object) -> bool:
    """Turn any check into a yes or no, for menus."""
    try:
        check(*arguments)
    except Problem:
        return False
    return True


def places_of(viewer: Membership | None, community: Community) -> QuerySet[Place]:
    """Places of a community that this person may read."""
    is_here = viewer is not None and viewer.community_id == community.pk
    return places_of_reader(reader_of(viewer) if is_here else None, community.pk)


def places_of_reader(reader: Reader | None, community: Any) -> QuerySet[Place]:
    """The same rule for keys, or for `Param`s where a statement is compiled for everybody."""
    places = Place.objects.filter(community=community).exclude(state=Place.State.ARCHIVED)
    if reader is None:
        return places.filter(readers=Place.Readers.PUBLIC)
    mine = Q(readers__in=[Place.Readers.MEMBERS, Place.Readers.PUBLIC])
    if reader.is_team:
        mine |= Q(readers=Place.Readers.STAFF)
    seat = Seat.objects.filter(place=OuterRef("pk"), membership=reader.member, ended_at=None)
    return places.filter(mine | (Q(readers=Place.Readers.SEATED) & Exists(seat)))


def check_read_place(viewer: Membership | None, place: Place) -> None:
    if not places_of(viewer, place.community).filter(pk=place.pk).exists():
        raise Hidden(_("There's nothing at this address."))


def check_read(viewer: Membership | None, contribution: Contribution) -> None:
    if not Contribution.objects.visible_to(viewer).filter(pk=contribution.pk).exists():
        raise Hidden(_("There's nothing at this address."))


def is_sheltered(place: Place) -> bool:
    """A restriction never cuts the rope: the talk with the team stays open at every step."""
    return place.readers == Place.Readers.SEATED


def check_write(author: Membership, place: Place) -> None:
    """May this person publish here today? At most 4 queries."""
    check_read_place(author, place)
    if place.state != Place.State.OPEN:
        raise Refused(_("Nothing can be written here at the moment."), kept=_("Your words are kept."))
    if is_sheltered(place):
        return
    if limit := standing_limit(author, place):
        raise Refused(limit_words(limit), kept=_("Your words are kept."))


def check_write_many(authors: set[int], place: Place) -> dict[int, Problem]:
    """The refusals among these authors, who are known to read here. 3 queries, however many."""
    fresh = Place.objects.only("state", "readers", "community_id").get(pk=place.pk)
    if fresh.state != Place.State.OPEN:
        closed = Refused(_("Nothing can be written here at the moment."), kept=_("Your words are kept."))
        return dict.fromkeys(authors, closed)
    active = Membership.objects.filter(
        pk__in=authors, state=Membership.State.ACTIVE, community=fresh.community_id
    )
    refused: dict[int, Problem] = {
        author: Hidden(_("There's nothing at this address."))
        for author in authors - set(active.values_list("pk", flat=True))
    }
    if not is_sheltered(fresh):
        limits = Restriction.objects.filter(
            Q(ends_at=None) | Q(ends_at__gt=Now()), Q(place=None) | Q(place=place), membership__in=authors,
            lifted_at=None, starts_at__lte=Now(),
        )  # fmt: skip
        for limit in limits:
            refused[limit.membership_id] = Refused(limit_words(limit), kept=_("Your words are kept."))
    return refused


@cache
def _standing_limit() -> Compiled:
    limits = Restriction.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=Now()), Q(place=None) | Q(place=Param("place")),
        membership=Param("member"), lifted_at=None, starts_at__lte=Now(),
    )  # fmt: skip
    return Compiled(lambda: limits.order_by("pk").values_list("kind", "ends_at")[:1])


def standing_limit(member: Membership, place: Place) -> Restriction | None:
    """The restriction that keeps this member from writing here today. 1 query."""
    row = _standing_limit().row(member=member.pk, place=place.pk)
    return Restriction(membership=member, kind=row[0], ends_at=row[1]) if row else None


def standing_words(member: Membership | None, place: Place) -> str:
    """Why this member cannot write here now, or nothing. Checked again when they post."""
    limit = standing_limit(member, place) if member else None
    return limit_words(limit) if limit else ""


def limit_words(limit: Restriction) -> str:
    until = f"{limit.ends_at:%A, %d %B}" if limit.ends_at else _("the team lifts it")
    return _("You can read but not write here until {until}. You can still write to the team.").format(
        until=until
    )


def check_own(author: Membership, contribution: Contribution) -> None:
    if contribution.author_id != author.pk:
        raise Hidden(_("There's nothing at this address."))


def check_set_up(member: Membership) -> None:
    if not actor(member).can("set_up_community"):
        raise Hidden(_("There's nothing at this address."))
