"""A second opinion: what the wording as a whole reminds of, where no phrase of the lexicon says it.

A linear model over hashed words, pairs of words near each other, the letters inside words, and words of context,
trained on our own labelled messages (`bin/manage train_opinion`). It speaks only where the lexicon is silent, so it
never lowers a level. Its weights are tables: what a word added can be read from them, and the finding marks the words
that weighed most. Hashing: Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009.
"""

import json
import math
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from zlib import crc32

from .context import Scene, ruling_on
from .finding import CATEGORIES, LEVELS, Deadline, Finding
from .levels import SCORE, rank
from .reading import Reading

BUCKETS = 1 << 17
LETTERS = 4  # looked at together inside a word
WINDOW = 40  # words read together: one line of a long post counts as much as one alone
FEWEST_WORDS = 3
MANY_WORDS = 400  # beyond, windows do not overlap, so that a long post stays cheap
LOUDER = 3  # what the lexicon saw counts as much as so many words
MOST_MARKED = 3  # words that weighed most
LOOK_EVERY = 20  # windows between two looks at the clock
LEVEL_HEADS = LEVELS[1:3]  # each answers: this level, or above? Imminent needs a phrase to point at
HEADS = (*LEVEL_HEADS, *CATEGORIES, "other")
DEFAULT_FILE = Path(__file__).resolve().parent.parent / "opinion" / "weights.bin"
# What the lexicon calls the things it marks around a hit, as far as they change what a sentence means.
MARKS = frozenset(
    ("negation", "past", "recovery", "report", "joke", "other", "you", "self", "hypothetical", "present", "time",
     "said", "recent", "goes_on", "applies", "persistent")
)  # fmt: skip
SAYS = {
    "suicide": "worded like messages about wanting to die",
    "overdose_or_medical": "worded like messages about a body in danger",
    "harm_to_others": "worded like messages about hurting somebody",
    "abuse": "worded like messages about being hurt by somebody",
    "self_harm": "worded like messages about hurting oneself",
    "eating_disorder": "worded like messages about not eating",
}


@dataclass(frozen=True, slots=True)
class Window:
    """Words read together, as indexes; the end is excluded."""

    first: int
    end: int
    explained: bool = False  # the lexicon saw words of danger in it and knows why they do not count


@dataclass(frozen=True, slots=True)
class Model:
    """One table of whole numbers for each head. A head's answer is the sigmoid of their scaled sum."""

    version: str
    tables: dict[str, array]
    scales: dict[str, float]
    biases: dict[str, float]
    thresholds: dict[str, dict[str, float]]  # "alone" for a text of one window, "many" for longer ones

    def chance(self, head: str, ids: Sequence[int]) -> float:
        """How likely this head says yes to the features of a window, from 0 to 1."""
        total = sum(map(self.tables[head].__getitem__, ids))
        weight = total * self.scales[head] / math.sqrt(len(ids)) + self.biases[head]
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, weight))))


@cache
def default_model() -> Model:
    """The shipped weights; read once per process, then only handed out."""
    return load_model(DEFAULT_FILE)


def load_model(path: Path) -> Model:
    """A head line of JSON, then one byte for each bucket and head."""
    with path.open("rb") as file:
        head = json.loads(file.readline())
        tables = {name: array("b", file.read(BUCKETS)) for name in HEADS}
    return Model(head["version"], tables, head["scales"], head["biases"], head["thresholds"])


def second(finding: Finding, scene: Scene, model: Model, deadline: Deadline) -> Finding:
    """The same finding, or one that the wording as a whole gives where no phrase says anything."""
    if finding.level != "none":
        return finding
    gravest, level = None, finding.level
    read = list(seen(scene))
    # A long text has many windows to be wrong in, so each must be surer.
    thresholds = model.thresholds["alone" if len(read) == 1 else "many"]
    for number, (window, ids) in enumerate(read):
        if number % LOOK_EVERY == 0:
            deadline.look()
        if window.explained:
            continue
        if (here := _level(model, ids, thresholds)) and rank(here) > rank(level):
            gravest, level = (window, ids), here
    if gravest is None:
        return finding
    return _raised(finding, scene.reading, model, level, *gravest)


def _level(model: Model, ids: Sequence[int], thresholds: dict[str, float]) -> str:
    """The level a window is given; empty below concern. Asks the graver heads only where the first says yes."""
    given = ""
    for head in LEVEL_HEADS:
        if model.chance(head, ids) < thresholds[head]:
            break
        given = head
    return given


def _raised(
    finding: Finding, reading: Reading, model: Model, level: str, window: Window, ids: list[int]
) -> Finding:
    category = max(CATEGORIES, key=lambda head: model.chance(head, ids))
    subject = "other" if model.chance("other", ids) > 0.5 else "self"
    rule = f"opinion.{category}"
    spans = tuple((*reading.span(at, at), rule) for at in _weighed_most(model, reading, window))
    return replace(
        finding, level=level, category=category, subject=subject, spans=(*finding.spans, *spans),
        rules=(*finding.rules, rule), why=(*finding.why, SAYS[category]), score=max(finding.score, SCORE[level]),
    )  # fmt: skip


def _weighed_most(model: Model, reading: Reading, window: Window) -> list[int]:
    """The words that speak loudest for it, in the order of the text."""
    table = model.tables[LEVEL_HEADS[0]]
    words = range(window.first, window.end)
    loudest = sorted(words, key=lambda at: -sum(map(table.__getitem__, of_word(reading.words[at])[1])))
    return sorted(loudest[:MOST_MARKED])


# --- what the model looks at ------------------------------------------------------------------------


def seen(scene: Scene) -> Iterator[tuple[Window, list[int]]]:
    """Every window of a text with its features, as bucket numbers. The same in training and in use."""
    reading = scene.reading
    traits = _traits(scene)
    for window in windows(reading):
        if window.end - window.first < FEWEST_WORDS:
            continue  # of a word or two the lexicon knows all there is to know
        found = set(of_words(reading.words[window.first : window.end]))
        here = {name for at in range(window.first, window.end) for name in traits.get(at, ())}
        marks = sorted(name for name in here if name in MARKS)
        here.update(f"{one}+{two}" for number, one in enumerate(marks) for two in marks[number + 1 :])
        explained = any(name.startswith("but ") or name == "harmless" for name in here)
        found.update(bucket(f"§{time}{name}") for name in here for time in range(LOUDER))
        yield (
            replace(window, explained=explained),
            sorted(found),
        )  # in order: training adds up the same way each time


def windows(reading: Reading) -> Iterator[Window]:
    """Neighbouring sentences as far as they fit together; a sentence without an end in overlapping pieces."""
    sentence, count = reading.sentence, len(reading.words)
    stops = [at for at in range(1, count) if sentence[at] != sentence[at - 1]] + [count]
    first = reached = 0
    for number, stop in enumerate(stops):
        if stop - first > WINDOW:
            yield from _pieces(first, stop)
            reached = stop
        elif first >= reached or count <= MANY_WORDS:
            end = max(later for later in stops[number : number + WINDOW] if later - first <= WINDOW)
            if end > reached:
                yield Window(first, end)
                reached = end
        first = stop


def _pieces(first: int, stop: int) -> Iterator[Window]:
    for start in range(first, stop - WINDOW // 2, WINDOW // 2):
        yield Window(start, min(start + WINDOW, stop))


def of_words(words: Sequence[str]) -> list[int]:
    """Words, the letters inside them, and each pair near each other in its order."""
    found: list[int] = []
    a = b = c = d = (
        0  # the four words before: each pair's bucket is worked out from two numbers, not from letters
    )
    for word in words:
        number, own = of_word(word)
        found += own
        mixed = number * 31
        found.append((a * 7 + mixed) % BUCKETS)
        if b:
            found.append((b * 11 + mixed) % BUCKETS)
        if c:
            found.append((c * 13 + mixed) % BUCKETS)
        if d:
            found.append((d * 17 + mixed) % BUCKETS)
        a, b, c, d = number, a, b, c
    return found


@lru_cache(maxsize=32768)
def of_word(word: str) -> tuple[int, tuple[int, ...]]:
    """A word's number; and the buckets of the word itself and of the letters inside it, which know its relatives and
    its misspellings."""
    inside = f"<{word[:24]}>"
    letters = {inside[at : at + LETTERS] for at in range(len(inside) - LETTERS + 1)}
    number = crc32(word.encode("utf8", "surrogatepass")) | 1
    return number, (bucket(f"={word}"), *(bucket(piece) for piece in sorted(letters)))


def _traits(scene: Scene) -> dict[int, list[str]]:
    """Words of context, and why a phrase does not count, by word. Not which phrases were found: the lexicon grew from
    the very messages the model learns from, and would teach it to look at nothing else."""
    traits: dict[int, list[str]] = {}
    for hit in scene.matches.hits:
        if ruling := ruling_on(hit, scene):
            traits.setdefault(hit.first, []).append(f"but {ruling.reason}")
    for hit in scene.matches.harmless:
        traits.setdefault(hit.first, []).append("harmless")
    for (_lang, name), marks in scene.matches.marks.items():
        for start in marks.start_by_end.values():
            traits.setdefault(start, []).append(name)
    for first, _end in scene.reading.quotes:
        traits.setdefault(first, []).append("quote")
    return traits


def bucket(text: str) -> int:
    return crc32(text.encode("utf8", "surrogatepass")) % BUCKETS
