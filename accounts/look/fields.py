"""Fields in which people write: what is too long is said in plain words, and nothing is cut off in silence.

The browser's own `maxlength` is left out on purpose: it swallows the end of what is pasted, and says nothing.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.formats import number_format
from django.utils.translation import gettext as _


def too_long(most: int, length: int) -> str:
    """By how much it is too long, as a sentence."""
    return _("That is longer than {most} characters; {over} too many.").format(
        most=_grouped(most), over=_grouped(length - most)
    )


def _grouped(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


class NotLonger(MaxLengthValidator):
    def __call__(self, value: str) -> None:
        if len(value) > self.limit_value:
            raise ValidationError(too_long(self.limit_value, len(value)), code="max_length")


class LineField(forms.CharField):
    """A line of somebody's own."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if self.max_length is not None:
            is_djangos = MaxLengthValidator(self.max_length)
            self.validators = [one for one in self.validators if one != is_djangos]
            self.validators.insert(0, NotLonger(self.max_length))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class WordsField(LineField):
    """Words over several lines. A browser counts a new line once but sends two characters: both sides count alike."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        counted = {"data-most": self.max_length} if self.max_length else {}
        return super().widget_attrs(widget) | counted  # for the count that scripts show while somebody writes
