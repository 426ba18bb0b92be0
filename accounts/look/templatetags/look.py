"""Tags of the look: icons, patches, levels, moments in words, and fields in their clothes."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.look import long_texts, moments, quilt
from accounts.look.kept import Copies, key_of
from accounts.texts import text
from accounts.texts.templatetags.texts import text as text_tag

register = template.Library()

TURNED_IN_RTL = frozenset({"chevron-left", "chevron-right", "arrow-right-left", "send"})
LEVELS = {
    "none": (0, _("None")),
    "concern": (1, _("Concern")),
    "high": (2, _("High")),
    "imminent": (3, _("Imminent")),
}


@lru_cache(maxsize=1024)
def _drawing(name: str, css: str) -> SafeString:
    # Kept: the same few stand on every page, and their file's address is worked out anew each time.
    # One file for all drawings, fetched once; a symbol takes the colour of the text around it.
    address = f"{static('icons/sprite.svg')}#{name}"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', css, address)


class Kept(template.Node):
    """A piece of a page that is drawn once for all it shows. It is given nothing but the values it names, so a copy
    cannot hold anything that it is not found by; a form's token or the request never reach it."""

    def __init__(self, names: list[str], piece: template.NodeList) -> None:
        self.names, self.piece = names, piece
        self._copies: Copies[str] = Copies()

    def render(self, context: template.Context) -> str:
        shown = {name: context.get(name) for name in self.names}
        key = key_of(*shown.values())
        copy = self._copies.get(key)
        if copy is None:
            copy = self.piece.render(context.new(shown))
            self._copies.keep(key, copy)
        return copy


@register.tag
def kept(parser: template.base.Parser, token: template.base.Token) -> Kept:
    """`{% kept community place %}…{% endkept %}`: see `Kept`. Only these two variables are known inside."""
    piece = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(token.split_contents()[1:], piece)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """`{% icon "phone" %}`. Always beside its word, so it is hidden from screen readers."""
    css = " ".join(filter(None, ("icon", "icon-flip" if name in TURNED_IN_RTL else "", extra)))
    return _drawing(name, css)


@register.simple_tag
@lru_cache(maxsize=1024)
def patch(number: int, size: str = "") -> SafeString:
    """`{% patch byline.patch %}` or, smaller, `{% patch byline.patch "xs" %}`: xs, s, l."""
    block = quilt.block(number)
    css = f"patch patch-{size}" if size else "patch"
    return format_html(
        '<span class="{} cloth-{}">{}</span>', css, block.cloth, _drawing(f"p-{block.pattern}", "patch-block")
    )


@register.simple_tag
def patch_patterns() -> str:
    """The patterns in their order, for scripts that draw a patch by its number as `quilt.block` does."""
    return " ".join(name for name, _words in quilt.PATTERNS)


@register.simple_tag
def patch_cloths() -> str:
    return " ".join(name for name, _words in quilt.CLOTHS)


@register.simple_tag
def site_mark() -> SafeString:
    return format_html(
        '<span class="patch patch-s cloth-indigo">{}</span>', _drawing("p-table", "patch-block")
    )


@register.simple_tag
def help_link() -> SafeString:
    """For texts that hold {help_link}: `{% help_link as link %}{% text "empty.messages" help_link=link %}`."""
    return format_html(
        '<a href="{}">{}</a>', reverse("help:page"), text("bar.help", lang=get_language() or "en")
    )


@register.simple_tag
def link_to(url: str, words: str) -> SafeString:
    """For texts that hold a link to somewhere else than they were written for."""
    return format_html('<a href="{}">{}</a>', url, words)


@register.filter
def patch_words(number: int) -> str:
    """What a screen reader says of a patch that can be picked."""
    return quilt.block(number).words


@register.inclusion_tag("look/_level_badge.html")
def level_badge(level: str) -> dict[str, Any]:
    """Staff only: a word, filled stitches, and a heavier box."""
    filled, words = LEVELS[level]
    return {"level": level, "words": words, "stitches": [number < filled for number in range(3)]}


@register.inclusion_tag("look/_long_text.html", takes_context=True)
def long_text(context: template.Context, text_id: str, **variables: Any) -> dict[str, Any]:
    """`{% long_text "guidelines" %}`: a page of text as headings, from its own marks."""
    return {"long": long_texts.cut(text_tag(context, text_id, **variables))}


@register.filter
def said_when(moment: datetime | None) -> str:
    return moments.said_when(moment) if moment else ""


@register.filter
def clock(moment: datetime | None) -> str:
    return moments.clock(moment) if moment else ""


@register.filter
def dressed(field: BoundField) -> SafeString:
    """A field's control with the class of its kind; Django adds what describes it and what is wrong with it."""
    worn = field.field.widget.attrs.get("class", "")
    kind = "area" if field.widget_type == "textarea" else "input"
    attrs: dict[str, str | bool] = {"class": f"{kind} {worn}".strip()}
    if "placeholder" in field.field.widget.attrs:
        attrs["placeholder"] = ""  # gone at the first key: the label and the hint stay
    return field.as_widget(attrs=attrs)
