"""Words that are spelled strangely, by accident or to hide: how the lexicon would spell them.

A word the lexicon knows is never touched, and a guess counts only when it ends in a word the
lexicon knows. So "analysis", names and kilometres stay what they are.
"""

from collections.abc import Iterable
from itertools import pairwise

LEET = str.maketrans("013457@$!|", "oieastasil")
# Looks like the Latin letter; folded only in words that mix scripts, so Russian and Greek stay themselves.
CONFUSABLE = str.maketrans(
    "аеорсухіјѕԁһкмтвнпгԛѡιονρτυκαεηωɑɡıℓⅼԝѵ", "aeopcyxijsdhkmtbnnrqwiovptukaenwagillwv"
)
# What French leaves of a short word before a vowel.
ELIDED = {"d": "de", "l": "le", "n": "ne", "s": "se", "m": "me", "t": "te", "j": "je", "c": "ce", "qu": "que"}
MASKS = "*@$!"
MASK = "*"
LONGEST_WORD = 40  # nobody disguises a word this long; longer runs are noise or attack
LONGEST_SPACED = 12  # letters of a word that somebody spaces out
LONGEST_RUN = 96  # letters looked at together, so that a page of single letters stays cheap
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


class Speller:
    """Made once per lexicon from its words, its list of variants and its key words."""

    def __init__(
        self,
        known: Iterable[str],
        variants: dict[str, str],
        keys: Iterable[str],
        real: Iterable[str],
        common: Iterable[str],
    ) -> None:
        self.common = frozenset(common)  # stopwords: "d'en" must not become German "den"
        self.known = frozenset(known)
        self.variants = {wrong: tuple(right.split()) for wrong, right in variants.items()}
        keys = sorted(set(keys))
        self._near = _one_edit_away(keys, self.known | set(real))
        self._by_shape: dict[tuple[int, str], list[str]] = {}
        for key in keys:
            self._by_shape.setdefault((len(key), key[0]), []).append(key)

    def read(self, word: str) -> tuple[str, ...]:
        """The words of the lexicon that this one stands for, or itself."""
        if word in self.known:
            return (word,)
        if word.isdigit():
            return ("#",)
        if len(word) > LONGEST_WORD:
            return (word,)
        for guess in _guesses(word):
            if guess in self.known:
                return (guess,)
            if guess in self.variants:
                return self.variants[guess]
            if guess in self._near:
                return (self._near[guess],)
        return self._by_mask(word)

    def read_apostrophes(self, word: str) -> tuple[str, ...]:
        """ "don't" is "dont"; French "d'en" is "de en" unless the lexicon knows it in one piece."""
        if "'" not in word:
            return self.read(word)
        joined = word.replace("'", "")
        head, _, tail = word.partition("'")
        if head in ELIDED and tail in self.known and (joined not in self.known or joined in self.common):
            return ELIDED[head], tail
        return self.read(joined)

    def join(self, letters: str) -> tuple[str, ...]:
        """Words of the lexicon in a run of single letters, in order; nothing when it is no word."""
        found = tuple(
            word
            for at in range(0, len(letters), LONGEST_RUN)
            for word in self._segment(letters[at : at + LONGEST_RUN])
        )
        return found if any(len(word) > 2 for word in found) else ()

    def _segment(self, letters: str) -> list[str]:
        """The split that leaves fewest letters over, then the one with fewest words."""
        best: list[tuple[int, int, int]] = [(0, 0, 0)]  # letters left over, words, where the last one began
        for end in range(1, len(letters) + 1):
            left, words, _ = best[end - 1]
            options = [(left + (letters[end - 1] != "i"), words + 1, end - 1)]
            for start in range(max(0, end - LONGEST_SPACED), end - 1):
                if letters[start:end] in self.known:
                    options.append((best[start][0], best[start][1] + 1, start))
            best.append(min(options))
        found, end = [], len(letters)
        while end:
            start = best[end][2]
            found.append(letters[start:end])
            end = start
        return found[::-1]

    def _by_mask(self, word: str) -> tuple[str, ...]:
        if not any(mark in word for mark in MASKS):
            return (word,)
        if MASK in word:
            for key in self._by_shape.get((len(word), word[0]), ()):
                if all(mine in (its, MASK) for its, mine in zip(key, word, strict=True)):
                    return (key,)
        return tuple(_split_at_marks(word)) or (word,)


def _guesses(word: str) -> Iterable[str]:
    yield word
    plain = word
    if not word.isascii():
        plain = _fold_lookalikes(word)
        yield plain
    if not plain.isalpha() and any(c.isalpha() for c in plain):
        plain = plain.translate(LEET)
        yield plain
    if _is_stretched(plain):
        yield _squeeze(plain, 2)
        yield _squeeze(plain, 1)
    if len(plain) > 4:
        yield from (plain.replace(pair, pair[0]) for pair in ("ae", "oe", "ue") if pair in plain)
        if plain.endswith("s"):
            yield plain[:-1]


def _fold_lookalikes(word: str) -> str:
    has_latin = any("a" <= c <= "z" for c in word)
    return word.translate(CONFUSABLE) if has_latin else word


def _is_stretched(word: str) -> bool:
    return any(a == b for a, b in pairwise(word))


def _squeeze(word: str, most: int) -> str:
    kept: list[str] = []
    for char in word:
        if kept[-most:] != [char] * most:
            kept.append(char)
    return "".join(kept)


def _split_at_marks(word: str) -> list[str]:
    for mark in MASKS:
        word = word.replace(mark, " ")
    return word.split()


def _one_edit_away(keys: list[str], real: Iterable[str]) -> dict[str, str]:
    """Spelled out beforehand: at run time a wrong spelling is one look into a dictionary."""
    near: dict[str, str] = {}
    for key in keys:
        if len(key) >= 6 and key.isascii():
            for wrong in _edits(key):
                near.setdefault(wrong, key)
    return {wrong: key for wrong, key in near.items() if wrong not in real}


def _edits(key: str) -> Iterable[str]:
    # The first letter stays: people drop and swap letters inside a word.
    for at in range(1, len(key)):
        head, tail = key[:at], key[at:]
        yield head + tail[1:]
        yield from (head + letter + tail for letter in ALPHABET)
        yield from (head + letter + tail[1:] for letter in ALPHABET)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
