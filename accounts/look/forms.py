"""Forms in the look: the renderer that draws every field, and the form of the comfort page."""

import uuid
from collections.abc import Callable
from html import escape
from typing import Any, cast

from django import forms
from django.conf import settings
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from accounts.errors import Problem, Stale

from .comfort import Theme

FIELDS_OF_WORDS = ("title", "text", "note", "reason", "words")


def refused(
    form: forms.BaseForm, no: Problem, page: Callable[[int], HttpResponse], *, field: str | None = "text"
) -> HttpResponse:
    """The page of the form again, by the status of what happened: it stands beside the field, the words still in it."""
    if isinstance(no, Stale) and isinstance(form, KeyedForm):
        form.renew_key()
    form.add_error(field, no.sentences)
    form.refused = no
    response = page(no.status)
    if no.seconds:
        response["Retry-After"] = str(no.seconds)
    return response


def typed_words(request: HttpRequest) -> str:
    """What somebody wrote in a form that cannot be taken, to be given back to them."""
    return "\n\n".join(filter(None, (request.POST.get(name, "").strip() for name in FIELDS_OF_WORDS)))


def change_sent(form: forms.BaseForm, **values: object) -> None:
    """Change what was sent in hidden fields, so that the form can be sent again."""
    sent = cast(QueryDict, form.data).copy()
    for name, value in values.items():
        sent[name] = str(value)
    form.data = sent


class KeyedForm(forms.Form):
    """A form that posts once, however often it is sent: a retry carries the same key."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_key", uuid.uuid4())

    def renew_key(self) -> None:
        """Under its own key it was sent already, with other words: from now on it is another, and these can go, too."""
        change_sent(self, client_key=uuid.uuid4())


class LookRenderer(TemplatesSetting):
    """`{{ form.field.as_field_group }}` gives label, hint, control and error as the look wants them.

    The commonest controls are joined here: Django includes a template for each of their attributes' lists, which was a
    quarter of what a page with a form cost.
    """

    field_template_name = "look/_field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        draw = _CONTROLS.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


def _input(widget: dict[str, Any]) -> SafeString:
    said = {"type": widget["type"], "name": widget["name"], "value": widget["value"], **widget["attrs"]}
    return mark_safe(f"<input{_attributes(said)}>")  # noqa: S308 - escaped below


def _textarea(widget: dict[str, Any]) -> SafeString:
    # The new line behind the tag is the browser's, so that one of the writer's own is not lost.
    words = escape(str(widget["value"] or ""))
    said = {"name": widget["name"], **widget["attrs"]}
    return mark_safe(f"<textarea{_attributes(said)}>\n{words}</textarea>")  # noqa: S308 - escaped here and below


def _attributes(said: dict[str, Any]) -> str:
    """True stands as the bare name; False and None not at all."""
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in said.items()
        if value is not False and value is not None
    )


_CONTROLS = {
    "django/forms/widgets/hidden.html": _input,
    "django/forms/widgets/text.html": _input,
    "django/forms/widgets/textarea.html": _textarea,
}


class ComfortForm(forms.Form):
    theme = forms.ChoiceField(
        label=_("Light or dark"), choices=Theme.choices, required=False, widget=forms.RadioSelect
    )
    is_simple = forms.BooleanField(
        label=_("Show three big buttons on the home page, and nothing else"), required=False
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(settings.LANGUAGES) < 2:
            del self.fields["language"]
