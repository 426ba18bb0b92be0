"""What the team did: each act of `data/stories.toml` is one action of the product, by the person who did it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.notices.models import Notice
from community.chat import actions as chat
from community.chat.models import Room
from community.spaces.models import Contribution, Membership
from moderation.cases import actions as cases
from moderation.cases.models import Case

from .aging import WORDS, WORK, happened
from .people import Cast
from .scripts import Clock, Line
from .words import client_key, have_read


@dataclass
class Story:
    """One case, from the words it is about."""

    cast: Cast
    clock: Clock
    about: Contribution
    kind: str

    def tell(self, acts: list[dict[str, Any]]) -> None:
        at = self.about.created_at
        for act in acts:
            at = self._moment(act, at)
            with happened(at, WORDS, WORK):
                _ACTS[act["does"]](self, act, at)

    def _moment(self, act: dict[str, Any], before: datetime) -> datetime:
        return self.clock.moment(act["at"]) if "at" in act else self.clock.moment(f"+{act['after']}", before)

    def who(self, act: dict[str, Any]) -> Membership:
        return self.cast.member(self.about.community.slug, act["by"])

    def case(self) -> Case:
        found = Case.objects.select_related("community").filter(person=self.about.author, kind=self.kind)
        return found.get(closed_at=None)

    def report(self, act: dict[str, Any], at: datetime) -> None:
        cases.report_contribution(
            reporter=self.who(act), contribution=self.about, side=act["side"], reason=act["reason"],
            how_soon=act.get("how_soon", ""), note=act["note"],
        )  # fmt: skip

    def claim(self, act: dict[str, Any], at: datetime) -> None:
        case = self.case()
        cases.claim_case(moderator=self.who(act), case=case, seen_version=case.version)

    def reveal(self, act: dict[str, Any], at: datetime) -> None:
        cases.reveal_words(moderator=self.who(act), case=self.case())

    def write(self, act: dict[str, Any], at: datetime) -> None:
        message = cases.write_to_member(
            moderator=self.who(act), case=self.case(), text=act["text"], client_key=self._key(act["by"], act)
        )
        have_read(message.contribution, at)

    def answer(self, act: dict[str, Any], at: datetime) -> None:
        """The person's side of the talk. Having answered, they have read what came before."""
        person, room = self.about.author, Room.objects.select_related("place").get(place=self.case().room)
        message, _verdict = chat.send_message(
            author=person, room=room, text=act["text"], client_key=self._key("person", act)
        )
        have_read(message.contribution, at)
        Notice.objects.filter(account=person.account, kind="team_message").update(read_at=at)

    def level(self, act: dict[str, Any], at: datetime) -> None:
        case = self.case()
        cases.change_level(
            moderator=self.who(act), case=case, level=act["level"], reason=act["reason"],
            seen_version=case.version,
        )  # fmt: skip

    def follow_up(self, act: dict[str, Any], at: datetime) -> None:
        case = self.case()
        cases.set_follow_up(
            moderator=self.who(act),
            case=case,
            due_at=self.clock.moment(act["due"]),
            seen_version=case.version,
        )

    def hide(self, act: dict[str, Any], at: datetime) -> None:
        case = self.case()
        cases.hide_contribution(
            moderator=self.who(act), case=case, contribution=self.about, reason=act["reason"],
            rule=act["rule"], words=act["words"], seen_version=case.version,
        )  # fmt: skip

    def close(self, act: dict[str, Any], at: datetime) -> None:
        case = self.case()
        cases.close_case(
            moderator=self.who(act), case=case, outcome=act["outcome"], words=act["words"],
            seen_version=case.version,
        )  # fmt: skip

    def _key(self, who: str, act: dict[str, Any]) -> UUID:
        return client_key("stories", self.kind, Line(who, "", act["text"]))


_ACTS: dict[str, Callable[[Story, dict[str, Any], datetime], None]] = {
    "report": Story.report, "claim": Story.claim, "reveal": Story.reveal, "write": Story.write,
    "answer": Story.answer, "level": Story.level, "follow_up": Story.follow_up, "hide": Story.hide,
    "close": Story.close,
}  # fmt: skip
