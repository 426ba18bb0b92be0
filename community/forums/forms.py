"""Words on their way into a forum. Limits are said while writing, and what was typed always comes back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.look.fields import WordsField
from accounts.look.forms import KeyedForm, change_sent
from community.spaces.words import ShownLine, fit_to_store

from .actions import POST_LENGTH, TITLE_LENGTH


class ReplyForm(KeyedForm):
    text = WordsField(
        label=_("Write here"), max_length=POST_LENGTH, strip=True, validators=[fit_to_store],
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={"required": _("There is nothing in it yet.")},
    )  # fmt: skip


class TopicForm(ReplyForm):
    title = ShownLine(
        label=_("What is it about? A few words."), max_length=TITLE_LENGTH, strip=True, validators=[fit_to_store],
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": _("Give it a few words, so that others can find it.")},
    )  # fmt: skip
    field_order = ["client_key", "title", "text"]


class EditForm(forms.Form):
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)
    title = TopicForm.base_fields["title"]
    text = ReplyForm.base_fields["text"]

    def __init__(self, *args: Any, has_title: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_title:
            del self.fields["title"]

    def take_over(self, revision: int) -> None:
        """Shown what was saved meanwhile, the writer may replace it by sending the form again."""
        change_sent(self, seen_revision=revision)
