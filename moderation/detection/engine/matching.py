"""Where the lexicon's phrases stand in a text: one pass over all words, one more without fillers.

What a match is worth in its sentence is for `context.py`.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .entries import Entry
from .finding import Deadline
from .levels import ALONE, rank
from .lexicon import UNKNOWN, Lexicon, Pattern
from .reading import Reading

LOOK_EVERY = 2000  # matches between two looks at the clock
MOST_AROUND = 6  # readings that one stretch of words is compared with


@dataclass(frozen=True, slots=True)
class Hit:
    entry: Entry
    first: int  # word indexes, both included
    last: int


@dataclass(slots=True)
class Marks:
    """Where one kind of context word stands, ready for the questions that context asks."""

    start_by_end: dict[int, int] = field(default_factory=dict)
    first_in_clause: dict[int, int] = field(default_factory=dict)
    sentences: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Matches:
    hits: list[Hit]
    harmless: list[Hit]
    marks: dict[tuple[str, str], Marks]  # (language, list) → where

    def of(self, lang: str, name: str) -> Marks:
        return self.marks.get((lang, name), NOWHERE)


NOWHERE = Marks()


def match(reading: Reading, lexicon: Lexicon, deadline: Deadline) -> Matches:
    scan = _Scan(reading, lexicon, deadline)
    words = reading.words
    symbols = lexicon.symbols
    stream = "".join([symbols.get(word, UNKNOWN) for word in words])
    scan.run(stream, range(len(words)))
    kept = [at for at, word in enumerate(words) if word not in lexicon.fillers]
    if len(kept) < len(words):
        scan.run("".join([stream[at] for at in kept]), kept, again=True)
    return scan.matches()


class _Scan:
    def __init__(self, reading: Reading, lexicon: Lexicon, deadline: Deadline) -> None:
        self.reading, self.lexicon, self.deadline = reading, lexicon, deadline
        self.by_entry: dict[str, list[Hit]] = defaultdict(list)
        self.marks: dict[tuple[str, str], Marks] = defaultdict(Marks)

    def run(self, stream: str, index: Sequence[int], *, again: bool = False) -> None:
        """All parts in the order they end; a part counts when the parts before it stand where they must."""
        sentence, patterns = self.reading.sentence, self.lexicon.patterns
        chain = _Chain(sentence, index)
        for number, (end, meanings) in enumerate(self.lexicon.automaton.iter(stream)):
            if number % LOOK_EVERY == 0:
                self.deadline.look()
            last, its_sentence = index[end], sentence[index[end]]
            for pattern_number, part, length in meanings:
                # The innermost loop of the engine: first what is cheap and mostly ends it.
                if part and (pattern_number, part - 1) not in chain.latest:
                    continue
                start = end - length + 1
                first: int | None = index[start]
                if sentence[first] != its_sentence:
                    continue
                pattern = patterns[pattern_number]
                if len(pattern.gaps) > 1:
                    first = chain.follow(pattern_number, pattern, part, start, end)
                elif again and length == 1:
                    continue  # the first pass found it
                if first is None:
                    continue
                if pattern.entry is not None:
                    self.by_entry[pattern.entry.id].append(Hit(pattern.entry, first, last))
                else:
                    self._mark(pattern.lang, pattern.mark, first, last)

    def _mark(self, lang: str, name: str, first: int, last: int) -> None:
        marks = self.marks[lang, name]
        if first < marks.start_by_end.get(last, last + 1):
            marks.start_by_end[last] = first
        clause = self.reading.clause[first]
        if first < marks.first_in_clause.get(clause, last + 1):
            marks.first_in_clause[clause] = first
        marks.sentences.add(self.reading.sentence[first])

    def matches(self) -> Matches:
        hits = [hit for found in self.by_entry.values() for hit in _longest(found)]
        hits.sort(key=lambda hit: (hit.first, -hit.last, hit.entry.id))
        return Matches(
            _without_echoes([hit for hit in hits if not hit.entry.is_harmless]),
            [hit for hit in hits if hit.entry.is_harmless],
            dict(self.marks),
        )


class _Chain:
    """How far each phrase of several parts has come. Every look-up is one look, so time stays linear."""

    def __init__(self, sentence: list[int], index: Sequence[int]) -> None:
        self.sentence, self.index = sentence, index
        self.ending: dict[tuple[int, int, int], int] = {}  # (phrase, part, end) → first word
        self.latest: dict[tuple[int, int], tuple[int, int]] = {}  # (phrase, part) → first word, end

    def follow(self, number: int, pattern: Pattern, part: int, start: int, end: int) -> int | None:
        """Note this part; the first word of the whole phrase when it is complete, else None."""
        first = self._begins(number, pattern, part, start)
        if first is None:
            return None
        while True:
            key = (number, part, end)
            self.ending[key] = min(first, self.ending.get(key, first))
            self.latest[number, part] = (first, end)
            part += 1
            if part == len(pattern.gaps):
                return first
            if not pattern.optional[part]:
                return None

    def _begins(self, number: int, pattern: Pattern, part: int, start: int) -> int | None:
        if part == 0:
            return self.index[start]
        if not pattern.gaps[part]:
            return self.ending.get((number, part - 1, start - 1))
        first, end = self.latest.get((number, part - 1), (0, start))
        fits = 0 < start - end <= pattern.gaps[part] + 1
        same = self.sentence[first] == self.sentence[self.index[start]]
        return first if fits and same else None


def _longest(found: list[Hit]) -> list[Hit]:
    """One entry counts once for the same words, with the longest of its wordings."""
    found.sort(key=lambda hit: (hit.first, -hit.last))
    kept: list[Hit] = []
    for hit in found:
        if not kept or hit.first > kept[-1].last:
            kept.append(hit)
        elif hit.last > kept[-1].last:
            kept[-1] = Hit(hit.entry, kept[-1].first, hit.last)
    return kept


def _without_echoes(hits: list[Hit]) -> list[Hit]:
    """Of two readings of the same words the longer one counts, unless the shorter is graver."""
    # A wide net is for what no exact phrase reads; where one does, its reading is the better one.
    exact = {hit.first for hit in hits if not hit.entry.wide and rank(ALONE[hit.entry.evidence]) > 1}
    kept: list[Hit] = []
    for hit in hits:
        if hit.entry.wide and any(word in exact for word in range(hit.first, hit.last + 1)):
            continue
        around = [other for other in kept[-MOST_AROUND:] if _covers(other, hit)]
        if not any(_says_as_much(other.entry, hit.entry) for other in around):
            kept.append(hit)
    return kept


def _covers(longer: Hit, shorter: Hit) -> bool:
    inside = longer.first <= shorter.first and shorter.last <= longer.last
    return inside and longer.last - longer.first > shorter.last - shorter.first


def _says_as_much(longer: Entry, shorter: Entry) -> bool:
    if longer.lang != shorter.lang or longer.category != shorter.category or longer.flags != shorter.flags:
        return False
    if longer.subject not in ("nearest", shorter.subject):
        return False
    if longer.tense == "past":
        return not shorter.plain
    return rank(ALONE[longer.evidence]) >= rank(ALONE[shorter.evidence]) > 0
