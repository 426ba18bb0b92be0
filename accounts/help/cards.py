"""The help card: which number stands first, and whether this device asked for it to be small until tomorrow."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from .queries import Lines, lines_for, variables

SMALL_COOKIE = "__Host-card" if settings.HTTPS else "card"
SMALL_FOR = 24 * 60 * 60
EMERGENCY_FIRST = frozenset({"card.medical", "card.danger"})


@dataclass(frozen=True)
class HelpCard:
    text_id: str
    lines: Lines
    say: dict[str, object]
    emergency_first: bool
    is_small: bool
    says_so: bool  # these words are the ones it was made small for


def help_card(
    text_id: str, *, country: str, is_imminent: bool, about: str = "", small_since: str = ""
) -> HelpCard:
    """The card for words of danger. The emergency number is first on medical, danger and every imminent. Where this
    device asked for a small one (`small_since`), an imminent is shown whole all the same, but for the very words
    that were said not to be about their writer now. 1 query."""
    lines = lines_for(country)
    return HelpCard(
        text_id=text_id,
        lines=lines,
        say=variables(lines),
        emergency_first=is_imminent or text_id in EMERGENCY_FIRST,
        is_small=bool(small_since) and (not is_imminent or small_since == about),
        says_so=bool(about) and small_since == about,
    )


def small_since(cookies: Mapping[str, str]) -> str:
    """What this device asked to see the card small for: the ref of somebody's own words, or that it was asked."""
    return cookies.get(SMALL_COOKIE, "")


def keep_small(response: HttpResponse, about: str) -> None:
    response.set_cookie(
        SMALL_COOKIE,
        about or "asked",
        max_age=SMALL_FOR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
