"""Every read that a forum's screens need, each with its price. Words of stubs never leave the database's rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from accounts.errors import Hidden
from accounts.texts import text
from community.spaces.bylines import Byline, byline
from community.spaces.models import Community, Contribution, Membership, Place, Revision
from community.spaces.permissions import places_of

from .models import Draft, Forum, Post, Topic
from .permissions import posts_in_sight, topics_in_sight, topics_readable

POSTS_PER_PAGE = 20
TOPICS_PER_PAGE = 20


@dataclass(frozen=True)
class PostRow:
    ref: str
    position: int
    state: str
    html: str
    lang: str
    created_at: datetime
    revision: int
    byline: Byline
    is_mine: bool
    slug: str
    is_member: bool = False

    @property
    def held(self) -> dict[str, object]:
        """Without a rota nobody is promised: the words wait for the next reading."""
        return {"is_off": True}

    @property
    def is_stub(self) -> bool:
        return self.state in ("deleted", "hidden", "erased") and not (self.is_mine and self.state == "hidden")

    @property
    def stub_words(self) -> str:
        return text("stub.hidden" if self.state == "hidden" else "stub.deleted")

    @property
    def is_edited(self) -> bool:
        return self.revision > 1

    @property
    def edit_url(self) -> str:
        return reverse("forums:edit", args=[self.slug, self.ref]) if self.is_mine else ""

    @property
    def delete_url(self) -> str:
        return reverse("forums:delete", args=[self.slug, self.ref]) if self.is_mine else ""

    @property
    def report_url(self) -> str:
        return (
            reverse("cases:report", args=[self.slug, self.ref]) if self.is_member and not self.is_mine else ""
        )


@dataclass(frozen=True)
class TopicPage:
    topic: Topic
    place: Place
    title: str
    posts: list[PostRow]
    newer_url: str | None
    older_url: str | None
    is_open: bool
    draft: Draft | None = None


@dataclass(frozen=True)
class TopicRow:
    ref: str
    title: str
    url: str
    byline: Byline
    created_at: datetime
    active_at: datetime
    has_replies: bool
    is_held: bool = False


@dataclass(frozen=True)
class ForumPage:
    forum: Forum
    place: Place
    topics: list[TopicRow]
    older_url: str | None
    first_url: str | None = None


@dataclass(frozen=True)
class ForumRow:
    name: str
    introduction: str
    url: str
    readers: str


def _address(slug: str, ref: str) -> str:
    return reverse("forums:topic", args=[slug, ref])


def find_topic(*, viewer: Membership | None, community: Community, ref: str) -> Topic:
    """A topic that this person may open, with its forum, place and title. 1 query."""
    title = Revision.objects.filter(contribution=OuterRef("opening"), number=OuterRef("opening__revision"))
    found = (
        topics_in_sight(viewer)
        .select_related("forum__place", "opening")
        .annotate(words_of_title=Subquery(title.values("title")))
        .filter(ref=ref, forum__place__community=community)
        .first()
    )
    if found is None:
        raise Hidden(text("err.404"))
    found.forum.place.community = community  # known already: saves asking for it again
    return found


def topic_page(
    *, viewer: Membership | None, topic: Topic, community: Community, after: int = 0, before: int = 0
) -> TopicPage:
    """One screen of a topic, oldest first. 2 queries, however many posts."""
    rows = _post_values(viewer, topic)
    if before:
        chosen = list(rows.filter(position__lt=before).order_by("-position")[: POSTS_PER_PAGE + 1])
        is_more_before, is_more_after = len(chosen) > POSTS_PER_PAGE, True
        chosen = chosen[:POSTS_PER_PAGE][::-1]
    else:
        chosen = list(rows.filter(position__gt=after).order_by("position")[: POSTS_PER_PAGE + 1])
        is_more_before, is_more_after = after > 0, len(chosen) > POSTS_PER_PAGE
        chosen = chosen[:POSTS_PER_PAGE]
    posts = [_post_row(values, viewer, community) for values in chosen]
    base, place = _address(community.slug, topic.ref), topic.forum.place
    return TopicPage(
        topic=topic,
        place=place,
        title=title_of(topic, viewer),
        posts=posts,
        older_url=f"{base}?before={posts[0].position}" if posts and is_more_before else None,
        newer_url=f"{base}?after={posts[-1].position}" if posts and is_more_after else None,
        is_open=topic.locked_at is None and place.state == Place.State.OPEN,
        draft=draft_of(viewer, place, topic) if viewer else None,
    )


def title_of(topic: Topic, viewer: Membership | None) -> str:
    """The opening post's title, or what stands in its place. 1 query where `find_topic` did not bring it."""
    opening = topic.opening
    is_mine = viewer is not None and opening.author_id == viewer.pk
    if opening.state in ("deleted", "erased") or (opening.state == "hidden" and not is_mine):
        return text("stub.hidden" if opening.state == "hidden" else "stub.deleted")
    if hasattr(topic, "words_of_title"):
        return topic.words_of_title
    return opening.revisions.values_list("title", flat=True).get(number=opening.revision)


_POST_FIELDS = (
    "position",
    "contribution__ref",
    "contribution__state",
    "contribution__revisions__html",
    "contribution__lang",
    "contribution__created_at",
    "contribution__revision",
    "contribution__as_team",
    "contribution__author_id",
    "contribution__author__name",
    "contribution__author__patch",
    "contribution__author__state",
)


def _post_values(viewer: Membership | None, topic: Topic) -> QuerySet[Post, tuple[Any, ...]]:
    return (
        posts_in_sight(viewer)
        .filter(topic=topic, contribution__revisions__number=F("contribution__revision"))
        .values_list(*_POST_FIELDS)
    )


def _post_row(values: tuple, viewer: Membership | None, community: Community) -> PostRow:
    position, ref, state, html, lang, created_at, revision, as_team, author_id, name, patch, member_state = (
        values
    )
    is_mine = viewer is not None and viewer.pk == author_id
    is_readable = state == "published" or (is_mine and state in ("held", "hidden"))
    return PostRow(
        ref=ref,
        position=position,
        state=state,
        html=html if is_readable else "",
        lang=lang,
        created_at=created_at,
        revision=revision,
        is_mine=is_mine,
        slug=community.slug,
        is_member=viewer is not None,
        byline=byline(name=name, patch=patch, state=member_state, as_team=as_team, is_me=is_mine),
    )


def _topic_rows(
    topics: QuerySet[Topic], community: Community, viewer: Membership | None, most: int
) -> list[TopicRow]:
    values = topics.filter(opening__revisions__number=F("opening__revision")).values_list(
        "ref",
        "opening__revisions__title",
        "created_at",
        "active_at",
        "last_position",
        "opening__state",
        "opening__as_team",
        "opening__author_id",
        "opening__author__name",
        "opening__author__patch",
        "opening__author__state",
    )[:most]
    return [
        TopicRow(
            ref=ref,
            title=title,
            url=_address(community.slug, ref),
            created_at=created_at,
            active_at=active_at,
            has_replies=last_position > 1,
            is_held=state == "held",
            byline=byline(
                name=name,
                patch=patch,
                state=member_state,
                as_team=as_team,
                is_me=viewer is not None and viewer.pk == author_id,
            ),
        )
        for (
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
        ) in values
    ]


def forum_list(*, viewer: Membership | None, community: Community) -> list[ForumRow]:
    """The forums this person may read, in their order. 1 query."""
    forums = (
        Forum.objects.select_related("place")
        .filter(place__in=places_of(viewer, community))
        .order_by("place__position", "place_id")
    )
    return [
        ForumRow(
            forum.place.name,
            forum.introduction,
            reverse("forums:forum", args=[community.slug, forum.place.ref]),
            forum.place.readers,
        )
        for forum in forums
    ]


def find_forum(*, viewer: Membership | None, community: Community, ref: str) -> Forum:
    found = (
        Forum.objects.select_related("place")
        .filter(place__in=places_of(viewer, community), place__ref=ref)
        .first()
    )
    if found is None:
        raise Hidden(text("err.404"))
    return found


def forum_page(*, viewer: Membership | None, community: Community, forum: Forum, key: str = "") -> ForumPage:
    """One screen of topics, latest first, by key and not by number. 2 queries."""
    topics = topics_readable(viewer).filter(forum=forum).order_by("-active_at", "-id")
    base = reverse("forums:forum", args=[community.slug, forum.place.ref])
    if last := (topics_in_sight(viewer).filter(ref=key).first() if key else None):
        topics = topics.filter(Q(active_at__lt=last.active_at) | Q(active_at=last.active_at, id__lt=last.pk))
    rows = _topic_rows(topics, community, viewer, TOPICS_PER_PAGE + 1)
    is_more = len(rows) > TOPICS_PER_PAGE
    rows = rows[:TOPICS_PER_PAGE]
    return ForumPage(
        forum, forum.place, rows, f"{base}?after={rows[-1].ref}" if is_more else None, base if key else None
    )


def topics_waiting(*, viewer: Membership, community: Community, most: int = 1) -> list[TopicRow]:
    """Offered topics without a reply, the one that waited longest first. Never one with an open care case."""
    waiting = (
        topics_readable(viewer)
        .filter(
            forum__place__in=places_of(viewer, community),
            last_position=1,
            locked_at=None,
            opening__offered=True,
            opening__state=Contribution.State.PUBLISHED,
        )
        .exclude(opening__author=viewer)
        .order_by("created_at")
    )
    return _topic_rows(waiting, community, viewer, most)


def latest_topics(*, viewer: Membership | None, community: Community, most: int = 5) -> list[TopicRow]:
    """What moved last in the places this person may read. 1 query."""
    topics = topics_readable(viewer).filter(forum__place__in=places_of(viewer, community))
    return _topic_rows(topics.order_by("-active_at", "-id"), community, viewer, most)


def replies_to(*, viewer: Membership, community: Community, most: int = 5) -> list[TopicRow]:
    """Topics of one's own in which somebody else spoke last. 1 query."""
    answered = topics_readable(viewer).filter(
        opening__author=viewer, forum__place__community=community, last_position__gt=1
    )
    return _topic_rows(answered.order_by("-active_at", "-id"), community, viewer, most)


def draft_of(author: Membership, place: Place, topic: Topic | None) -> Draft | None:
    return Draft.objects.filter(author=author, place=place, topic=topic).first()
