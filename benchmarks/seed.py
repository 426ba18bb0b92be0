"""Rows for measuring: one community, topics of twenty posts, written in bulk because only reading is measured."""

import uuid
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.people.models import Account
from community.chat.models import Room
from community.forums.models import Forum, Post, Topic
from community.spaces import actions, names
from community.spaces.markup import RENDERER, render_post
from community.spaces.models import Community, Contribution, Membership, Place, Revision

PASSWORD = "five plain words in a row"
WORDS = (
    "I put the kettle on and stood there until it had boiled twice. Nobody had told me that the quiet would be the "
    "worst part of it, or that **small things** would count for this much.\n\n> one thing at a time\n\n"
    "Today I went as far as the post box. *That is all*, and it was enough."
)  # fmt: skip


@dataclass(frozen=True)
class Seeded:
    slug: str
    forum: str
    topics: list[str]
    public_topics: list[str]
    public_forum: str
    room: str


@transaction.atomic
def community(*, people: int = 40, topics: int = 200, posts: int = 20) -> Seeded:
    """A community that reads like a lived-in one."""
    here = actions.open_community(
        name="Measured", purpose="For measuring", guidelines="Be kind.", slug="measured"
    )
    members = [_member(here, number) for number in range(people)]
    closed, public = (
        _forum(here, "Everyday", Place.Readers.MEMBERS),
        _forum(here, "Open", Place.Readers.PUBLIC),
    )
    room = Room.objects.create(
        place=Place.objects.create(community=here, kind="room", name="Evening"), kind="open"
    )
    return Seeded(
        slug=here.slug, forum=closed.place.ref, public_forum=public.place.ref, room=room.place.ref,
        topics=_topics(closed, members, topics, posts), public_topics=_topics(public, members, topics // 4, posts),
    )  # fmt: skip


def _member(here: Community, number: int) -> Membership:
    # One hash for all: making forty slow ones is not what is measured.
    account = Account.objects.create(sign_in_name=f"measured-{number}", password=_hash())
    name = f"Person {number}"
    member = Membership.objects.create(
        account=account, community=here, name=name, name_key=names.skeleton(name) + str(number), patch=number
    )
    actions.accept_guidelines(member=member, guidelines=here.guidelines.get())
    return member


_made: list[str] = []


def _hash() -> str:
    if not _made:
        _made.append(make_password(PASSWORD))
    return _made[0]


def _forum(here: Community, name: str, readers: str) -> Forum:
    place = Place.objects.create(community=here, kind=Place.Kind.FORUM, name=name, readers=readers)
    return Forum.objects.create(place=place, introduction="For any day.")


def _topics(forum: Forum, members: list[Membership], count: int, posts: int) -> list[str]:
    html = render_post(WORDS)
    made = Topic.objects.bulk_create([Topic(forum=forum, last_position=posts) for _topic in range(count)])
    rows = [
        Contribution(kind="post", community_id=forum.place.community_id, place=forum.place, client_key=uuid.uuid4(),
                     author=members[(number + position) % len(members)])
        for number in range(count) for position in range(posts)
    ]  # fmt: skip
    Contribution.objects.bulk_create(rows, batch_size=2000)
    Revision.objects.bulk_create([
        Revision(contribution=row, number=1, text=WORDS, html=html, renderer=RENDERER,
                 title=f"Topic {index // posts}" if index % posts == 0 else "")
        for index, row in enumerate(rows)
    ], batch_size=2000)  # fmt: skip
    Post.objects.bulk_create([
        Post(contribution=row, topic=made[index // posts], position=index % posts + 1) for index, row in enumerate(rows)
    ], batch_size=2000)  # fmt: skip
    for number, topic in enumerate(made):
        topic.opening = rows[number * posts]
    Topic.objects.bulk_update(made, ["opening"], batch_size=500)
    return [topic.ref for topic in made]
