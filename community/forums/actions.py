"""Every write in a forum: starting a topic, replying, rewording, keeping a draft."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.errors import Invalid, Refused
from accounts.record.actions import one_act
from community.spaces import actions as spaces
from community.spaces.gate import Asked, Outcome, Verdict, gate
from community.spaces.gate import Draft as Words
from community.spaces.markup import render_post
from community.spaces.models import Community, Contribution, Membership, Place
from community.spaces.permissions import check_own, check_write

from . import allowances
from .models import Draft, Forum, Post, Topic

POST_LENGTH, TITLE_LENGTH = 20_000, 120


def start_topic(
    *, author: Membership, forum: Forum, title: str, text: str, client_key: UUID, confirmed: bool = False
) -> tuple[Topic, Verdict]:
    """Open a topic with its first post. The same client key always gives the same topic."""
    verdict = _judge(author, forum.place, text, title=title, confirmed=confirmed)
    with one_act():
        # A second press waits for the first one's commit, and finds what it made.
        Membership.objects.select_for_update(no_key=True).only("pk").get(pk=author.pk)
        if before := spaces.sent_before(
            author=author, place=forum.place, client_key=client_key, text=text, title=title
        ):
            return Post.objects.select_related("topic").get(contribution=before).topic, verdict
        check_write(author, forum.place)
        allowances.take(allowances.TOPICS, author)
        topic = Topic.objects.create(forum=forum)
        post = _publish(author, topic, text, verdict, client_key, title=title)
        topic.opening = post.contribution
        topic.save(update_fields=["opening"])
        _drop_draft(author, forum.place, None)
    return topic, verdict


def reply_to_topic(
    *, author: Membership, topic: Topic, text: str, client_key: UUID, confirmed: bool = False
) -> tuple[Post, Verdict]:
    """Publish a reply, or hold it. The same client key always gives the same post."""
    # Judged before the lock: reading and rendering take longer than writing.
    verdict = _judge(author, topic.forum.place, text, confirmed=confirmed)
    with one_act():
        # Positions have no gaps, so writers to one topic queue here; other topics do not wait.
        topic = Topic.objects.select_for_update(of=["self"]).select_related("forum__place").get(pk=topic.pk)
        place = topic.forum.place
        if before := spaces.sent_before(author=author, place=place, client_key=client_key, text=text):
            return before.post, verdict  # before any refusal: what we once acknowledged stays acknowledged
        check_write(author, topic.forum.place)
        if topic.locked_at:
            raise Refused(_("This topic is closed."), kept=_("Your words are in your drafts."))
        allowances.take(allowances.REPLIES, author)
        post = _publish(author, topic, text, verdict, client_key)
        _drop_draft(author, topic.forum.place, topic)
    return post, verdict


def _judge(
    author: Membership,
    place: Place,
    text: str,
    *,
    title: str = "",
    confirmed: bool = False,
    edits: Contribution | None = None,
) -> Verdict:
    """What the gate says, once the author was asked. `Asked` carries its question to the page."""
    verdict = gate().judge(
        Words(
            author=author, place=place, kind="post", text=text, title=title, edits=edits, confirmed=confirmed
        )
    )
    if verdict.outcome is Outcome.ASK:
        raise Asked(verdict)
    return verdict


def _publish(
    author: Membership, topic: Topic, text: str, verdict: Verdict, client_key: UUID, *, title: str = ""
) -> Post:
    contribution = spaces.contribute(
        author=author,
        place=topic.forum.place,
        kind="post",
        title=title,
        text=text,
        html=render_post(text),
        verdict=verdict,
        client_key=client_key,
    )
    position = _next_position(topic)
    post = Post.objects.create(contribution=contribution, topic=topic, position=position)
    gate().admit(contribution, verdict)  # same transaction: no post without its scan ticket
    return post


def _next_position(topic: Topic) -> int:
    Topic.objects.filter(pk=topic.pk).update(
        last_position=F("last_position") + 1, version=F("version") + 1, active_at=Now()
    )
    topic.refresh_from_db(fields=["last_position", "version", "active_at"])
    return topic.last_position


def edit_post(
    *, author: Membership, post: Post, text: str, seen_revision: int, title: str = "", confirmed: bool = False
) -> Verdict:
    """Reword one's own post. A clash with another window is a 409 that keeps both."""
    contribution = post.contribution
    check_own(author, contribution)
    verdict = _judge(author, contribution.place, text, title=title, confirmed=confirmed, edits=contribution)
    with one_act():
        check_write(author, contribution.place)
        spaces.revise(
            contribution=contribution,
            text=text,
            html=render_post(text),
            title=title,
            seen_revision=seen_revision,
            verdict=verdict,
        )
    return verdict


@transaction.atomic
def add_forum(*, admin: Membership, name: str, introduction: str, is_public: bool) -> Forum:
    """Open a forum. Recorded by `spaces`, which owns places. Two of one name nobody could tell apart."""
    Community.objects.select_for_update().get(pk=admin.community_id)
    standing = Forum.objects.filter(place__community=admin.community_id, place__name__iexact=name.strip())
    if standing.exclude(place__state=Place.State.ARCHIVED).exists():
        raise Invalid(_("There is a forum of this name already. Please give it another."))
    readers = Place.Readers.PUBLIC if is_public else Place.Readers.MEMBERS
    place = spaces.add_place(admin=admin, kind=Place.Kind.FORUM, name=name, readers=readers)
    return Forum.objects.create(place=place, introduction=introduction.strip())


@transaction.atomic
def keep_draft(
    *,
    author: Membership,
    place: Place,
    topic: Topic | None,
    title: str,
    text: str,
    client_key: UUID | None = None,
) -> bool:
    """Keep words on their way. An empty draft is no draft. False, and nothing is kept, where the form with this key
    was posted already: its words would come back as a ghost."""
    _wait_for_posting(author, topic)
    if client_key and Contribution.objects.filter(author=author, client_key=client_key).exists():
        return False
    if not (text.strip() or title.strip()):
        _drop_draft(author, place, topic)
        return True
    Draft.objects.update_or_create(
        author=author,
        place=place,
        topic=topic,
        defaults={"title": title[:TITLE_LENGTH], "text": text, "saved_at": Now()},
    )
    return True


def _wait_for_posting(author: Membership, topic: Topic | None) -> None:
    """The lock that posting takes: a draft is kept before it, and dropped by it, or comes after it and sees it."""
    if topic:
        Topic.objects.select_for_update(of=["self"]).only("pk").get(pk=topic.pk)
    else:
        Membership.objects.select_for_update(no_key=True).only("pk").get(pk=author.pk)


def _drop_draft(author: Membership, place: Place, topic: Topic | None) -> None:
    Draft.objects.filter(author=author, place=place, topic=topic).delete()
