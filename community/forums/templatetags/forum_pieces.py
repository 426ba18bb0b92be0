"""{% posts page.posts %} and {% topic_rows page.topics %}: drawn by `forums.drawing`."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.help.queries import said_to
from accounts.help.templatetags.help_card import help_card
from community.forums.drawing import draw_posts, draw_topic_rows
from community.forums.queries import PostRow, TopicRow

register = template.Library()
_UNSAID = {"is_mine": False, "is_edited": False, "is_stub": False, "stub_words": "", "edit_url": "", "delete_url": "",
           "report_url": "", "why_url": "", "has_replies": False, "is_waiting": False, "is_held": False}  # fmt: skip


@register.simple_tag(takes_context=True)
def posts(context: template.Context, rows: Iterable[PostRow | dict[str, Any]]) -> SafeString:
    beside = context.get("card_that_stays")
    card = render_to_string("help/_card.html", help_card(context, beside)) if beside else ""
    return draw_posts(
        (_sample(row) if isinstance(row, dict) else row for row in rows),
        lambda post: _note(context, post),
        card=card,
        card_below=beside.ref if beside else "",
    )


def _note(context: template.Context, post: PostRow) -> str:
    """Why one's own words are out of sight. 1 query, for the help lines of words that wait."""
    words = {"post": post, "community": context.get("community")}
    if post.state == "hidden":
        return render_to_string("forums/_hidden_note.html", words)
    # A sample has no lines: the page of parts is drawn without a database.
    words["say"] = said_to(context["request"]) if isinstance(post, PostRow) else {}
    return render_to_string("forums/_held_note.html", words)


@register.simple_tag
def topic_rows(rows: Iterable[TopicRow | dict[str, Any]]) -> SafeString:
    return draw_topic_rows(_sample(row) if isinstance(row, dict) else row for row in rows)


def _sample(row: dict[str, Any]) -> Any:
    """A made-up post or topic of the developers' page, with what it leaves unsaid."""
    by = SimpleNamespace(**{"role_words": "", "is_me": False, **row["byline"]})
    return SimpleNamespace(**{**_UNSAID, **row, "byline": by})
