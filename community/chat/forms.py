"""A chat line on its way, also without scripts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.look.fields import WordsField
from accounts.look.forms import KeyedForm
from community.spaces.words import fit_to_store

from .batch import MESSAGE_LENGTH


class MessageForm(KeyedForm):
    text = WordsField(
        label=_("Message"),
        max_length=MESSAGE_LENGTH,
        validators=[fit_to_store],
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "class": "area"}),
        error_messages={"required": _("There is nothing in it yet.")},
    )
