"""The only way up: before words go out, the gate is asked whether they may, and what their author needs.

Community code knows this protocol and nothing of who answers it. `settings.CONTRIBUTION_GATE` names the
provider, as Django names its back ends.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from .models import Contribution, Membership, Place


class Outcome(StrEnum):
    PUBLISH = "publish"
    HOLD = "hold"
    ASK = "ask"  # could be held: the author is asked first, and may go on


class Change(StrEnum):
    EDITED = "edited"
    DELETED = "deleted"
    ERASED = "erased"


class Ending(StrEnum):
    LEFT = "left"
    REMOVED = "removed"


@dataclass(frozen=True)
class Draft:
    """Words that somebody wants to publish."""

    author: Membership
    place: Place
    kind: str
    text: str
    title: str = ""
    earlier: tuple[str, ...] = ()  # the author's last ten minutes in this room, oldest first
    edits: Contribution | None = None
    confirmed: bool = False  # was asked, and says it again


@dataclass(frozen=True)
class Verdict:
    """What the gate says. `finding` is opaque to the community: it goes back to `admit` untouched."""

    outcome: Outcome
    reason: str = ""  # the id of a text for the author, when asked or held
    level: str = "none"
    flags: tuple[str, ...] = ()
    card: str | None = None  # the id of the help card the author sees
    lang: str = ""
    finding: object = None


@dataclass(frozen=True)
class StandingCard:
    """The help card that stays beside somebody's own words, for a day, while the team has them before it."""

    ref: str  # of the words
    card: str = ""  # its id, as their author saw it when they were posted; empty where there was none
    level: str = "none"
    is_asked: bool = False  # their author showed them to the team only


class Asked(Exception):
    """The one answer that is neither yes nor no: these words could be held, so their author is asked first.
    `verdict.reason` is the id of the question to show."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


class Gate(Protocol):
    def judge(self, draft: Draft) -> Verdict:
        """Before the transaction; reads only. Never raises: an engine error is a verdict."""

    def admit(self, contribution: Contribution, verdict: Verdict) -> None:
        """Inside the transaction, after the insert: the scan ticket, and the case when one is due."""

    def admit_many(self, admitted: Sequence[tuple[Contribution, Verdict]]) -> None:
        """The same for a batch, with shared statements."""

    def changed(self, contribution: Contribution, change: Change) -> None:
        """Inside the transaction of an edit or a deletion."""

    def standing_card(self, author: Membership, refs: Collection[str]) -> StandingCard | None:
        """Which of these own words keeps its card today: the newest. Reads only; 1 query."""

    def ended(self, membership: Membership, why: Ending) -> None:
        """Inside the transaction in which a person leaves or is removed."""


@cache
def gate() -> Gate:
    return import_string(settings.CONTRIBUTION_GATE)()
