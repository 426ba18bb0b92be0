"""Writing to the log. An entry is the last statement of an action: it locks the head of its chain."""

import hashlib
import json
import secrets
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


def write(
    *,
    act: str,
    actor: str = "",
    chain: str = SITE_CHAIN,
    object: str = "",
    details: dict[str, object] | None = None,
    words_hash: str = "",
) -> Entry:
    """Append one entry. Call it inside the action's transaction, last. 4 queries."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A log entry belongs to the transaction of the act it records.")
    Head.objects.bulk_create([Head(chain=chain)], ignore_conflicts=True)
    head = Head.objects.select_for_update().get(chain=chain)
    facts: dict[str, Any] = {
        "chain": chain,
        "number": head.number + 1,
        "at": database_now(),
        "actor": actor,
        "act": act,
        "object": object,
        "details": details or {},
        "words_hash": words_hash,
        "previous": head.hash,
    }
    entry = Entry.objects.create(**facts, hash=entry_hash(**facts))
    head.number, head.hash = entry.number, entry.hash
    head.save(update_fields=["number", "hash"])
    return entry
