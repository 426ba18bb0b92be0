"""Writing to the log. Entries are the last statements of an act: they lock the head of their chain."""

import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from accounts.clock import database_now

from .models import SITE_CHAIN, Entry, Head


def new_salt() -> str:
    return secrets.token_hex(16)


def hash_words(words: str, salt: str) -> str:
    """What the chain keeps of words. Erasing words and salt leaves nothing to guess from."""
    return hashlib.sha256(f"{salt}\n{words}".encode()).hexdigest() if words else ""


def entry_hash(
    *,
    chain: str,
    number: int,
    at: datetime,
    actor: str,
    act: str,
    object: str,
    details: dict[str, object],
    words_hash: str,
    previous: str,
) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    line = json.dumps(
        [chain, number, moment, actor, act, object, details, words_hash, previous],
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=True,
    )
    return hashlib.sha256(line.encode()).hexdigest()


_waiting: ContextVar[list[dict[str, Any]] | None] = ContextVar("log_entries_of_this_act", default=None)


@contextmanager
def one_act() -> Iterator[None]:
    """A transaction whose log entries are appended at its end, whatever it calls: nothing is locked after a head, so
    two acts never wait for each other. Inside another act it is part of that one, and they happen whole or not at
    all. Also a decorator."""
    if _waiting.get() is not None:
        with transaction.atomic(savepoint=False):
            yield
        return
    with transaction.atomic():
        entries: list[dict[str, Any]] = []
        mark = _waiting.set(entries)
        try:
            yield
        finally:
            _waiting.reset(mark)
        _append(entries)


def write(
    *,
    act: str,
    actor: str = "",
    chain: str = SITE_CHAIN,
    object: str = "",
    details: dict[str, object] | None = None,
    words_hash: str = "",
) -> None:
    """One entry, inside the act's transaction: at the end of `one_act`, or here and now. 4 queries for each chain."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A log entry belongs to the transaction of the act it records.")
    facts = {
        "chain": chain, "actor": actor, "act": act, "object": object, "details": details or {},
        "words_hash": words_hash,
    }  # fmt: skip
    waiting = _waiting.get()
    if waiting is None:
        _append([facts])
    else:
        waiting.append(facts)


def _append(entries: list[dict[str, Any]]) -> None:
    """Chains in their order, so that two acts never hold each other's."""
    for chain in sorted({entry["chain"] for entry in entries}):
        _append_to(chain, [entry for entry in entries if entry["chain"] == chain])


def _append_to(chain: str, entries: list[dict[str, Any]]) -> None:
    Head.objects.bulk_create([Head(chain=chain)], ignore_conflicts=True)
    head = Head.objects.select_for_update().get(chain=chain)
    now, made = database_now(), []
    for entry in entries:
        facts = {**entry, "number": head.number + 1, "at": now, "previous": head.hash}
        made.append(Entry(**facts, hash=entry_hash(**facts)))
        head.number, head.hash = made[-1].number, made[-1].hash
    Entry.objects.bulk_create(made)
    head.save(update_fields=["number", "hash"])
