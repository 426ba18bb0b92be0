"""A chat line on its way, also without scripts."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.spaces.words import WordsField, fit_to_store

from .actions import MESSAGE_LENGTH


class MessageForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    text = WordsField(
        label=_("Message"),
        max_length=MESSAGE_LENGTH,
        validators=[fit_to_store],
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "class": "area"}),
        error_messages={"required": _("There is nothing in it yet.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_key", uuid.uuid4())
