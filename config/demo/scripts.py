"""Reads the demo's scripts: who said what, and when. Plain text, so that writing one needs no programming.

A script reads like this:

    = Title of a topic                       starts a topic; a room has none
    @sam 14d 02:10                           fourteen days ago at ten past two
    @sam sun 15:40                           the last Sunday that is two days past (sun-1: the one before)
    @robin +35m                              thirty-five minutes after the one before
    @reed now-14m                            fourteen minutes before the demo is loaded (tomorrow 10:00: for looks)
    [first: …] [deleted] [held] [as: name]   an earlier wording, taken down by its writer, held, a name for stories
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

_HEAD = re.compile(r"^@(?P<who>\w+) (?P<when>.+)$")
_MARK = re.compile(r"^\[(?P<mark>[a-z]+)(?:: (?P<about>.+))?\]$")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(rf"^(?P<day>{'|'.join(_DAYS)})(?:-(?P<weeks>\d))?$")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass
class Line:
    """One post or message as the script has it. `at` is filled by `Clock`."""

    who: str
    when: str
    text: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    at: datetime = datetime.min


@dataclass
class Thread:
    """A topic with its title, or all of a room."""

    title: str = ""
    lines: list[Line] = field(default_factory=list)


def read(path: Path) -> list[Thread]:
    threads = [Thread()]
    for row in path.read_text("utf8").splitlines():
        if row.startswith("= "):
            threads.append(Thread(row[2:].strip()))
        elif head := _HEAD.match(row):
            threads[-1].lines.append(Line(head["who"], head["when"]))
        elif mark := _MARK.match(row):
            threads[-1].lines[-1].marks[mark["mark"]] = mark["about"] or ""
        elif threads[-1].lines:
            threads[-1].lines[-1].text += f"{row}\n"
    for line in (line for thread in threads for line in thread.lines):
        line.text = line.text.strip()
    return [thread for thread in threads if thread.lines]


def length(words: str) -> timedelta:
    """`35m`, `2h`, `1d`."""
    return timedelta(**{_UNITS[words[-1]]: int(words[:-1])})


@dataclass(frozen=True)
class Clock:
    """Turns a script's times into moments, seen from when the demo is loaded.

    `pace` shortens what happened just now: an open case is younger than the last daily reading, or somebody
    would have seen it then."""

    now: datetime
    pace: float = 1.0

    def moment(self, when: str, before: datetime | None = None) -> datetime:
        if when.startswith("now-"):
            return self.now - length(when[4:]) * self.pace
        if when.startswith("+"):
            if before is None:
                raise ValueError(f"{when} follows nothing.")
            return before + length(when[1:])
        day_words, clock = when.split()
        hour, minute = (int(part) for part in clock.split(":"))
        day = self._day(day_words)
        return day.replace(hour=hour, minute=minute, second=0, microsecond=0)

    def _day(self, words: str) -> datetime:
        if words == "tomorrow":
            return self.now + timedelta(days=1)
        if weekday := _WEEKDAY.match(words):
            latest = self.now - timedelta(days=2, weeks=int(weekday["weeks"] or 0))
            return latest - timedelta(days=(latest.weekday() - _DAYS.index(weekday["day"])) % 7)
        return self.now - length(words)

    def ago(self, words: str) -> datetime:
        return self.now - length(words)

    def place(self, thread: Thread) -> Thread:
        """Fill every `at`. What would lie in the future moves the thread back as a whole."""
        before = None
        for line in thread.lines:
            before = line.at = self.moment(line.when, before)
        late = max(line.at for line in thread.lines) - (self.now - timedelta(minutes=1))
        if late > timedelta(0):
            for line in thread.lines:
                line.at -= late
        return thread
