"""Where the lexicon's phrases stand in a text: one pass over all words, one more without fillers.

What a match is worth in its sentence is for `context.py`.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .entries import Entry
from .finding import Deadline
from .levels import ALONE, rank
from .lexicon import UNKNOWN, Lexicon, Meaning, Pattern
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
    # A sentence without a filler would only be read a second time.
    sentence, fillers = reading.sentence, lexicon.fillers
    with_fillers = {sentence[at] for at, word in enumerate(words) if word in fillers}
    kept = [at for at, word in enumerate(words) if sentence[at] in with_fillers and word not in fillers]
    if kept:
        scan.run("".join([stream[at] for at in kept]), kept, again=True)
    return scan.matches()


class _Scan:
    def __init__(self, reading: Reading, lexicon: Lexicon, deadline: Deadline) -> None:
        self.reading, self.lexicon, self.deadline = reading, lexicon, deadline
        self.by_entry: dict[str, list[Hit]] = defaultdict(list)
        self.marks: dict[tuple[str, str], Marks] = defaultdict(Marks)

    def run(self, stream: str, index: Sequence[int], *, again: bool = False) -> None:
        """All parts in the order they end; a part counts when the parts before it stand where they must."""
        sentence = self.reading.sentence
        chain = _Chain(sentence, index)
        reached, now = chain.latest, -1
        for number, (end, (begin, follow)) in enumerate(self.lexicon.automaton.iter(stream)):
            if number % LOOK_EVERY == 0:
                self.deadline.look()
            if sentence[index[end]] != now:
                now = sentence[index[end]]
                chain.forget()
            for meaning in begin:
                if not again or meaning[2] > 1 or len(meaning[0].gaps) > 1:  # else the first pass found it
                    self._meaning(meaning, chain, end, now)
            if not reached or not follow:
                continue
            # The innermost loop of the engine: of the two the smaller one is walked.
            if len(reached) < len(follow):
                steps = [step for step in reached if step in follow]
            else:
                steps = [step for step in follow if step in reached]
            for step in steps:
                for meaning in follow[step]:
                    self._meaning(meaning, chain, end, now)

    def _meaning(self, meaning: Meaning, chain: "_Chain", end: int, now: int) -> None:
        pattern, part, length = meaning
        start = end - length + 1
        first: int | None = chain.index[start]
        if chain.sentence[chain.index[start]] != now:
            return
        if len(pattern.gaps) > 1:
            first = chain.follow(pattern, part, start, end)
        if first is None:
            return
        if pattern.entry is not None:
            self.by_entry[pattern.entry.id].append(Hit(pattern.entry, first, chain.index[end]))
        else:
            self._mark(pattern.lang, pattern.mark, first, chain.index[end])

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
        self.ending: dict[tuple[int, int], int] = {}  # (step, end) → first word
        self.latest: dict[int, tuple[int, int]] = {}  # step → first word, end

    def forget(self) -> None:
        """No phrase goes on in another sentence."""
        self.ending.clear()
        self.latest.clear()

    def follow(self, pattern: Pattern, part: int, start: int, end: int) -> int | None:
        """Note this part; the first word of the whole phrase when it is complete, else None."""
        first = self._begins(pattern, part, start)
        if first is None:
            return None
        while True:
            step = pattern.steps + part
            self.ending[step, end] = min(first, self.ending.get((step, end), first))
            self.latest[step] = (first, end)
            part += 1
            if part == len(pattern.gaps):
                return first
            if not pattern.optional[part]:
                return None

    def _begins(self, pattern: Pattern, part: int, start: int) -> int | None:
        if part == 0:
            return self.index[start]
        before = pattern.steps + part - 1
        if not pattern.gaps[part]:
            return self.ending.get((before, start - 1))
        first, end = self.latest.get(before, (0, start))
        return first if 0 < start - end <= pattern.gaps[part] + 1 else None


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
    if longer.evidence == "missing" and shorter.evidence in ("farewell", "goodbye", "note"):
        return True  # the goodbye is somebody else's
    if longer.subject not in ("nearest", shorter.subject):
        return False
    if longer.tense == "past":
        return not shorter.plain
    if longer.evidence in ("urge", "worry") and shorter.evidence == "self_harm":
        return True  # "nearly cut", "might cut": the longer reading says it is not done
    return rank(ALONE[longer.evidence]) >= rank(ALONE[shorter.evidence]) > 0
