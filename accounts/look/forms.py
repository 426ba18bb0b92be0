"""Forms in the look: the renderer that draws every field, and the form of the comfort page."""

from typing import Any

from django import forms
from django.conf import settings
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from .comfort import Theme


class LookRenderer(TemplatesSetting):
    """`{{ form.field.as_field_group }}` gives label, hint, control and error as the look wants them."""

    field_template_name = "look/_field.html"


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
