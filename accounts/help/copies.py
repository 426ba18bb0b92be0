"""The help page as files, one for each country, and the page for when the database is away.

The help page is always answered from its file, so it needs no database, no Valkey and no worker: a file is made
anew when a line is checked and when it is a few minutes old, and the last good one stands whenever that fails.
"""

import os
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.template.loader import render_to_string
from django.utils import timezone

from .countries import NAMES, choices
from .models import DIRECTORY, HelpLine
from .queries import Lines, lines_for, variables

log = structlog.get_logger("help")
FRESH_FOR = 300  # seconds
TRY_AGAIN_AFTER = 5  # seconds: a dead database must not slow each reader of the page
NO_COUNTRY = "none"
THEME_MARK = "<html "  # where a reader's own theme is written into a copy

_tried_at: dict[str, float] = {}


def page_for(country: str) -> bytes:
    """The help page of a country (or of none), never older than it must be. Never raises."""
    name = country if country in NAMES else NO_COUNTRY
    path = _path(name)
    if _is_stale(path) and time.monotonic() - _tried_at.get(name, -TRY_AGAIN_AFTER) >= TRY_AGAIN_AFTER:
        _tried_at[name] = time.monotonic()
        try:
            _make(name)
        except (DatabaseError, InterfaceError, OSError) as error:
            log.warning("help copy stays", error=type(error).__name__)
    return path.read_bytes() if path.exists() else _render(Lines(country="")).encode()


def make_copies() -> None:
    """Every country with a checked line, the page without a country, and the page for a dead database."""
    countries = HelpLine.objects.filter(verified_at__isnull=False).exclude(country=DIRECTORY)
    for name in {NO_COUNTRY, *countries.values_list("country", flat=True)}:
        _make(name)
    shown = [lines_for(country) for country in sorted(set(countries.values_list("country", flat=True)))]
    _write(
        settings.COPIES_ROOT / "503.html",
        render_to_string(
            "help/away.html",
            {"countries": shown, "site_name": settings.SITE_NAME, "leave_url": settings.LEAVE_QUICKLY_URL},
        ),
    )


def _make(name: str) -> None:
    _write(_path(name), _render(lines_for("" if name == NO_COUNTRY else name)))


def _render(lines: Lines) -> str:
    context = {
        "lines": lines, "say": variables(lines), "countries": choices(), "made_at": timezone.now(),
        "site_name": settings.SITE_NAME, "leave_url": settings.LEAVE_QUICKLY_URL,
        "leave_host": urlsplit(settings.LEAVE_QUICKLY_URL).hostname,
    }  # fmt: skip
    return render_to_string("help/page.html", context)


def _path(name: str) -> Path:
    return settings.COPIES_ROOT / "help" / f"{name}.html"


def _is_stale(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > FRESH_FOR
    except OSError:
        return True


def _write(path: Path, page: str) -> None:
    """All or nothing: a reader never meets half a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf8", dir=path.parent, delete=False) as file:
        file.write(page)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
