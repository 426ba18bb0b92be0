"""A person's picture is a quilt block: ten patterns in seven cloths, worked out from one small number.

No drawing here: the blocks are symbols in static/icons/sprite.svg, the cloths are tokens.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PATTERNS: tuple[tuple[str, Promise], ...] = (
    ("pinwheel", _("Pinwheel")),
    ("geese", _("Geese")),
    ("hourglass", _("Hourglass")),
    ("rails", _("Rails")),
    ("star", _("Star")),
    ("diamond", _("Diamond")),
    ("four", _("Four patch")),
    ("cabin", _("Log cabin")),
    ("cross", _("Cross")),
    ("nine", _("Nine patch")),
)
CLOTHS: tuple[tuple[str, Promise], ...] = (
    ("indigo", _("indigo")),
    ("moss", _("green")),
    ("madder", _("red")),
    ("woad", _("blue")),
    ("heather", _("heather")),
    ("weld", _("gold")),
    ("walnut", _("brown")),
)
BLOCKS = len(PATTERNS) * len(CLOTHS)  # ten and seven share no divisor: every pair comes up once
FORMER = -2  # whoever has left for good looks like everybody who has


@dataclass(frozen=True)
class Block:
    pattern: str
    cloth: str
    words: str


def block(number: int) -> Block:
    """The block of a member. Below zero: the table (the team's and the site's own), and the grey of former members."""
    if number == FORMER:
        return Block("four", "grey", str(_("Plain grey")))
    if number < 0:
        return Block("table", "moss", str(_("The table")))
    pattern, pattern_words = PATTERNS[number % len(PATTERNS)]
    cloth, cloth_words = CLOTHS[number % len(CLOTHS)]
    return Block(pattern, cloth, f"{pattern_words}, {cloth_words}")
