"""From what people type to HTML that can do no harm: one function for posts, one for chat lines.

Markdown without raw HTML or images, then bleach, then nh3 with the same list, last, because bleach gets no
security fixes any more. Rendered once, when written; `RENDERER` is stored beside the result.
"""

import html
import re
from urllib.parse import urlsplit

import bleach
import nh3
from markdown_it import MarkdownIt

from .words import without_turns

RENDERER = 2
TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "del",
    "blockquote",
    "ul",
    "ol",
    "li",
    "code",
    "pre",
    "a",
    "hr",
    "h3",
    "h4",
}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https"}
LINK_REL = "nofollow ugc noopener noreferrer"
MAX_NESTING = 20  # deeper than this is a bomb, not a quotation

_markdown = MarkdownIt(
    "js-default", {"html": False, "linkify": True, "breaks": True, "maxNesting": MAX_NESTING}
).disable(["image", "table", "html_block", "html_inline"])
assert _markdown.linkify is not None, "the linkify extra is in the lock"
_markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
_URL = re.compile(r"https?://[^\s<>\"]{1,500}")
_BRACKETS = re.compile(r"\[{8,}|>{8,}")


def render_post(text: str) -> str:
    """Markdown to clean HTML. Linear in practice: runs that make the parser slow are taken apart first."""
    tame = _BRACKETS.sub(lambda run: " ".join(run.group()), without_turns(text))
    return _clean(_markdown.render(tame))


def render_message(text: str) -> str:
    """A chat line: plain text with links and line breaks."""
    text = without_turns(text)
    pieces, at = [], 0
    for match in _URL.finditer(text):
        address = match.group().rstrip(").,;:!?'")  # what ends the sentence is not part of the link
        pieces.append(html.escape(text[at : match.start()]))
        pieces.append(f'<a href="{html.escape(address)}">{html.escape(address)}</a>')
        at = match.start() + len(address)
    pieces.append(html.escape(text[at:]))
    return _clean("".join(pieces).replace("\n", "<br>"))


def _clean(dirty: str) -> str:
    once = bleach.clean(
        dirty, tags=TAGS, attributes={"a": ["href"]}, protocols=SCHEMES, strip=True, strip_comments=True
    )
    last = nh3.clean(
        once,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=LINK_REL,
        attribute_filter=_safe_href,
    )
    return without_turns(last)  # also those that were written as entities


def _safe_href(tag: str, attribute: str, value: str) -> str | None:
    """A link that shows where it goes, or none: no user part, no bare //host, no address inside this site."""
    if attribute != "href":
        return value
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in SCHEMES or not host or "@" in parts.netloc:
        return None
    try:
        plain_host = host.encode("idna").decode()
    except UnicodeError:
        return None
    return value.replace(host, plain_host, 1) if host.isascii() is False else value
