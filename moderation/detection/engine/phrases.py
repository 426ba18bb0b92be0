"""The small language of lexicon phrases, and what one phrase stands for.

    {slot}      any phrase of that slot            (a|b)   one of these
    [maybe]     with or without                    a .. b  up to MOST_BETWEEN words in between

A phrase is spelled out when a lexicon is loaded, into parts that follow each other, so that matching
needs no backtracking. Limits keep a careless entry from growing without end.
"""

from dataclasses import dataclass

from .normalise import fold_word

MOST_BETWEEN = 5
MOST_WORDINGS = 2000  # of one slot or bracket
SPELLED_OUT = 200  # wordings of one part; more, and the phrase goes on in a part of its own

Words = tuple[str, ...]


class BadLexicon(Exception):
    """A lexicon that cannot be trusted: which file, where in it, and why."""


@dataclass(slots=True)
class Slots:
    """The named families of one language. A family may use others, never itself."""

    phrases: dict[str, list[str]]
    _done: dict[str, frozenset[Words]]
    _open: list[str]

    @classmethod
    def of(cls, phrases: dict[str, list[str]]) -> "Slots":
        return cls(phrases, {}, [])

    def wordings(self, name: str) -> frozenset[Words]:
        if name in self._open:
            raise BadLexicon(f"slots form a circle: {' > '.join([*self._open, name])}")
        if name not in self.phrases:
            raise BadLexicon(f"no slot is named {name!r}")
        if name not in self._done:
            self._open.append(name)
            self._done[name] = frozenset(w for phrase in self.phrases[name] for w in expand(phrase, self))
            self._open.pop()
        return self._done[name]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a phrase: its wordings, and how many words may stand between it and the piece before."""

    wordings: frozenset[Words]
    gap: int = 0

    @property
    def is_optional(self) -> bool:
        return () in self.wordings


def parts(phrase: str, slots: Slots) -> list[Part]:
    made: list[Part] = []
    for number, stretch in enumerate(phrase.split("..")):
        pieces = _stretch(stretch, slots)
        if all(() in piece for piece in pieces):
            raise BadLexicon(f"a part of {phrase!r} could be empty")
        made.append(Part(pieces[0], MOST_BETWEEN if number else 0))
        made += [Part(piece) for piece in pieces[1:]]
    return made


def _stretch(stretch: str, slots: Slots) -> list[frozenset[Words]]:
    """Neighbouring elements are multiplied out while that stays small."""
    pieces: list[set[Words]] = []
    tokens = _tokens(stretch)
    while tokens:
        if tokens[0] in ("]", ")", "|"):
            raise BadLexicon(f"{stretch!r} has a {tokens[0]} on its own")
        options, tokens = _one(tokens[0], tokens[1:], slots)
        # An optional beginning has nothing to hang on, so it joins what follows at any price.
        is_loose = len(pieces) == 1 and () in pieces[0]
        if is_loose or (pieces and len(pieces[-1]) * len(options) <= SPELLED_OUT):
            pieces[-1] = {a + b for a in pieces[-1] for b in options}
        else:
            pieces.append(set(options))
    return [frozenset(piece) for piece in pieces] or [frozenset({()})]


def expand(phrase: str, slots: Slots) -> frozenset[Words]:
    wordings, rest = _sequence(_tokens(phrase), slots)
    if rest:
        raise BadLexicon(f"{phrase!r} has a bracket too many")
    return frozenset(wordings)


def words_of(text: str) -> Words:
    """Plain words as the reader will see them; Chinese is read character by character."""
    words: list[str] = []
    for piece in fold_word(text).replace("'", "").replace("-", " ").split():
        if any("㐀" <= c <= "鿿" for c in piece):
            words.extend(piece)
        else:
            words.append(piece)
    return tuple(words)


def _tokens(phrase: str) -> list[str]:
    for bracket in "{}[]()|":
        phrase = phrase.replace(bracket, f" {bracket} ")
    return phrase.split()


def _sequence(tokens: list[str], slots: Slots) -> tuple[set[Words], list[str]]:
    """Wordings of the alternatives up to the closing bracket, and the tokens after it."""
    finished: set[Words] = set()
    running: set[Words] = {()}
    while tokens and tokens[0] not in ("]", ")"):
        head, tokens = tokens[0], tokens[1:]
        if head == "|":
            finished |= running
            running = {()}
            continue
        options, tokens = _one(head, tokens, slots)
        running = {a + b for a in running for b in options}
        if len(running) > MOST_WORDINGS:
            raise BadLexicon(f"a phrase stands for more than {MOST_WORDINGS} wordings")
    return finished | running, tokens


def _one(head: str, tokens: list[str], slots: Slots) -> tuple[frozenset[Words] | set[Words], list[str]]:
    if head == "{":
        if len(tokens) < 2 or tokens[1] != "}":
            raise BadLexicon("a slot is one name in braces")
        return slots.wordings(tokens[0]), tokens[2:]
    if head in ("[", "("):
        inside, rest = _sequence(tokens, slots)
        if not rest:
            raise BadLexicon("a bracket is never closed")
        return (inside | {()} if head == "[" else inside), rest[1:]
    return {words_of(head)}, tokens
