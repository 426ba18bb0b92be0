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


def help_card(text_id: str, *, country: str, is_imminent: bool, asked_small: bool = False) -> HelpCard:
    """The card for words of danger. The emergency number is first on medical, danger and every imminent; an
    imminent is always shown whole. 1 query."""
    lines = lines_for(country)
    return HelpCard(
        text_id=text_id,
        lines=lines,
        say=variables(lines),
        emergency_first=is_imminent or text_id in EMERGENCY_FIRST,
        is_small=asked_small and not is_imminent,
    )


def asked_small(cookies: Mapping[str, str]) -> bool:
    return cookies.get(SMALL_COOKIE) == "small"


def keep_small(response: HttpResponse) -> None:
    response.set_cookie(
        SMALL_COOKIE, "small", max_age=SMALL_FOR, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )
