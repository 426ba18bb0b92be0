"""Names in a community: made up, unlike any other to the eye, and never somebody's real one."""

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from accounts.errors import Invalid

MIN, MAX = 2, 24
PATCHES = 70  # ten patterns, seven cloths

# Letters that look like Latin ones. Two names with one skeleton would be one person to a tired reader.
_LOOKS = str.maketrans(
    {
        "а": "a",
        "в": "b",
        "с": "c",
        "ԁ": "d",
        "е": "e",
        "ѕ": "s",
        "һ": "h",
        "і": "i",
        "ј": "j",
        "к": "k",
        "м": "m",
        "н": "h",
        "о": "o",
        "р": "p",
        "ԛ": "q",
        "т": "t",
        "у": "y",
        "ѵ": "v",
        "ԝ": "w",
        "х": "x",
        "ɡ": "g",
        "ı": "i",
        "α": "a",
        "β": "b",
        "γ": "y",
        "ε": "e",
        "η": "n",
        "ι": "i",
        "κ": "k",
        "ν": "v",
        "ο": "o",
        "ρ": "p",
        "τ": "t",
        "υ": "u",
        "χ": "x",
        "ω": "w",
        "ѡ": "w",
        "օ": "o",
        "ս": "u",
        "ց": "g",
        "հ": "h",
        "0": "o",
        "1": "i",
        "l": "i",
        "|": "i",
        "3": "e",
        "5": "s",
        "$": "s",
        "@": "a",
        "!": "i",
    }
)
_RESERVED = (
    "admin",
    "administrator",
    "moderator",
    "mod",
    "team",
    "theteam",
    "staff",
    "support",
    "guest",
    "system",
    "lead",
    "helper",
    "doctor",
    "therapist",
    "nurse",
    "former",
    "formermember",
    "everyone",
)

WORDLISTS = Path(__file__).parent / "wordlists"


def skeleton(name: str) -> str:
    """How a name looks: marks, case, spaces and look-alike letters taken away."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name)).casefold()
    letters = [
        c
        for c in plain
        if (not unicodedata.combining(c) and unicodedata.category(c)[0] in "LN") or c in "|$@!"
    ]
    # rn beside m is the oldest trick there is.
    return "".join(letters).translate(_LOOKS).replace("rn", "m").replace("vv", "w")[:80]


def clean(name: str) -> str:
    """A name fit to be shown, or `Invalid` with the reason in words."""
    name = " ".join(unicodedata.normalize("NFKC", name).split())
    if not MIN <= len(name) <= MAX:
        raise Invalid(_("A name has between {least} and {most} letters.").format(least=MIN, most=MAX))
    if any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Cn") for c in name):
        raise Invalid(_("There is a letter in it that nobody can see. Please type the name again."))
    key = skeleton(name)
    if len(key) < MIN or not any(c.isalpha() for c in name):
        raise Invalid(_("A name needs at least two letters."))
    if re.search(r"@|_|www|https?:|\d{2,}", name):
        raise Invalid(_("This looks like an address, a number or a year. Someone could find you by it."))
    if key in {skeleton(word) for word in _RESERVED}:
        raise Invalid(_("This name could be taken for the team's. Please choose another."))
    return name


class Taken(Invalid):
    """Two people would look like one."""


def taken() -> Taken:
    return Taken(_("Somebody here has a name that looks like this one. Please choose another."))


@cache
def _words(kind: str) -> list[str]:
    return (WORDLISTS / f"{kind}.txt").read_text("utf8").split()


def _two() -> tuple[str, str]:
    return secrets.choice(_words("adjectives")), secrets.choice(_words("nouns"))


def suggest(count: int = 6) -> list[str]:
    """Pleasant names that say nothing about anybody."""
    names: set[str] = set()
    while len(names) < count:
        names.add(" ".join(_two()))
    return sorted(names)


def random_patch() -> int:
    return secrets.randbelow(PATCHES)


def two_words() -> str:
    """The first half of a sign-in name: `copper-kettle`."""
    return "-".join(_two()).lower()
