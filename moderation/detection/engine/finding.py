"""What an assessment says: the answer, its scales, and the one error of the engine.

No reading of text happens here; `assess.py` makes findings.
"""

from dataclasses import asdict, dataclass
from time import perf_counter, thread_time

ENGINE_VERSION = "1"
LEVELS = ("none", "concern", "high", "imminent")
# The order breaks ties: of two equally grave matters the earlier one names the finding.
CATEGORIES = ("suicide", "overdose_or_medical", "harm_to_others", "abuse", "self_harm", "eating_disorder")
FLAGS = ("method", "encouragement", "attack", "contact")


class OutOfTime(Exception):
    """The deadline passed before the text was read. It says nothing about the text."""


@dataclass(frozen=True, slots=True)
class Finding:
    level: str = "none"
    category: str = "none"
    subject: str = "none"
    flags: tuple[str, ...] = ()
    lang: str = "und"
    score: float = 0.0
    spans: tuple[tuple[int, int, str], ...] = ()
    rules: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    lexicon: str = ""
    engine: str = ENGINE_VERSION
    known_language: bool = True  # False: no lexicon for it, so "none" means "not read"

    def as_dict(self) -> dict:
        return asdict(self)


class Deadline:
    """Python cannot be stopped from outside, so the engine looks at the clock by itself. What counts is the work done
    for this text: a busy machine is not the text's fault. On the wall it may take ten times as long, and no more."""

    def __init__(self, seconds: float | None) -> None:
        self._work_ends = None if seconds is None else thread_time() + seconds
        self._wall_ends = perf_counter() + 10 * (seconds or 0)

    def look(self) -> None:
        if self._work_ends is not None and (
            thread_time() > self._work_ends or perf_counter() > self._wall_ends
        ):
            raise OutOfTime
