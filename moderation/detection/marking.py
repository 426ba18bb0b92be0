"""Words as they were typed, escaped, with what detection matched underlined."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


def marked(text: str, spans: Sequence[Sequence[Any]]) -> SafeString:
    """`spans` are [start, end, rule] in `text`; one that overlaps an earlier one is left out."""
    pieces, at = [], 0
    for start, end, _rule in sorted(spans, key=lambda span: span[0]):
        if start < at or end > len(text):
            continue
        pieces.append(f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>")
        at = end
    pieces.append(escape(text[at:]))
    return mark_safe("".join(pieces).replace("\n", "<br>"))  # noqa: S308 - every piece is escaped above
