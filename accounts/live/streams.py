"""What a page can listen to. Each app registers its own kinds: who may sit, what came since, which frames it takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from accounts.people.models import Account


@dataclass(eq=False)  # a seat is itself, not its values
class Seat:
    """One socket at one stream. `who` is what the stream knows the person by; `n` the last it was given."""

    socket: Any
    stream: str
    account: Account
    who: Any = None
    n: int = 0
    notes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Admission:
    """Somebody may sit: what the stream knows them by, its newest number, and what it wants to find at the seat."""

    who: Any
    newest: int = 0
    notes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """One thing to deliver: its number, the frame's content, and who must not see it (they get a void)."""

    n: int
    content: dict[str, Any]
    hidden_from: frozenset[Any] = frozenset()


@dataclass(frozen=True)
class News:
    """What came since a number. When `access` differs from the last one, every seat is checked before anything goes
    out. `voids` are numbers, already delivered perhaps, that say nothing any more. `is_all` is false when there is
    more to read."""

    items: Sequence[Item] = ()
    access: str = ""
    voids: frozenset[int] = frozenset()
    is_all: bool = True


class Stream(Protocol):
    def sit(self, account: Account, ref: str) -> Admission:
        """Let this person sit, or raise a `Problem`."""

    def allowed(self, ref: str, seats: Sequence[Seat]) -> set[Any]:
        """Of these seats, the `who`s that may still sit."""

    def since(self, ref: str, n: int) -> News | None:
        """What came after `n`. None: this stream only says that something changed."""

    def catch_up(self, seat: Seat, ref: str, n: int, most: int) -> list[dict[str, Any]]:
        """The same for one person, as they may see it."""

    async def take(self, seat: Seat, ref: str, said: dict[str, Any]) -> dict[str, Any]:
        """A frame of the stream's own. Returns the answer's frame; raises a `Problem`."""


_kinds: dict[str, Stream] = {}


def register(prefix: str, stream: Stream) -> None:
    _kinds[prefix] = stream


def kind_of(stream: str) -> tuple[Stream | None, str]:
    """The registered kind of `room:REF`, and its ref."""
    prefix, _colon, ref = stream.partition(":")
    return _kinds.get(prefix), ref


def seated_kind(stream: str) -> tuple[Stream, str]:
    """The same for a stream at which somebody sits already."""
    kind, ref = kind_of(stream)
    assert kind is not None, "nobody sits at an unknown stream"
    return kind, ref


class Signal:
    """A stream that holds nothing: it says that something changed, and the page fetches it."""

    def since(self, ref: str, n: int) -> News | None:
        return None

    def catch_up(self, seat: Seat, ref: str, n: int, most: int) -> list[dict[str, Any]]:
        return []

    async def take(self, seat: Seat, ref: str, said: dict[str, Any]) -> dict[str, Any]:
        from .frames import BadFrame

        raise BadFrame("unknown_type")
