"""Draws posts: escaped strings, joined. The one piece for the topic page and the developers' page of parts.

A template include for each post was most of what a topic page cost; this is the same HTML without it. Every value is
escaped here, but for `post.html`, which `spaces.markup` cleaned when it was written.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.look.moments import said_when
from accounts.look.templatetags.look import patch

from .queries.rows import PostRow

_POST = """<article class="post" id="post-{ref}" aria-labelledby="post-{ref}-by">
<header class="post-head">{patch}<div>
<h3 class="post-by" id="post-{ref}-by">{who}{role}</h3>
<p class="post-when"><a href="#post-{ref}">{when}</a>{edited}</p>
</div></header>
<div class="post-body">{held}{body}</div>
{acts}</article>
"""


@dataclass(frozen=True)
class Labels:
    """The words around posts, looked up and escaped once for a page."""

    you: str
    edited: str
    edit: str
    take_back: str
    take_down: str
    tell: str
    about: str


def _labels() -> Labels:
    return Labels(
        you=escape(_("You")),
        edited=escape(_("edited")),
        edit=escape(_("Edit it")),
        take_back=escape(_("Take it back")),
        take_down=escape(_("Take it down")),
        tell=escape(_("Tell the team")),
        about=escape(_("about what {name} wrote")),
    )


def draw_posts(posts: Iterable[PostRow]) -> SafeString:
    labels = _labels()
    return mark_safe("".join(_post(post, labels) for post in posts))  # noqa: S308 - escaped piece by piece below


def _post(post: PostRow, labels: Labels) -> str:
    by = post.byline
    return _POST.format(
        ref=escape(post.ref),
        patch=patch(by.patch),
        who=labels.you if by.is_me else f"<bdi>{escape(by.name)}</bdi>",
        role=f' <span class="tag tag-role">{escape(by.role_words)}</span>' if by.role_words else "",
        when=escape(said_when(post.created_at)),
        edited=f", {labels.edited}" if post.is_edited else "",
        held=render_to_string("forums/_held_note.html") if post.state == "held" else "",
        body=_body(post),
        acts="" if post.is_stub else _acts(post, labels),
    )


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
