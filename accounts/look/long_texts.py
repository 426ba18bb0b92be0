"""Long texts of accounts.texts, cut where their own marks say so: a title, headed parts, and a last word."""

import re
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

_LISTED = re.compile(r"\n\s*- ")
_NUMBERED = re.compile(r"\s(?=\d{1,2} <strong>)")
_HEADED = re.compile(r"(?:\d{1,2} )?<strong>(.*?)</strong>\s*(.*)", re.DOTALL)


@dataclass(frozen=True)
class LongText:
    title: SafeString
    parts: tuple[tuple[SafeString, SafeString], ...]
    last_word: SafeString
    is_numbered: bool


def cut(html: SafeString) -> LongText:
    """`html` is a text as the text tag gives it: escaped, its strong words marked."""
    is_numbered = not _LISTED.search(html)
    title, *pieces = (_NUMBERED if is_numbered else _LISTED).split(html)
    last_word = ""
    if is_numbered and pieces and (tail := pieces[-1].rfind("<strong>")) > len("13 "):
        pieces[-1], last_word = pieces[-1][:tail], pieces[-1][tail:]
    return LongText(
        title=_safe(re.sub(r"</?strong>", "", title).strip().rstrip(".")),
        parts=tuple(_headed(piece) for piece in pieces),
        last_word=_safe(last_word),
        is_numbered=is_numbered,
    )


def _headed(piece: str) -> tuple[SafeString, SafeString]:
    match = _HEADED.match(piece)
    return (_safe(match[1]), _safe(match[2])) if match else (_safe(""), _safe(piece))


def _safe(piece: str) -> SafeString:
    return mark_safe(piece.strip())  # noqa: S308 - cut out of what was safe
