"""Who may enter, read and write. Each rule once: a check that raises for acts, a queryset for lists."""

from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
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
    seat = Seat.objects.filter(place=OuterRef("pk"), membership=reader.member, ended_at=None)
    return places.filter(
        Q(readers__in=reader.open_readers) | (Q(readers=Place.Readers.SEATED) & Exists(seat))
    )


def readers_among(members: Collection[int], place: Place) -> set[int]:
    """Of these memberships, those who may read this place now: the same rule, asked once for many. At most 3 queries
    and 2 for each of the team in a place of the team."""
    active = Membership.objects.filter(
        pk__in=members, state=Membership.State.ACTIVE, community=place.community_id
    )
    if place.state == Place.State.ARCHIVED:
        return set()
    if place.readers == Place.Readers.SEATED:
        active = active.filter(seats__place=place, seats__ended_at=None)
    if place.readers == Place.Readers.STAFF:
        return {member.pk for member in active if actor(member).can("read_team_places")}
    return set(active.values_list("pk", flat=True))


def check_read_place(viewer: Membership | None, place: Place) -> None:
    if not places_of(viewer, place.community).filter(pk=place.pk).exists():
        raise Hidden()


def check_read(viewer: Membership | None, contribution: Contribution) -> None:
    if not Contribution.objects.visible_to(viewer).filter(pk=contribution.pk).exists():
        raise Hidden()


def is_sheltered(place: Place) -> bool:
    """A restriction never cuts the rope: the talk with the team stays open at every step."""
    return place.readers == Place.Readers.SEATED


def check_write(author: Membership, place: Place) -> None:
    """May this person publish here today? At most 4 queries."""
    check_read_place(author, place)
    if refused := check_write_many({author.pk}, place).get(author.pk):
        raise refused


def check_write_many(authors: set[int], place: Place) -> dict[int, Problem]:
    """The refusals among these authors, who are known to read here, in a place read just now. 2 queries, however
    many."""
    if place.state != Place.State.OPEN:
        closed = Refused(_("Nothing can be written here at the moment."), kept=_("Your words are kept."))
        return dict.fromkeys(authors, closed)
    may = _active_or_removed() if is_sheltered(place) else _active()
    here = {member for (member,) in may.rows(them=list(authors), here=place.community_id)}
    refused: dict[int, Problem] = {author: Hidden() for author in authors - here}
    if not is_sheltered(place):
        for member, kind, ends_at in _standing_limits().rows(them=list(authors), place=place.pk):
            limit = Restriction(membership_id=member, kind=kind, ends_at=ends_at)
            refused[member] = Refused(limit_words(limit), kept=_("Your words are kept."))
    return refused


@cache
def _active() -> Compiled:
    return _in_state(Membership.State.ACTIVE)


@cache
def _active_or_removed() -> Compiled:
    return _in_state(Membership.State.ACTIVE, Membership.State.REMOVED)


def _in_state(*states: Membership.State) -> Compiled:
    members = Membership.objects.filter(state__in=states, community=Param("here"))
    return Compiled(lambda: members.filter(pk__one_of=Param("them")).values_list("pk"))


@cache
def _standing_limits() -> Compiled:
    limits = Restriction.standing().filter(
        Q(place=None) | Q(place=Param("place")), membership__pk__one_of=Param("them")
    )
    return Compiled(lambda: limits.order_by("pk").values_list("membership_id", "kind", "ends_at"))


def standing_limit(member: Membership, place: Place) -> Restriction | None:
    """The restriction that keeps this member from writing here today. 1 query."""
    row = _standing_limits().row(them=[member.pk], place=place.pk)
    return Restriction(membership=member, kind=row[1], ends_at=row[2]) if row else None


def standing_words(member: Membership | None, place: Place) -> str:
    """Why this member cannot write here now, or nothing. Checked again when they post. No query for a member who came
    by `memberships_of` and is under no restriction."""
    if member is None or not getattr(member, "is_limited", True):
        return ""
    limit = standing_limit(member, place)
    return limit_words(limit) if limit else ""


def limit_words(limit: Restriction) -> str:
    until = f"{limit.ends_at:%A, %d %B}" if limit.ends_at else _("the team lifts it")
    return _("You can read but not write here until {until}. You can still write to the team.").format(
        until=until
    )


def check_own(author: Membership, contribution: Contribution) -> None:
    if contribution.author_id != author.pk:
        raise Hidden()


def check_set_up(member: Membership) -> None:
    if not actor(member).can("set_up_community"):
        raise Hidden()
