"""What a forum's screens are given: plain values, nothing that asks the database again."""

from dataclasses import dataclass
from datetime import datetime

from accounts.texts import text
from community.spaces.bylines import Byline
from community.spaces.models import Place

from ..models import Draft, Forum, Topic


@dataclass(frozen=True, slots=True)
class PostRow:
    ref: str
    position: int
    state: str
    html: str
    lang: str
    created_at: datetime
    revision: int
    byline: Byline
    is_mine: bool = False
    is_offered: bool = True  # false while a care case is about it
    edit_url: str = ""
    delete_url: str = ""
    report_url: str = ""
    why_url: str = ""  # of one's own words that the team took down

    @property
    def is_stub(self) -> bool:
        return self.state in ("deleted", "hidden", "erased") and not (self.is_mine and self.state == "hidden")

    @property
    def stub_words(self) -> str:
        return text("stub.hidden" if self.state == "hidden" else "stub.deleted")

    @property
    def is_edited(self) -> bool:
        return self.revision > 1


@dataclass(frozen=True)
class TopicPage:
    topic: Topic
    place: Place
    title: str
    url: str
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
    is_waiting: bool  # offered, and nobody has answered yet; never where a care case is open about it
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
