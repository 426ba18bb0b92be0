"""Lists of forums and topics, by key and never by number. One compiled statement each."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import CharField, DateTimeField, F, Q, QuerySet
from django.urls import reverse

from accounts.compiled import Compiled, Param, columns_of, row_from
from accounts.errors import Hidden
from community.spaces.bylines import byline
from community.spaces.models import Community, Contribution, Membership, Place, Reader, reader_of
from community.spaces.permissions import places_of, places_of_reader

from ..models import Draft, Forum, Topic
from ..permissions import openings_readable_by, topics_in_sight
from .rows import ForumPage, ForumRow, TopicRow

TOPICS_PER_PAGE = 20
_ROW = (
    "opens__ref", "revisions__title", "opens__created_at", "opens__active_at", "opens__last_position", "state",
    "as_team", "author_id", "author__name", "author__patch", "author__state", "offered",
)  # fmt: skip
_MOST = {"page": TOPICS_PER_PAGE + 1, "next": TOPICS_PER_PAGE + 1, "waiting": 5, "latest": 5, "replies": 5}

Openings = QuerySet[Contribution]
Narrow = Callable[[Openings], Openings]


def _latest(openings: Openings) -> Openings:
    return openings.order_by("-opens__active_at", "-opens__id")


def _not_archived(openings: Openings) -> Openings:
    return openings.filter(place__community=Param("here")).exclude(place__state=Place.State.ARCHIVED)


_LISTS: dict[str, Narrow] = {
    "page": lambda openings: _latest(openings.filter(opens__forum=Param("forum"))),
    "next": lambda openings: _latest(openings.filter(opens__forum=Param("forum")).filter(
        Q(opens__active_at__lt=Param("moment", DateTimeField()))
        | Q(opens__active_at=Param("moment", DateTimeField()), opens__id__lt=Param("last")))),
    "waiting": lambda openings: _not_archived(openings).filter(
        opens__last_position=1, opens__locked_at=None, offered=True, state=Contribution.State.PUBLISHED,
    ).exclude(author=Param("member")).order_by("opens__created_at"),
    "latest": lambda openings: _latest(_not_archived(openings)),
    "replies": lambda openings: _latest(_not_archived(openings).filter(
        author=Param("member"), opens__last_position__gt=1)),
}  # fmt: skip


def reader_for(kind: str) -> Reader | None:
    """A reader to compile for: outside, member or team."""
    return None if kind == "outside" else Reader(Param("member"), Param("community"), kind == "team")


def kind_and_values(viewer: Membership | None) -> tuple[str, dict[str, Any]]:
    reader = reader_of(viewer)
    if reader is None:
        return "outside", {}
    return ("team" if reader.is_team else "member"), {"member": reader.member, "community": reader.community}


@cache
def _compiled(which: str, kind: str) -> Compiled:
    return Compiled(
        lambda: (
            _LISTS[which](openings_readable_by(reader_for(kind)))
            .filter(revisions__number=F("revision"))
            .values_list(*_ROW)[: _MOST[which]]
        )
    )


def _topics(which: str, viewer: Membership | None, community: Community, **values: Any) -> list[TopicRow]:
    kind, reader = kind_and_values(viewer)
    rows = _compiled(which, kind).rows(here=community.pk, **reader, **values)
    base, me = reverse("forums:home", args=[community.slug]), viewer.pk if viewer else None
    return [_topic_row(row, base, me) for row in rows]


def _topic_row(row: tuple[Any, ...], base: str, me: int | None) -> TopicRow:
    (
        ref,
        title,
        created_at,
        active_at,
        last_position,
        state,
        as_team,
        author_id,
        name,
        patch,
        member_state,
        offered,
    ) = row
    return TopicRow(
        ref=ref, title=title, url=f"{base}topics/{ref}/", created_at=created_at, active_at=active_at,
        has_replies=last_position > 1, is_waiting=last_position == 1 and offered, is_held=state == "held",
        byline=byline(name=name, patch=patch, state=member_state, as_team=as_team, is_me=me == author_id),
    )  # fmt: skip


def forum_list(*, viewer: Membership | None, community: Community) -> list[ForumRow]:
    """The forums this person may read, in their order. 1 query."""
    forums = Forum.objects.select_related("place").filter(place__in=places_of(viewer, community))
    return [
        ForumRow(forum.place.name, forum.introduction,
                 reverse("forums:forum", args=[community.slug, forum.place.ref]), forum.place.readers)
        for forum in forums.order_by("place__position", "place_id")
    ]  # fmt: skip


@cache
def _forum(kind: str) -> Compiled:
    return Compiled(
        lambda: Forum.objects.filter(
            place__in=places_of_reader(reader_for(kind), Param("here")), place__ref=Param("ref", CharField())
        ).values_list("introduction", *columns_of(Place, "place__"))
    )


def find_forum(*, viewer: Membership | None, community: Community, ref: str) -> Forum:
    """A forum that this person may read. 1 query."""
    kind, reader = kind_and_values(viewer)
    row = _forum(kind).row(here=community.pk, ref=ref, **reader)
    if row is None:
        raise Hidden()
    place = row_from(Place, row[1:])
    place.community = community  # known already: saves asking for it again
    return Forum(place=place, introduction=row[0])


def forum_page(*, viewer: Membership | None, community: Community, forum: Forum, key: str = "") -> ForumPage:
    """One screen of topics, latest first. 1 query, and 1 more past the first screen."""
    base = reverse("forums:forum", args=[community.slug, forum.place.ref])
    last = topics_in_sight(viewer).filter(ref=key).first() if key else None
    if last:
        rows = _topics("next", viewer, community, forum=forum.pk, moment=last.active_at, last=last.pk)
    else:
        rows = _topics("page", viewer, community, forum=forum.pk)
    is_more = len(rows) > TOPICS_PER_PAGE
    rows = rows[:TOPICS_PER_PAGE]
    older_url = f"{base}?after={rows[-1].ref}" if is_more else None
    return ForumPage(forum, forum.place, rows, older_url, base if key else None)


def topics_waiting(*, viewer: Membership, community: Community, most: int = 1) -> list[TopicRow]:
    """Offered topics without a reply, the one that waited longest first. Never one with an open care case. 1 query."""
    return _topics("waiting", viewer, community)[:most]


def latest_topics(*, viewer: Membership | None, community: Community) -> list[TopicRow]:
    """What moved last in the places this person may read. 1 query."""
    return _topics("latest", viewer, community)


def replies_to(*, viewer: Membership, community: Community) -> list[TopicRow]:
    """Topics of one's own in which somebody answered. 1 query."""
    return _topics("replies", viewer, community)


@cache
def _draft(is_reply: bool) -> Compiled:
    topic = {"topic": Param("topic")} if is_reply else {"topic": None}
    return Compiled(
        lambda: Draft.objects.filter(author=Param("author"), place=Param("place"), **topic).values_list(
            "title", "text", "saved_at")
    )  # fmt: skip


def draft_of(author: Membership, place: Place, topic: Topic | None) -> Draft | None:
    """What this person began here and has not posted. 1 query."""
    row = _draft(topic is not None).row(author=author.pk, place=place.pk, topic=topic.pk if topic else None)
    return (
        Draft(author=author, place=place, topic=topic, title=row[0], text=row[1], saved_at=row[2])
        if row
        else None
    )
