"""What happened, told after the commit. Events only hint: whatever must happen is a row before that."""

from collections.abc import Callable

from django.db import transaction

from accounts.live.hints import hint


def on_commit(tell: Callable[[], None]) -> None:
    # robust: a dead Valkey must not turn a saved post into an error page.
    transaction.on_commit(tell, robust=True)


def place_changed(place_ref: str, number: int | None = None) -> None:
    """Something in this place can be read anew: a room's `seq`, or a topic's version."""
    on_commit(lambda: hint(f"room:{place_ref}", number))


def membership_changed(account_id: int | None) -> None:
    """A person's rights may have changed: their sockets are looked at again."""
    if account_id is not None:
        on_commit(lambda: hint(f"account:{account_id}"))
