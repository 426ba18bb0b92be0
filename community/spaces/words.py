"""What the database can store and a reader can bear: one check for forms, frames and imports."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_LINES = 2_000
MAX_MARKS = 8  # combining marks on one letter; more is a tower over other people's lines


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
