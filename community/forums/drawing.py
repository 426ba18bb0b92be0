"""Draws posts and the rows of lists: escaped strings, joined. One piece for pages and the page of parts.

A template include for each post or row was most of what its page cost; this is the same HTML without it. Every value
is escaped here, but for `post.html`, which `spaces.markup` cleaned when it was written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape  # what Django's own does, without its wrapper: hundreds of values a page

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.look.moments import said_when
from accounts.look.templatetags.look import patch
from community.spaces.bylines import Byline

from .queries.rows import PostRow, TopicRow

_POST = """<article class="post" id="post-{ref}" aria-labelledby="post-{ref}-by">
<header class="post-head">{patch}<div>
<h3 class="post-by" id="post-{ref}-by">{who}{role}</h3>
<p class="post-when"><a href="#post-{ref}">{when}</a>{edited}</p>
</div></header>
<div class="post-body">{note}{body}</div>
{acts}</article>
"""
_ROW = """<li class="topic-row">
<h3 class="topic-row-title"><a href="{url}" dir="auto">{title}</a></h3>
{label}<p class="topic-row-meta">{patch}<span>{who}, {when}.{last}</span></p>
</li>
"""


@dataclass(frozen=True)
class Labels:
    """The words around posts and rows, looked up and escaped once for a language."""

    you: str
    edited: str
    edit: str
    take_back: str
    take_down: str
    tell: str
    about: str
    waits: str
    no_replies: str
    last_reply: str


@cache
def _labels(_language: str | None) -> Labels:
    return Labels(
        you=escape(_("You")),
        edited=escape(_("edited")),
        edit=escape(_("Edit it")),
        take_back=escape(_("Take it back")),
        take_down=escape(_("Take it down")),
        tell=escape(_("Tell the team")),
        about=escape(_("about what {name} wrote")),
        waits=escape(_("Waiting for a moderator")),
        no_replies=escape(_("No replies yet")),
        last_reply=escape(_("Last reply %(when)s.")),
    )


Note = Callable[[PostRow], str]  # the strip above one's own words that others do not see, as HTML


def draw_posts(posts: Iterable[PostRow], note: Note, *, card: str = "", card_below: str = "") -> SafeString:
    """`card` is HTML that stands below the post with the ref `card_below`."""
    labels, now = _labels(get_language()), timezone.now()
    drawn = (_post(post, labels, now, note) + (card if post.ref == card_below else "") for post in posts)
    return mark_safe("".join(drawn))  # noqa: S308 - escaped piece by piece below


def _post(post: PostRow, labels: Labels, now: datetime, note: Note) -> str:
    by = post.byline
    return _POST.format(
        ref=escape(post.ref),
        patch=patch(by.patch),
        who=_who(by, labels),
        role=f' <span class="tag tag-role">{escape(by.role_words)}</span>' if by.role_words else "",
        when=escape(said_when(post.created_at, now)),
        edited=f", {labels.edited}" if post.is_edited else "",
        note="" if post.is_stub or post.state == "published" else note(post),
        body=_body(post),
        acts="" if post.is_stub else _acts(post, labels),
    )


def _who(by: Byline, labels: Labels) -> str:
    return labels.you if by.is_me else f"<bdi>{escape(by.name)}</bdi>"


def _body(post: PostRow) -> str:
    if post.is_stub:
        return f'<p class="soft">{escape(post.stub_words)}</p>'
    return f'<div class="words" dir="auto" lang="{escape(post.lang)}">{post.html}</div>'


def _acts(post: PostRow, labels: Labels) -> str:
    """What may be done with it. An act without an address is not offered."""
    is_held = post.state == "held"
    about = labels.about.format(name=escape(post.byline.name))
    offered = "".join([
        _act(post.edit_url, labels.edit, "btn" if is_held else "btn btn-plain"),
        _act(post.delete_url, labels.take_back if is_held else labels.take_down),
        _act(post.report_url, f'{labels.tell}<span class="hide"> {about}</span>'),
    ])  # fmt: skip
    return f'<p class="post-acts">{offered}</p>\n' if offered else ""


def _act(url: str, words: str, css: str = "btn btn-plain") -> str:
    return f'<a class="{css}" href="{escape(url)}">{words}</a>' if url else ""


def draw_topic_rows(topics: Iterable[TopicRow]) -> SafeString:
    labels, now = _labels(get_language()), timezone.now()
    return mark_safe("".join(_row(topic, labels, now) for topic in topics))  # noqa: S308 - escaped piece by piece below


def _row(topic: TopicRow, labels: Labels, now: datetime) -> str:
    label = labels.waits if topic.is_held else labels.no_replies if topic.is_waiting else ""
    return _ROW.format(
        url=escape(topic.url),
        title=escape(topic.title),
        label=f'<p class="topic-row-labels"><span class="tag tag-wait">{label}</span></p>\n' if label else "",
        patch=patch(topic.byline.patch, "xs"),
        who=_who(topic.byline, labels),
        when=escape(said_when(topic.created_at, now)),
        last=_last_reply(topic, labels, now) if topic.has_replies else "",
    )


def _last_reply(topic: TopicRow, labels: Labels, now: datetime) -> str:
    return f" {labels.last_reply % {'when': escape(said_when(topic.active_at, now))}}"
