"""{% text "bar.help" %}: a text by its id, escaped, with **strong** words and paragraphs kept."""

import re
from typing import Any

from django import template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from accounts.texts.queries import words_of
from accounts.texts.words import fill

register = template.Library()
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_EM = re.compile(r"\*([^*]+)\*")


@register.simple_tag(takes_context=True)
def text(context: template.Context, text_id: str, **variables: Any) -> SafeString:
    community = context.get("community")
    owner = getattr(community, "ref", "")
    return text_html(text_id, owner=owner, **variables)


def text_html(text_id: str, *, owner: str = "", **variables: Any) -> SafeString:
    """The words as safe HTML. A value that is already safe HTML (a list of help lines) goes in as it is."""
    words = words_of(text_id, lang=get_language() or "en", owner=owner)
    filled = fill(str(escape(words)), variables, show=lambda value: str(conditional_escape(value)))
    return mark_safe(_EM.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", filled)))  # noqa: S308 - escaped above
