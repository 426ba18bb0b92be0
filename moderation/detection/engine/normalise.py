"""Letters: every text is folded to plain lower-case letters, with a map back to the original.

Only characters are looked at here; what a strangely spelled word means is for `spelling.py`.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

APOSTROPHES = "’‘ʼ`´＇"
DROPPED = {"Cf", "Mn", "Me", "Sk"}  # zero-width and bidi marks, accents, skin tones
KEEP_COMPOSED = (0xAC00, 0xD7A3)  # Hangul would fall apart into letters


@dataclass(frozen=True, slots=True)
class Folded:
    chars: str
    origin: list[int] | None  # None: every character stands where it stood

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original for a stretch of the folded text."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def fold(text: str) -> Folded:
    if text.isascii():
        return Folded(text.lower(), None)
    pieces = list(map(fold_char, text))
    if set(map(len, pieces)) == {1}:
        return Folded("".join(pieces), None)
    origin = [position for position, plain in enumerate(pieces) for _ in plain]
    return Folded("".join(pieces), origin)


def fold_word(word: str) -> str:
    return fold(word).chars


@lru_cache(maxsize=16384)
def fold_char(char: str) -> str:
    if char < "\x80":
        return char.lower()
    if char in APOSTROPHES:
        return "'"
    if KEEP_COMPOSED[0] <= ord(char) <= KEEP_COMPOSED[1]:
        return char
    if unicodedata.category(char) in DROPPED:
        return ""
    # NFKD is NFKC with its accents loose, so that they can be dropped: "não" is often written "nao".
    loose = unicodedata.normalize("NFKD", char).casefold()
    return "".join(c for c in loose if unicodedata.category(c) not in DROPPED)
