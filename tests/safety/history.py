"""Judges what clients saw against what the database holds, as Jepsen does. Pure: no Django, no clock, no network.

Clients note each try before it is made and what became of it: `ok` (the server said it is stored), `fail` (the server
said it is not) or `unknown` (no answer: both may be true). A listener notes each line that reached it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Event:
    """One thing one client did or saw, in the order in which it happened there."""

    kind: Literal["invoke", "ok", "fail", "unknown", "heard", "removed"]
    client: str
    key: str = ""  # the client key of a try, or of the line that was heard
    seq: int = 0  # of a line that was heard


@dataclass(frozen=True)
class Row:
    """One stored contribution. `assessments` is how often its revision has been assessed in full."""

    key: str
    author: str
    seq: int
    assessments: int = 1


@dataclass(frozen=True, order=True)
class Fault:
    kind: str
    key: str
    says: str


def check(events: Sequence[Event], rows: Sequence[Row]) -> list[Fault]:
    """Everything that broke a promise; empty when all were kept. Order of `rows` is the order of `seq`."""
    return sorted({*_lost(events, rows), *_doubled(events, rows), *_reordered(events, rows), *_unassessed(rows),
                   *_after_removal(events), *_never_said(events, rows)})  # fmt: skip


def _lost(events: Sequence[Event], rows: Sequence[Row]) -> Iterable[Fault]:
    stored = {row.key for row in rows}
    for event in events:
        if event.kind == "ok" and event.key not in stored:
            yield Fault("lost", event.key, f"{event.client} was told it is stored, and it is not")
        if event.kind == "heard" and event.key not in stored:
            yield Fault("lost", event.key, f"{event.client} heard it, and it is not stored")


def _doubled(events: Sequence[Event], rows: Sequence[Row]) -> Iterable[Fault]:
    for key, times in Counter(row.key for row in rows).items():
        if times > 1:
            yield Fault("doubled", key, f"stored {times} times")
    for seq, times in Counter(row.seq for row in rows).items():
        if times > 1:
            yield Fault("doubled", "", f"place {seq} is taken {times} times")
    heard = Counter((event.client, event.key) for event in events if event.kind == "heard")
    for (client, key), times in heard.items():
        if times > 1:
            yield Fault("doubled", key, f"{client} heard it {times} times")


def _reordered(events: Sequence[Event], rows: Sequence[Row]) -> Iterable[Fault]:
    yield from _out_of_the_writers_order(events, rows)
    place = {row.key: row.seq for row in rows}
    last: dict[str, int] = defaultdict(int)
    for event in events:
        if event.kind != "heard" or event.key not in place:
            continue
        if event.seq != place[event.key]:
            yield Fault(
                "reordered", event.key, f"{event.client} heard place {event.seq}, it is {place[event.key]}"
            )
        if event.seq < last[event.client]:
            yield Fault(
                "reordered", event.key, f"{event.client} heard place {event.seq} after {last[event.client]}"
            )
        last[event.client] = max(last[event.client], event.seq)


def _out_of_the_writers_order(events: Sequence[Event], rows: Sequence[Row]) -> Iterable[Fault]:
    """What was acknowledged before the next try began stands before it."""
    place = {row.key: row.seq for row in rows}
    acknowledged: dict[str, list[str]] = defaultdict(list)
    for event in events:
        if event.kind == "ok":
            acknowledged[event.client].append(event.key)
        elif event.kind == "invoke" and event.key in place and event.key not in acknowledged[event.client]:
            for earlier in acknowledged[event.client]:
                if place.get(earlier, 0) > place[event.key]:
                    yield Fault(
                        "reordered",
                        event.key,
                        f"stands before {earlier}, which {event.client} had sent before",
                    )


def _unassessed(rows: Sequence[Row]) -> Iterable[Fault]:
    for row in rows:
        if row.assessments != 1:
            kind = "unassessed" if row.assessments == 0 else "assessed twice"
            yield Fault(kind, row.key, f"{row.assessments} full assessments of this revision")


def _after_removal(events: Sequence[Event]) -> Iterable[Fault]:
    """Nothing reaches a client from the moment it was told that it may not listen any more."""
    removed: set[str] = set()
    for event in events:
        if event.kind == "removed":
            removed.add(event.client)
        elif event.kind == "heard" and event.client in removed:
            yield Fault("delivered after removal", event.key, f"{event.client} heard it")


def _never_said(events: Sequence[Event], rows: Sequence[Row]) -> Iterable[Fault]:
    """A row that nobody tried to write, or that its writer was told was refused and never tried again."""
    tries: dict[str, list[str]] = defaultdict(list)
    for event in events:
        if event.kind in ("ok", "fail", "unknown", "invoke"):
            tries[event.key].append(event.kind)
    for row in rows:
        said = [kind for kind in tries[row.key] if kind != "invoke"]
        if not tries[row.key]:
            yield Fault("from nowhere", row.key, "stored, and nobody sent it")
        elif said and set(said) == {"fail"}:
            yield Fault("stored though refused", row.key, f"{row.author} was told that it is not stored")
