"""A text as words, with the sentence and clause each word stands in.

What the words mean is for `matching.py` and `context.py`. Every pattern here is one class of
characters repeated possessively: it reads each character once, whatever the text.
"""

import re
from dataclasses import dataclass, field

from .finding import Deadline
from .normalise import Folded, fold
from .spelling import Speller

LETTER = r"[^\W_㐀-鿿]"
TOKEN = re.compile(
    rf"https?+://\S++|www\.\S++|[㐀-鿿]++|{LETTER}++(?:[*@$!']++{LETTER}++)*+\*{{0,12}}+|[.!?;:…\n。！？；]++|[^\w\s]"
)
SENTENCE_ENDS = frozenset(".!?;:…\n。！？；")
CLAUSE_ENDS = frozenset(",，、()（）[]–—~|")
OPENS = {"“": "”", "«": "»", "„": "“", "「": "」", "『": "』", '"': '"'}
LETTER_GAP = 2  # "k i l l", "k. i. l. l": single letters this close belong together
LOOK_EVERY = 500  # words between two looks at the clock


@dataclass(slots=True)
class Reading:
    folded: Folded
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    clause: list[int] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)  # word indexes, end excluded
    quoted: bytearray = field(default_factory=bytearray)  # per word

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the original for the words first to last, both included."""
        return self.folded.span(self.starts[first], self.ends[last])

    def is_quoted(self, first: int, last: int) -> bool:
        return bool(self.quoted[first] and self.quoted[last])


def read(text: str, speller: Speller, turns: frozenset[str], deadline: Deadline) -> Reading:
    """Turns are words like "but", which begin a clause of their own."""
    return _Reader(Reading(fold(text)), speller, turns, deadline).read()


class _Reader:
    def __init__(self, reading: Reading, speller: Speller, turns: frozenset[str], deadline: Deadline) -> None:
        self.out, self.speller, self.turns, self.deadline = reading, speller, turns, deadline
        self.sentence = self.clause = 0
        self.letters: list[tuple[str, int, int]] = []  # a run of single letters, not yet written down
        self.closing, self.opened_at = "", 0
        self.memo: dict[str, tuple[str, ...]] = {}

    def read(self) -> Reading:
        chars = self.out.folded.chars
        for number, match in enumerate(TOKEN.finditer(chars)):
            if number % LOOK_EVERY == 0:
                self.deadline.look()
            piece = match.group()
            start, end = match.span()
            if "/" in piece or piece.startswith("www."):
                continue  # what an address is made of says nothing about its sender
            if "㐀" <= piece[0] <= "鿿":
                if self.letters:
                    self._flush_letters()
                self._characters(piece, start)
            elif piece[0].isalnum():
                self._word(piece, start, end)
            else:
                self._mark(piece, start, end, chars)
        self._flush_letters()
        self.out.quoted = bytearray(len(self.out.words))
        for first, after in self.out.quotes:
            self.out.quoted[first:after] = b"\1" * (after - first)
        return self.out

    def _word(self, piece: str, start: int, end: int) -> None:
        if len(piece) == 1 and piece < "\u3400" and piece.isalpha():
            if self.letters and start - self.letters[-1][2] > LETTER_GAP:
                self._flush_letters()
            self.letters.append((piece, start, end))
            return
        if self.letters:
            self._flush_letters()
        words = self.memo.get(piece)
        if words is None:
            words = self.memo[piece] = self.speller.read_apostrophes(piece)
        for word in words:
            self._put(word, start, end)

    def _characters(self, run: str, start: int) -> None:
        """Each Chinese character is a word, and most stand in runs without a turn among them."""
        if not self.turns.isdisjoint(run):
            for at, character in enumerate(run, start):
                self._put(character, at, at + 1)
            return
        out, length = self.out, len(run)
        out.words.extend(run)
        out.starts.extend(range(start, start + length))
        out.ends.extend(range(start + 1, start + length + 1))
        out.sentence.extend([self.sentence] * length)
        out.clause.extend([self.clause] * length)

    def _put(self, word: str, start: int, end: int) -> None:
        out = self.out
        if word in self.turns:
            self.clause += 1
        out.words.append(word)
        out.starts.append(start)
        out.ends.append(end)
        out.sentence.append(self.sentence)
        out.clause.append(self.clause)

    def _flush_letters(self) -> None:
        run, self.letters = self.letters, []
        if len(run) >= 3:
            joined = self.speller.join("".join(letter for letter, _, _ in run))
            if joined:
                for word in joined:
                    self._put(word, run[0][1], run[-1][2])
                return
        for letter, start, end in run:
            self._put(letter, start, end)

    def _mark(self, piece: str, start: int, end: int, chars: str) -> None:
        first = piece[0]
        if first in SENTENCE_ENDS:
            # "k.i.l.l", "3.5" and "so.tired" are not the end of a sentence.
            glued = end < len(chars) and chars[end].isalnum() and first in ".:" and len(piece) == 1
            if not glued and not (self.letters and len(self.letters) > 1 and piece == "."):
                self._flush_letters()
                self.sentence += 1
                self.clause += 1
        elif first in OPENS or first == self.closing:
            self._flush_letters()
            self._quote(first)
        elif first in CLAUSE_ENDS:
            self._flush_letters()
            self.clause += 1
        elif piece in self.speller.known:
            self._flush_letters()
            self._put(piece, start, end)

    def _quote(self, mark: str) -> None:
        if self.closing and mark == self.closing:
            self.out.quotes.append((self.opened_at, len(self.out.words)))
            self.closing = ""
        elif mark in OPENS:
            self.closing, self.opened_at = OPENS[mark], len(self.out.words)
