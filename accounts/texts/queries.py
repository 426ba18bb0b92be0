"""Looking a text up. Kept in the process and asked again every few seconds, so a page pays no query for its words."""

import asyncio
import json
import time
from functools import cache
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction

from .models import SHIPPED, Text

DEFAULTS = Path(__file__).parent / "defaults"
FRESH_FOR = 10.0  # seconds until a changed text is seen by every process

_kept: dict[tuple[str, str, str], str] = {}
_asked_at = -FRESH_FOR
_edition = 0


@cache
def shipped(lang: str = "en") -> dict[str, dict[str, Any]]:
    """The file of defaults, by id. The floor that holds when the database is away."""
    path = DEFAULTS / f"{lang}.json"
    return {row["id"]: row for row in json.loads(path.read_text("utf8"))} if path.exists() else {}


def words_of(text_id: str, *, lang: str = "en", owner: str = "") -> str:
    """The newest wording: the owner's, the shipped one, then English."""
    _refresh()
    language = lang.split("-")[0]
    for key in ((owner, language), (owner, "en"), (SHIPPED, language), (SHIPPED, "en")):
        if key[0] and (words := _kept.get((*key, text_id))):
            return words
    return str(shipped("en")[text_id]["words"])


def edition() -> int:
    """Moves whenever any wording does: what a kept piece of a page is found by."""
    _refresh()
    return _edition


def _refresh() -> None:
    global _asked_at, _edition
    if time.monotonic() - _asked_at < FRESH_FOR or _is_on_event_loop():
        return  # the event loop never asks a database; the threads beside it do
    _asked_at = time.monotonic()
    newest = Text.objects.order_by("owner", "lang", "text_id", "-version").distinct(
        "owner", "lang", "text_id"
    )
    try:
        with transaction.atomic():  # a savepoint: a missing table must not break the caller's transaction
            rows = {(row.owner, row.lang, row.text_id): row.words for row in newest}
    except DatabaseError:
        return  # the last good state, or the shipped file
    if rows != _kept:
        _kept.clear()
        _kept.update(rows)
        _edition += 1


def _is_on_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def forget() -> None:
    """Ask the database again at the next text. For whoever just changed one."""
    global _asked_at
    _asked_at = -FRESH_FOR
