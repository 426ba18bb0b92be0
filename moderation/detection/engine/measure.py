"""How well the engine reads labelled messages: confusion, recall, precision, false alarms, time.

Figures only, never a message. `bin/manage evaluate` prints what `report` makes.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt
from time import perf_counter

from .assess import assess
from .finding import LEVELS
from .levels import rank
from .lexicon import Lexicon
from .lines import BadLine, parse_line

Z = 1.96  # 95 % intervals


@dataclass(slots=True)
class Measure:
    confusion: Counter = field(default_factory=Counter)  # (language, labelled, answered) → messages
    categories: Counter = field(default_factory=Counter)  # True, False → messages flagged rightly
    times: list[float] = field(default_factory=list)  # milliseconds
    bad_lines: list[int] = field(default_factory=list)

    @property
    def languages(self) -> list[str]:
        return sorted({lang for lang, _, _ in self.confusion})

    def count(self, lang: str | None, labelled: Iterable[str], answered: Iterable[str]) -> int:
        labelled, answered = set(labelled), set(answered)
        return sum(
            n
            for (la, gold, got), n in self.confusion.items()
            if lang in (None, la) and gold in labelled and got in answered
        )


def measure(lines: Iterable[str], lexicon: Lexicon | None = None, *, second_opinion: bool = True) -> Measure:
    """Read every labelled line and count. Lines that hold no message are named by number."""
    made = Measure()
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = parse_line(line)
                if row.get("level") not in LEVELS:
                    raise BadLine("level is none of the four")
                _measure_one(made, row, lexicon, second_opinion)
            except BadLine:
                made.bad_lines.append(number)
    return made


def _measure_one(made: Measure, row: dict, lexicon: Lexicon | None, second_opinion: bool) -> None:
    started = perf_counter()
    finding = assess(row["text"], lexicon=lexicon, second_opinion=second_opinion)
    made.times.append((perf_counter() - started) * 1000)
    made.confusion[row.get("lang") or finding.lang, row["level"], finding.level] += 1
    if row["level"] != "none" and finding.level != "none":
        made.categories[finding.category == row.get("category")] += 1


def report(made: Measure) -> list[str]:
    lines = [f"bad lines: {', '.join(map(str, made.bad_lines))}"] if made.bad_lines else []
    for lang in [None, *made.languages]:
        lines += _section(made, lang)
    rightly = made.categories[True]
    lines.append(f"category right among those flagged: {_share(rightly, made.categories.total())}")
    return [*lines, _time(made.times)]


def _section(made: Measure, lang: str | None) -> list[str]:
    head = "labelled \\ answered".ljust(20) + "".join(level.rjust(10) for level in LEVELS)
    lines = [f"== {lang or 'all languages'}", head]
    for gold in LEVELS:
        cells = "".join(str(made.count(lang, [gold], [got])).rjust(10) for got in LEVELS)
        lines.append(gold.ljust(20) + cells)
    for level in LEVELS[1:]:
        above = LEVELS[rank(level) :]
        found = made.count(lang, above, above)
        lines.append(
            f"{level} or above: recall {_share(found, made.count(lang, above, LEVELS))}, "
            f"precision {_share(found, made.count(lang, LEVELS, above))}"
        )
    missed = made.count(lang, ["imminent"], ["none"])
    lines.append(f"imminent rated none: {_share(missed, made.count(lang, ['imminent'], LEVELS))}")
    alarms = made.count(lang, ["none"], LEVELS[1:])
    return [*lines, f"false alarms on harmless: {_share(alarms, made.count(lang, ['none'], LEVELS))}"]


def _share(part: int, whole: int) -> str:
    if not whole:
        return "no messages"
    low, high = wilson(part, whole)
    return f"{part}/{whole} = {part / whole:.1%} (95 %: {low:.1%} to {high:.1%})"


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The interval that stays honest for small counts."""
    share, square = part / whole, Z * Z / whole
    middle = (share + square / 2) / (1 + square)
    half = Z * sqrt(share * (1 - share) / whole + square / (4 * whole)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def _time(times: list[float]) -> str:
    if not times:
        return "no messages"
    ordered = sorted(times)
    p50, p99 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return f"time per message: p50 {p50:.2f} ms, p99 {p99:.2f} ms"
