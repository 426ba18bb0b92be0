"""What happens when a clock runs out: the miss is on the case, and the author is told kindly, with the lines."""

from django.db.models.functions import Now

from accounts.notices.actions import notify
from accounts.record.actions import one_act

from ..models import Case
from .timeline import move_on, note

AT_ONCE = 20


def miss_clocks() -> int:
    """Take a few cases whose clock ran out without words from the team. Safe from every process at once."""
    with one_act():
        late = list(
            Case.objects.select_for_update(skip_locked=True, of=["self"])
            .select_related("community", "person__account")
            .filter(closed_at=None, answered_at=None, missed_at=None, due_at__lt=Now())
            .order_by("due_at")[:AT_ONCE]
        )
        for case in late:
            move_on(case, missed_at=Now())
            if case.kind == Case.Kind.CARE and case.person:
                notify(account=case.person.account, kind="ask_late", object=case.ref)
            note(case, "clock_missed")
    return len(late)
