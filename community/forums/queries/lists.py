"""Lists of forums and topics, by key and never by number. One compiled statement each."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import DateTimeField, F, Q, QuerySet
from django.urls import reverse

from accounts.compiled import Compiled, Param
from accounts.errors import Hidden
from accounts.texts import text
from community.spaces.bylines import byline
from community.spaces.models import Community, Contribution, Membership, Place, Reader, reader_of
from community.spaces.permissions import places_of

from ..models import Draft, Forum, Topic
from ..permissions import topics_in_sight, topics_readable_by
from .rows import ForumPage, ForumRow, TopicRow

TOPICS_PER_PAGE = 20
_ROW = (
    "ref", "opening__revisions__title", "created_at", "active_at", "last_position", "opening__state",
    "opening__as_team", "opening__author_id", "opening__author__name", "opening__author__patch",
    "opening__author__state", "opening__offered",
)  # fmt: skip
_MOST = {"page": TOPICS_PER_PAGE + 1, "next": TOPICS_PER_PAGE + 1, "waiting": 5, "latest": 5, "replies": 5}

Narrow = Callable[[QuerySet[Topic]], QuerySet[Topic]]


def _latest(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    return topics.order_by("-active_at", "-id")


def _not_archived(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    return topics.filter(forum__place__community=Param("here")).exclude(
        forum__place__state=Place.State.ARCHIVED
    )


_LISTS: dict[str, Narrow] = {
    "page": lambda topics: _latest(topics.filter(forum=Param("forum"))),
    "next": lambda topics: _latest(topics.filter(forum=Param("forum")).filter(
        Q(active_at__lt=Param("moment", DateTimeField()))
        | Q(active_at=Param("moment", DateTimeField()), id__lt=Param("last")))),
    "waiting": lambda topics: _not_archived(topics).filter(
        last_position=1, locked_at=None, opening__offered=True, opening__state=Contribution.State.PUBLISHED,
    ).exclude(opening__author=Param("member")).order_by("created_at"),
    "latest": lambda topics: _latest(_not_archived(topics)),
    "replies": lambda topics: _latest(_not_archived(topics).filter(
        opening__author=Param("member"), last_position__gt=1)),
}  # fmt: skip


@cache
def _compiled(which: str, kind: str) -> Compiled:
    reader = None if kind == "outside" else Reader(Param("member"), Param("community"), kind == "team")
    return Compiled(
        lambda: (
            _LISTS[which](topics_readable_by(reader))
            .filter(opening__revisions__number=F("opening__revision"))
            .values_list(*_ROW)[: _MOST[which]]
        )
    )


def _topics(which: str, viewer: Membership | None, community: Community, **values: Any) -> list[TopicRow]:
    reader = reader_of(viewer)
    if reader is not None:
        values |= {"member": reader.member, "community": reader.community}
    kind = "outside" if reader is None else "team" if reader.is_team else "member"
    rows = _compiled(which, kind).rows(here=community.pk, **values)
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


def find_forum(*, viewer: Membership | None, community: Community, ref: str) -> Forum:
    """A forum that this person may read. 1 query."""
    readable = Forum.objects.select_related("place").filter(place__in=places_of(viewer, community))
    found = readable.filter(place__ref=ref).first()
    if found is None:
        raise Hidden(text("err.404"))
    found.place.community = community  # known already: saves asking for it again
    return found


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
