"""Every read that a room's screens and sockets need, each with its price."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Now

from accounts.clock import from_now
from accounts.compiled import Compiled, Param, columns_of, row_from
from accounts.errors import Hidden
from accounts.people.models import Account
from community.spaces.abilities import actor, memberships_of
from community.spaces.bylines import Byline, byline
from community.spaces.models import Community, Contribution, Membership, Place, Reader, Revision, Seat
from community.spaces.permissions import places_of, places_of_reader

from .models import Message, Room

PAGE = 50
EARLIER = timedelta(minutes=10)  # chat is written in pieces: what came just before is context
EARLIER_MOST = 10


@dataclass(frozen=True)
class Line:
    """One `seq` as one person may see it. A void says nothing: held, hidden, deleted or blocked look alike."""

    seq: int
    ref: str = ""
    html: str = ""
    state: str = "void"
    created_at: datetime | None = None
    byline: Byline | None = None
    is_mine: bool = False
    client_key: str = ""
    by: str = ""  # the author's ref here
    is_offered: bool = True  # false while a care case is about it

    @property
    def is_void(self) -> bool:
        return self.state == "void"


def rooms_of(viewer: Membership, community: Community) -> list[Room]:
    """Open rooms this person may enter, in their order. 1 query."""
    rooms = Room.objects.select_related("place").filter(
        kind=Room.Kind.OPEN, place__in=places_of(viewer, community)
    )
    return list(rooms.order_by("place__position", "place_id"))


def find_room(*, viewer: Membership, ref: str) -> Room:
    found = (
        Room.objects.select_related("place__community")
        .filter(place__in=places_of(viewer, viewer.community), place__ref=ref)
        .first()
    )
    if found is None:
        raise Hidden()
    return found


_ROOM = columns_of(Room)


@cache
def _room_at(is_team: bool) -> Compiled:
    places = places_of_reader(Reader(Param("member"), Param("here"), is_team), Param("here"))
    rooms = Room.objects.filter(place__in=places, place__ref=Param("ref", CharField()))
    return Compiled(lambda: rooms.values_list(*_ROOM, *columns_of(Place, "place__")))


def room_at(account: Account, ref: str) -> tuple[Membership, Room]:
    """The membership by which this person reads a room today, and the room, or `Hidden`. 2 queries; one more for each
    community of theirs that is looked into first, and for staff their second factor."""
    for member in memberships_of(account):
        if member.state != Membership.State.ACTIVE:
            continue
        is_team = actor(member).can("read_team_places")
        if row := _room_at(is_team).row(member=member.pk, here=member.community_id, ref=ref):
            room = row_from(Room, row[: len(_ROOM)])
            room.place = row_from(Place, row[len(_ROOM) :])
            room.place.community = member.community
            return member, room
    raise Hidden()


def earlier_words_of(authors: set[int], room: Room) -> dict[int, tuple[str, ...]]:
    """What each of these people wrote here in the last ten minutes, oldest first. 1 query."""
    words: dict[int, list[str]] = {author: [] for author in authors}
    for author, said in _earlier_words(len(authors)).rows(them=list(authors), here=room.pk):
        words[author].append(said)
    return {author: tuple(said[:EARLIER_MOST])[::-1] for author, said in words.items()}


@cache
def _earlier_words(people: int) -> Compiled:
    recent = _words_that_stand(
        contribution__author__pk__one_of=Param("them"),
        contribution__place=Param("here"),
        contribution__created_at__gt=from_now(-EARLIER),
    )
    return Compiled(lambda: recent.values_list("contribution__author", "text")[: EARLIER_MOST * people])


def words_before(contribution: Contribution) -> tuple[str, ...]:
    """The same for a message that is stored already: the ten minutes before it. 1 query."""
    recent = _words_that_stand(
        contribution__author=contribution.author_id,
        contribution__place=contribution.place_id,
        contribution__created_at__lt=contribution.created_at,
        contribution__created_at__gt=contribution.created_at - EARLIER,
    )
    return tuple(recent.values_list("text", flat=True)[:EARLIER_MOST])[::-1]


def _words_that_stand(**whose_and_when: object) -> QuerySet[Revision]:
    """What was written and not taken down, as it reads now, newest first."""
    states = [Contribution.State.PUBLISHED, Contribution.State.HELD]
    standing = Revision.current().filter(contribution__state__in=states, **whose_and_when)
    return standing.order_by("-contribution__created_at")


_FIELDS = (
    "seq",
    "contribution__ref",
    "contribution__state",
    "contribution__revisions__html",
    "contribution__created_at",
    "contribution__as_team",
    "contribution__client_key",
    "contribution__author_id",
    "contribution__author__name",
    "contribution__author__patch",
    "contribution__author__state",
    "contribution__author__ref",
    "contribution__offered",
)


def _values(room: Room) -> QuerySet[Message, tuple[Any, ...]]:
    return Message.objects.filter(
        room=room, contribution__revisions__number=F("contribution__revision")
    ).values_list(*_FIELDS)


def lines_after(*, viewer: Membership, room: Room, after: int, most: int = 200) -> list[Line]:
    """Every `seq` past one that this person knows, as a message or as a void. 2 queries."""
    values = list(_values(room).filter(seq__gt=after).order_by("seq")[:most])
    return _as_seen(values, viewer, room)


def last_lines(
    *, viewer: Membership, room: Room, before: int | None = None, sees_all: bool = False
) -> list[Line]:
    """The newest screen of a room, oldest first, or the one before a `seq`. `sees_all` is for whoever works the
    case of a talk without having a seat in it. 2 queries."""
    rows = _values(room)
    if before:
        rows = rows.filter(seq__lt=before)
    return _as_seen(list(rows.order_by("-seq")[:PAGE])[::-1], viewer, room, sees_all=sees_all)


def _as_seen(values: list[tuple], viewer: Membership, room: Room, *, sees_all: bool = False) -> list[Line]:
    if not values:
        return []
    span = (values[0][0], values[-1][0])
    readable = set(
        Message.objects.filter(
            room=room, seq__range=span, contribution__in=Contribution.objects.visible_to(viewer)
        ).values_list("seq", flat=True)
    )
    duty_names = _duty_names(room) if room.kind == Room.Kind.CASE else {}
    return [
        _line(row, viewer, duty_names) if sees_all or row[0] in readable else Line(seq=row[0])
        for row in values
    ]


def _line(row: tuple, viewer: Membership, duty_names: dict[int, str]) -> Line:
    (seq, ref, state, html, created_at, as_team, client_key, author_id, name, patch, member_state, by,
     is_offered) = row  # fmt: skip
    is_mine = author_id == viewer.pk
    return Line(
        seq=seq,
        ref=ref,
        html=html,
        state=state,
        created_at=created_at,
        is_mine=is_mine,
        client_key=str(client_key) if is_mine else "",
        by=by,
        is_offered=is_offered,
        byline=byline(
            name=name,
            patch=patch,
            state=member_state,
            as_team=as_team,
            is_me=is_mine,
            duty_name=duty_names.get(author_id, ""),
        ),
    )


def _duty_names(room: Room) -> dict[int, str]:
    """Under which names the team speaks in this talk. 1 query."""
    seats = Seat.objects.filter(place_id=room.pk, part=Seat.Part.TEAM, membership__grants__ended_at=None)
    return dict(
        seats.exclude(membership__grants__duty_name="").values_list(
            "membership_id", "membership__grants__duty_name"
        )
    )


def duty_name_in(room: Room) -> str:
    """Whom a person writes with in this talk: the newest team seat's duty name. 1 query."""
    return next(reversed(_duty_names(room).values()), "")


def own_message(author: Membership, ref: str) -> Contribution:
    """A message of one's own that can be taken down, or was by its writer: twice is no error. Else `Hidden`."""
    found = (
        Contribution.objects.select_related("place__community")
        .filter(ref=ref, author=author, kind="message", state__in=["published", "held", "deleted"])
        .first()
    )
    if found is None:
        raise Hidden()
    return found


@dataclass(frozen=True)
class Joined:
    """Somebody from the team who came into a talk, under the name they speak under."""

    duty_name: str
    at: datetime


def joined_in(room: Room) -> list[Joined]:
    """Who from the team came into a talk and when, for the lines that say so. 2 queries."""
    names = _duty_names(room)
    seats = Seat.objects.filter(place_id=room.pk, part=Seat.Part.TEAM)
    came = seats.order_by("accepted_at").values_list("membership_id", "accepted_at")
    return [Joined(names.get(who, ""), at) for who, at in came]


def talk_of(member: Membership) -> Room | None:
    """This person's newest talk with the team, if there is one. 1 query."""
    return (
        Room.objects.select_related("place__community")
        .filter(
            kind=Room.Kind.CASE,
            place__seats__membership=member,
            place__seats__part=Seat.Part.MEMBER,
            place__seats__accepted_at__lte=Now(),
        )
        .order_by("-place_id")
        .first()
    )


def lines_as_frames(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row of the hub's reading as the content of a frame, the same for everybody; a void for what is not public."""
    seq, ref, state, html, created_at, as_team, by, name, patch, member_state, _author_id = row
    if state != Contribution.State.PUBLISHED:
        return {"seq": seq, "void": True}
    shown = byline(name=name, patch=patch, state=member_state, as_team=as_team)
    return {
        "seq": seq, "ref": ref, "by": by, "name": shown.name, "patch": shown.patch, "role": shown.role_words,
        "at": created_at.isoformat(), "html": html,
    }  # fmt: skip
