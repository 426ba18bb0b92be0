"""Writing down what happened: the case's own timeline, and the community's log. The log is written last."""

from django.db import transaction
from django.db.models import F

from accounts.live.hints import hint
from accounts.record.actions import hash_words, new_salt, write
from community.spaces.models import Membership

from ..models import Case, CaseEntry


def note(
    case: Case,
    act: str,
    *,
    by: Membership | None = None,
    details: dict[str, object] | None = None,
    words: str = "",
) -> CaseEntry:
    """One knot on the case's thread, with the version of the case it led to; then the log; then the open queues.
    Inside `one_act`, whose end writes the log. `words` are the staff's own, salted and hashed for the log."""
    salt = new_salt() if words else ""
    facts = {"version": case.version, **(details or {})}
    entry = CaseEntry.objects.create(case=case, by=by, act=act, details=facts, words=words, salt=salt)
    actor_ref = by.account.log_ref if by and by.account else ""
    write(
        act=f"case_{act}",
        actor=actor_ref,
        chain=case.community.ref,
        object=case.ref,
        details=facts,
        words_hash=hash_words(words, salt),
    )
    tell_queues(case)
    return entry


def tell_queues(case: Case) -> None:
    """The frame says only that something changed; the page fetches the piece."""
    stream = f"queue:{case.community.ref}"
    transaction.on_commit(lambda: hint(stream), robust=True)


def move_on(case: Case, **fields: object) -> None:
    """Change a locked case and its version together."""
    for name, value in fields.items():
        setattr(case, name, value)
    case.version = F("version") + 1
    case.save(update_fields=[*fields, "version"])
    case.refresh_from_db(fields=[*fields, "version"])
