"""Telling a person something, and their having read it."""

from django.db import transaction
from django.db.models.functions import Now

from accounts.live.hints import hint
from accounts.people.models import Account

from .models import Notice


def notify(*, account: Account | None, kind: str, object: str) -> None:
    """Leave a notice. The same news twice is one notice until it has been read. Nobody to tell: nothing."""
    if account is None:
        return
    Notice.objects.bulk_create([Notice(account=account, kind=kind, object=object)], ignore_conflicts=True)
    transaction.on_commit(lambda: hint(f"me:{account.log_ref}"), robust=True)


def mark_read(*, account: Account, kind: str = "", object: str = "") -> None:
    """Read, all of them or those about one thing."""
    unread = Notice.objects.filter(account=account, read_at=None)
    if kind:
        unread = unread.filter(kind=kind)
    if object:
        unread = unread.filter(object=object)
    unread.update(read_at=Now())
