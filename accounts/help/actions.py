"""Bringing help lines in, and a person's word that a line was checked."""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.db.models.functions import Now

from accounts.people.models import Account
from accounts.record.actions import write

from .models import HelpLine

SHIPPED = Path(__file__).parent / "data" / "lines.csv"
_COLUMNS = (
    "phone", "text", "url", "hours", "languages", "channel", "deaf_access", "register_first", "silent_call", "cost",
    "on_bill", "ages", "topic", "may_send_police", "leaves_trace", "note",
)  # fmt: skip


@transaction.atomic
def import_lines(path: Path = SHIPPED) -> int:
    """Bring lines in, unchecked; a changed one must be checked again. Returns how many are new or changed."""
    with path.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    places: Counter[str] = Counter()
    moved = 0
    for row in rows:
        places[row["country"]] += 1
        moved += _bring_in(row, places[row["country"]])
    return moved


def _bring_in(row: dict[str, str], position: int) -> bool:
    facts = {column: row[column].strip() for column in _COLUMNS}
    line = HelpLine.objects.filter(country=row["country"], name=row["name"]).first()
    if line is None:
        HelpLine.objects.create(country=row["country"], name=row["name"], position=position, **facts)
        return True
    if all(getattr(line, column) == value for column, value in facts.items()):
        return False
    HelpLine.objects.filter(pk=line.pk).update(**facts, verified_at=None, verified_by=None)
    return True


@transaction.atomic
def verify_lines(*, lines: Iterable[HelpLine], by: Account) -> None:
    """A person looked: these lines are right today. Copies of the help page are made anew after the commit."""
    refs = [line.ref for line in lines]
    HelpLine.objects.filter(ref__in=refs).update(verified_at=Now(), verified_by=by)
    _renew()
    for ref in refs:
        write(act="help_line_checked", actor=by.log_ref, object=ref)


@transaction.atomic
def withdraw_line(*, line: HelpLine, by: Account) -> None:
    """It may be wrong: not shown until somebody has checked it again."""
    HelpLine.objects.filter(pk=line.pk).update(verified_at=None, verified_by=None)
    _renew()
    write(act="help_line_withdrawn", actor=by.log_ref, object=line.ref)


def _renew() -> None:
    from .copies import make_copies

    transaction.on_commit(make_copies, robust=True)
