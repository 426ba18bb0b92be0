"""Filling a text: variables, fallbacks, sentences that go when nothing can be said. No Django, no database."""

import re
from collections.abc import Callable
from typing import Any

_VARIABLE = re.compile(r"\{([a-z0-9_]+)\}")
_SENTENCE_END = re.compile(r"(?<=[.?!])(\*\*)?\s+")
# A clause that goes alone, where dropping the whole sentence would drop the promise itself.
_CLAUSES = (re.compile(r", most days by \{daily_time\}"),)

# Where a fallback would make no sense: "until" asks for a moment that is known.
_NEEDS_ITS_VALUE = ("until {back_at}",)

# A variable at the beginning of a sentence, behind a bullet or the mark of a strong word; and whether it is all of it.
_FIRST = re.compile(r"(?P<before>[^\w{]*)\{(?P<name>[a-z0-9_]+)\}(?P<alone>[.!]\W*$)?")

# What stands for a variable that nobody could fill. Where there is none, the sentence goes.
FALLBACKS = {
    "name": "Guest",
    "duty_name": "the team",
    "emergency": "your local emergency number",
    "cover": "From here we can't see if anyone is on shift. Please don't wait for us.",
    "back_at": "when one of us is next here",
    "room_days": "when the team clears the room",
    "operator": "The people who run this site",
}
_AS_A_SENTENCE = {"emergency": "Call your local emergency number"}


def variables_in(words: str) -> set[str]:
    return set(_VARIABLE.findall(words))


def fill(words: str, variables: dict[str, Any], *, show: Callable[[Any], str] = str) -> str:
    """Put values in. `show` makes a value fit for where the text goes (plain, or escaped HTML)."""
    values = {name: variables.get(name) or FALLBACKS.get(name, "") for name in variables_in(words)}
    for clause in _CLAUSES:
        if any(not values.get(name) for name in variables_in(clause.pattern.replace("\\", ""))):
            words = clause.sub("", words)
    kept = [part for part in _sentences(words) if _can_be_said(part, values, variables)]
    return "".join(_said(part, values, variables, show) for part in kept).strip()


def _said(sentence: str, values: dict[str, Any], given: dict[str, Any], show: Callable[[Any], str]) -> str:
    """The sentence with its values in it. A fallback that begins it begins with a capital, as any sentence does, and
    one that would be all of it becomes a sentence."""
    first = _FIRST.match(sentence)

    def value(match: re.Match[str]) -> str:
        begins = first is not None and match.start(1) == first.start("name")
        if first is None or not begins or given.get(match[1]):
            return show(values[match[1]])
        words = (_AS_A_SENTENCE if first["alone"] else FALLBACKS).get(match[1]) or FALLBACKS[match[1]]
        return show(words[:1].upper() + words[1:])

    return _VARIABLE.sub(value, sentence)


def _can_be_said(sentence: str, values: dict[str, Any], given: dict[str, Any]) -> bool:
    needed = {name for words in _NEEDS_ITS_VALUE if words in sentence for name in variables_in(words)}
    return all(values[name] for name in variables_in(sentence)) and all(given.get(name) for name in needed)


def _sentences(words: str) -> list[str]:
    """Sentences with the white space behind them, so that joining gives the text again."""
    pieces, start = [], 0
    for match in _SENTENCE_END.finditer(words):
        pieces.append(words[start : match.end()])
        start = match.end()
    pieces.append(words[start:])
    return [piece for piece in pieces if piece]
