"""A person's notices, each checked again at the moment it is shown."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from accounts.people.models import Account

from .kinds import resolve
from .models import Notice

PAGE = 30


@dataclass(frozen=True)
class NoticeRow:
    ref: str
    words: str
    url: str
    made_at: datetime
    is_new: bool


def notices_of(account: Account, *, most: int = PAGE) -> list[NoticeRow]:
    """Newest first. 1 query, and at most one or two for each kind among them."""
    notices = list(Notice.objects.filter(account=account).order_by("-id")[:most])
    by_kind: dict[str, list[str]] = defaultdict(list)
    for notice in notices:
        by_kind[notice.kind].append(notice.object)
    said = {kind: resolve(kind, account, objects) for kind, objects in by_kind.items()}
    return [
        NoticeRow(notice.ref, told.words, told.url, notice.made_at, notice.read_at is None)
        for notice in notices
        if (told := said[notice.kind].get(notice.object))
    ]
