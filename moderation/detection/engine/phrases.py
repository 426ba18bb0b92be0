"""The small language of lexicon phrases, and what one phrase stands for.

    {slot}      any phrase of that slot            (a|b)   one of these
    [maybe]     with or without                    a .. b  up to MOST_BETWEEN words in between

A phrase is spelled out into every wording it covers when a lexicon is loaded, so that matching
needs no backtracking. Limits keep a careless entry from growing without end.
"""

from dataclasses import dataclass

from .normalise import fold_word

MOST_BETWEEN = 5
MOST_WORDINGS = 6000  # of one part of one phrase

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


def parts(phrase: str, slots: Slots) -> list[frozenset[Words]]:
    """The phrase as its parts between gaps, each with all its wordings."""
    made = [expand(part, slots) for part in phrase.split("..")]
    if any(not part or () in part for part in made):
        raise BadLexicon(f"a part of {phrase!r} could be empty")
    return made


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
