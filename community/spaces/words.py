"""What the database can store and a reader can bear: one check for forms, frames and imports."""

import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.look.fields import LineField

MAX_LINES = 2_000
MAX_MARKS = 8  # combining marks on one letter; more is a tower over other people's lines

# Embeddings, overrides and isolates turn around what stands behind them, also other people's words. The marks that
# right-to-left writing needs are others.
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def without_turns(text: str) -> str:
    return text.translate(_TURNS)


class ShownLine(LineField):
    """A line that stands among others' on a page: a title, a name of a place, a duty name."""

    def to_python(self, value: Any) -> str:
        return without_turns(super().to_python(value) or "")


def fit_to_store(text: str) -> None:
    """Refuse what cannot be kept as it is: NUL, half characters, towers of marks, walls of empty lines."""
    if "\x00" in text or any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        raise ValidationError(
            _("There is a broken character in it. Please take it out. Your words are kept.")
        )
    if text.count("\n") > MAX_LINES:
        raise ValidationError(_("It has more lines than people can read. Please make it shorter."))
    if _highest_tower(text) > MAX_MARKS:
        raise ValidationError(_("Some letters carry too many marks to be read. Please take them out."))


def _highest_tower(text: str) -> int:
    highest = run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) == "Mn" else 0
        highest = max(highest, run)
    return highest
