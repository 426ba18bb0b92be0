"""One topic and one screen of its posts. Three compiled statements, each with the rules of `spaces` inside."""

from functools import cache
from typing import Any

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery
from django.urls import reverse

from accounts.compiled import Compiled, Param
from accounts.errors import Hidden
from accounts.texts import text
from community.spaces.bylines import byline
from community.spaces.models import Community, Contribution, Membership, Place, Revision

from ..models import Draft, Forum, Post, Topic
from ..permissions import posts_in_sight_of, topics_in_sight_of
from .lists import draft_of, kind_and_values, reader_for
from .rows import PostRow, TopicPage

POSTS_PER_PAGE = 20

_HEAD = (
    "pk", "version", "last_position", "active_at", "locked_at", "title", "opening_id", "opening__ref", "opening__state",
    "opening__author_id", "opening__revision", "forum__introduction", "forum__place_id", "forum__place__ref",
    "forum__place__name", "forum__place__readers", "forum__place__state",
)  # fmt: skip
_POST = (
    "position", "contribution__ref", "contribution__state", "contribution__revisions__html", "contribution__lang",
    "contribution__created_at", "contribution__revision", "contribution__as_team", "contribution__author_id",
    "contribution__author__name", "contribution__author__patch", "contribution__author__state",
    "contribution__offered",
)  # fmt: skip


@cache
def _head(kind: str) -> Compiled:
    words = Revision.objects.filter(contribution=OuterRef("opening"), number=OuterRef("opening__revision"))
    draft = Draft.objects.filter(author=Param("member"), topic=OuterRef("pk"))

    def build() -> QuerySet[Topic, tuple[Any, ...]]:
        found = topics_in_sight_of(reader_for(kind)).filter(
            ref=Param("ref", CharField()), forum__place__community=Param("here")
        )
        found = found.annotate(title=Subquery(words.values("title")))
        if kind == "outside":
            return found.values_list(*_HEAD)
        begun = {"draft_text": Subquery(draft.values("text")), "draft_at": Subquery(draft.values("saved_at"))}
        return found.annotate(**begun).values_list(*_HEAD, *begun)

    return Compiled(build)


@cache
def _posts(kind: str, direction: str) -> Compiled:
    def build() -> QuerySet[Post, tuple[Any, ...]]:
        rows = posts_in_sight_of(reader_for(kind)).filter(
            topic=Param("topic"), contribution__revisions__number=F("contribution__revision")
        )
        if direction == "before":
            rows = rows.filter(position__lt=Param("position")).order_by("-position")
        else:
            rows = rows.filter(position__gt=Param("position")).order_by("position")
        return rows.values_list(*_POST)[: POSTS_PER_PAGE + 1]

    return Compiled(build)


def find_topic(*, viewer: Membership | None, community: Community, ref: str) -> Topic:
    """A topic that this person may open, with its forum, place and opening, and what they began to reply. 1 query."""
    kind, values = kind_and_values(viewer)
    row = _head(kind).row(ref=ref, here=community.pk, **values)
    if row is None:
        raise Hidden()
    (pk, version, last_position, active_at, locked_at, title, opening_id, opening_ref, opening_state, author_id,
     revision, introduction, place_id, place_ref, name, readers, state, *draft) = row  # fmt: skip
    place = Place(pk=place_id, ref=place_ref, community=community, kind=Place.Kind.FORUM, name=name,
                  readers=readers, state=state)  # fmt: skip
    opening = Contribution(pk=opening_id, ref=opening_ref, kind="post", community=community, place=place,
                           state=opening_state, author_id=author_id, revision=revision)  # fmt: skip
    topic = Topic(pk=pk, ref=ref, forum=Forum(place=place, introduction=introduction), opening=opening,
                  version=version, last_position=last_position, active_at=active_at, locked_at=locked_at)  # fmt: skip
    topic.words_of_title = title  # type: ignore[attr-defined]
    if viewer and draft:
        begun = Draft(author=viewer, place=place, topic=topic, text=draft[0], saved_at=draft[1])
        topic.own_draft = begun if draft[1] else None  # type: ignore[attr-defined]
    return topic


def topic_page(
    *, viewer: Membership | None, topic: Topic, community: Community, after: int = 0, before: int = 0
) -> TopicPage:
    """One screen of a topic, oldest first. 1 query, however many posts; 1 more where `find_topic` brought no draft."""
    kind, values = kind_and_values(viewer)
    direction = "before" if before else "after"
    chosen = _posts(kind, direction).rows(topic=topic.pk, position=before or after, **values)
    is_more = len(chosen) > POSTS_PER_PAGE
    chosen = chosen[:POSTS_PER_PAGE]
    if before:
        chosen.reverse()
    base, place = reverse("forums:home", args=[community.slug]), topic.forum.place
    url, posts = f"{base}topics/{topic.ref}/", _post_rows(chosen, viewer, base)
    has_earlier, has_later = (is_more, True) if before else (after > 0, is_more)
    can_be_answered = has_earlier or has_later or _holds_something_to_answer(posts)
    if posts and posts[0].position == 1 and posts[0].is_stub:
        del posts[0]  # the title says so already
    return TopicPage(
        topic=topic,
        place=place,
        title=title_of(topic, viewer),
        url=url,
        posts=posts,
        older_url=f"{url}?before={posts[0].position}" if posts and has_earlier else None,
        newer_url=f"{url}?after={posts[-1].position}" if posts and has_later else None,
        is_open=can_be_answered and topic.locked_at is None and place.state == Place.State.OPEN,
        draft=_draft_in(topic, viewer) if viewer else None,
    )


def _holds_something_to_answer(posts: list[PostRow]) -> bool:
    """The opening, or what somebody else wrote below it."""
    return any(not post.is_stub and (post.position == 1 or not post.is_mine) for post in posts)


def _draft_in(topic: Topic, viewer: Membership) -> Draft | None:
    return topic.own_draft if hasattr(topic, "own_draft") else draft_of(viewer, topic.forum.place, topic)


def _post_rows(rows: list[tuple[Any, ...]], viewer: Membership | None, base: str) -> list[PostRow]:
    me = viewer.pk if viewer else None
    return [_post_row(row, me, base) for row in rows]


def _post_row(row: tuple[Any, ...], me: int | None, base: str) -> PostRow:
    # Addresses are joined here by hand: forty times `reverse` costs more than the page's queries.
    (position, ref, state, html, lang, created_at, revision, as_team, author_id, name, patch, member_state,
     is_offered) = row  # fmt: skip
    is_mine = me == author_id
    is_there = state in ("published", "held")
    is_readable = state == "published" or (is_mine and state in ("held", "hidden"))
    return PostRow(
        ref=ref, position=position, state=state, html=html if is_readable else "", lang=lang, created_at=created_at,
        revision=revision, is_mine=is_mine, is_offered=is_offered,
        byline=byline(name=name, patch=patch, state=member_state, as_team=as_team, is_me=is_mine),
        edit_url=f"{base}posts/{ref}/edit/" if is_mine and is_there else "",
        delete_url=f"{base}posts/{ref}/take-down/" if is_mine and is_there else "",
        report_url=f"{base}tell/{ref}/" if me is not None and not is_mine and is_there else "",
        why_url=f"{base}why/{ref}/" if is_mine and state == "hidden" else "",
    )  # fmt: skip


def title_of(topic: Topic, viewer: Membership | None) -> str:
    """The opening post's title, or what stands in its place. 1 query where `find_topic` did not bring it."""
    opening = topic.opening
    if opening is None:
        return text("stub.deleted")
    is_mine = viewer is not None and opening.author_id == viewer.pk
    if opening.state in ("deleted", "erased") or (opening.state == "hidden" and not is_mine):
        return text("stub.hidden" if opening.state == "hidden" else "stub.deleted")
    if hasattr(topic, "words_of_title"):
        return topic.words_of_title
    return opening.revisions.values_list("title", flat=True).get(number=opening.revision)
