"""Help lines in words: hours, languages, numbers that a phone can dial; and texts cut into summary and rest."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.help.models import HelpLine
from accounts.help.queries import text_address as address_of
from accounts.texts.templatetags.texts import text_html

register = template.Library()
_END_OF_HEAD = "</strong>"
_LANGUAGES = {
    "en": gettext_lazy("English"), "cy": gettext_lazy("Welsh"), "es": gettext_lazy("Spanish"),
    "fr": gettext_lazy("French"), "de": gettext_lazy("German"), "it": gettext_lazy("Italian"),
    "pt": gettext_lazy("Portuguese"), "nl": gettext_lazy("Dutch"), "zh": gettext_lazy("Chinese"),
    "ar": gettext_lazy("Arabic"), "pl": gettext_lazy("Polish"), "uk": gettext_lazy("Ukrainian"),
    "mi": gettext_lazy("Māori"), "hi": gettext_lazy("Hindi"), "ga": gettext_lazy("Irish"),
}  # fmt: skip


@register.filter
def digits(number: str) -> str:
    return "".join(character for character in number if character.isdigit() or character == "+")


@register.filter
def text_address(line: HelpLine) -> str:
    return address_of(line)


@register.filter
def said_hours(hours: str) -> str:
    return _("All day and night") if hours == "24/7" else hours


@register.filter
def said_languages(codes: str) -> str:
    return ", ".join(str(_LANGUAGES.get(code.strip(), code.strip())) for code in codes.split(";"))


@register.simple_tag
def text_head(text_id: str, **variables: Any) -> SafeString:
    """The bold first words of a text: what a card says first."""
    whole = text_html(text_id, **variables)
    return mark_safe(whole.partition(_END_OF_HEAD)[0].removeprefix("<strong>"))  # noqa: S308 - a part of safe HTML


@register.simple_tag
def text_title(text_id: str) -> SafeString:
    """The same for a fold: its title has no full stop, whether its text needs one there or not."""
    return mark_safe(text_head(text_id).removesuffix("."))  # noqa: S308 - a part of safe HTML


@register.simple_tag(takes_context=True)
def card_strip(context: template.Context, say: dict[str, Any]) -> tuple[SafeString, SafeString]:
    """The small card in two parts: the lines, and the words that lead on to all of them."""
    owner = getattr(context.get("community"), "ref", "")
    whole = text_html("card.strip", owner=owner, line_call=say["line_call"], line_text=say["line_text"])
    lines, dot, more = whole.rpartition(" · ")
    if not dot or "<a" in more:
        return whole, text_html("bar.help")
    return mark_safe(lines + dot), mark_safe(more)  # noqa: S308 - parts of safe HTML


@register.simple_tag
def text_rest(text_id: str, **variables: Any) -> SafeString:
    """What comes after the bold first words."""
    return mark_safe(text_html(text_id, **variables).partition(_END_OF_HEAD)[2])  # noqa: S308 - a part of safe HTML
