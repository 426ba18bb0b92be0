"""Publishes the demo's scripts, topic by topic and message by message, and has each text read by detection."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from community.chat import actions as chat
from community.chat.models import Room
from community.forums import actions as forums
from community.forums.models import Forum, Post, Topic
from community.spaces import actions as spaces
from community.spaces.models import Contribution, Membership, Place
from moderation.cases.actions import assess_ticket
from moderation.detection.models import Ticket

from .aging import WORDS, WORK, happened, written
from .people import DATA, Cast
from .scripts import Clock, Line, Thread, read

SECOND_THOUGHTS = timedelta(minutes=3)  # how long somebody takes to reword or take down


@dataclass
class Writer:
    """Writes into one community. `named` keeps what the stories are about."""

    cast: Cast
    slug: str
    clock: Clock
    named: dict[str, Contribution] = field(default_factory=dict)

    def fill_forum(self, about: dict[str, Any]) -> None:
        place = self._place(about, Place.Kind.FORUM, "public" if about.get("public") else "members")
        forum = Forum.objects.create(place=place, introduction=about["introduction"])
        threads = [self.clock.place(thread) for thread in read(DATA / about["script"])]
        for thread in sorted(threads, key=lambda thread: thread.lines[0].at):
            self._write_topic(forum, thread)

    def fill_room(self, about: dict[str, Any]) -> None:
        place = self._place(about, Place.Kind.ROOM, "members")
        room = Room.objects.create(place=place, kind=Room.Kind.OPEN, purpose=about["purpose"])
        for thread in read(DATA / about["script"]):
            for line in self.clock.place(thread).lines:
                self._say(room, line)

    def _place(self, about: dict[str, Any], kind: Place.Kind, readers: str) -> Place:
        admin = self.cast.member(self.slug, "noor")
        return spaces.add_place(admin=admin, kind=kind, name=about["name"], readers=readers)

    def _write_topic(self, forum: Forum, thread: Thread) -> None:
        first, *others = thread.lines
        with self._moment(first):
            topic, _verdict = forums.start_topic(
                author=self._who(first), forum=forum, title=thread.title, text=first_wording(first),
                client_key=client_key(self.slug, thread.title, first), confirmed="held" in first.marks,
            )  # fmt: skip
            opening = topic.posts.get(position=1)
            have_read(opening.contribution, first.at)
        self._afterwards(opening, first, title=thread.title)
        for line in others:
            self._reply(topic, thread.title, line)

    def _reply(self, topic: Topic, title: str, line: Line) -> None:
        with self._moment(line):
            post, _verdict = forums.reply_to_topic(
                author=self._who(line), topic=topic, text=first_wording(line),
                client_key=client_key(self.slug, title, line), confirmed="held" in line.marks,
            )  # fmt: skip
            have_read(post.contribution, line.at)
        self._afterwards(post, line)

    @contextmanager
    def _moment(self, line: Line) -> Iterator[None]:
        """Words with a name or a mark may open a case or make notices; those are aged too, which takes longer."""
        if not line.marks:
            yield
            return
        with happened(line.at, WORDS, WORK):
            yield

    def _afterwards(self, post: Post, line: Line, title: str = "") -> None:
        """Rewording and taking down, a little later; and the name that stories know it by."""
        if "first" in line.marks:
            with happened(line.at + SECOND_THOUGHTS, WORDS[1:]):
                forums.edit_post(
                    author=self._who(line), post=post, text=line.text, title=title, seen_revision=1
                )
                have_read(post.contribution, line.at)
        if "deleted" in line.marks:
            spaces.delete_contribution(author=self._who(line), contribution=post.contribution)
        if name := line.marks.get("as"):
            self.named[name] = post.contribution

    def _say(self, room: Room, line: Line) -> None:
        with self._moment(line):
            message, _verdict = chat.send_message(
                author=self._who(line), room=room, text=line.text,
                client_key=client_key(self.slug, room.place.name, line),
            )  # fmt: skip
            have_read(message.contribution, line.at)
        if name := line.marks.get("as"):
            self.named[name] = message.contribution

    def _who(self, line: Line) -> Membership:
        return self.cast.member(self.slug, line.who)


def first_wording(line: Line) -> str:
    return line.marks.get("first") or line.text


def client_key(slug: str, place: str, line: Line) -> UUID:
    """The same words always have the same key."""
    return uuid5(NAMESPACE_URL, f"demo:{slug}:{place}:{line.who}:{line.when}:{line.text}")


def have_read(contribution: Contribution, at: datetime) -> None:
    """The full assessment, here and now: no worker is needed to load a demo. The words are aged before it, because
    what their author wrote in the ten minutes before is part of the reading."""
    written(contribution, at)
    unread = Ticket.objects.filter(contribution=contribution, done_at=None)
    for ticket_id in unread.values_list("pk", flat=True):
        assess_ticket(ticket_id=ticket_id)
