"""One queue: open cases and looks that are due, in lanes, each row with why it is here. No row quotes anybody."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from community.spaces.abilities import duty_name_at
from community.spaces.models import Membership
from moderation.detection.models import LEVEL_ORDER

from ..models import Case, FollowUp
from ..permissions import cases_of

PER_LANE = 50
LANES = {
    "now": _("Now"),
    "half_hour": _("Half hour"),
    "today": _("Today"),
    "conduct": _("Conduct"),
    "held": _("Held"),
    "check_ins": _("Check-ins"),
}


@dataclass(frozen=True)
class QueueRow:
    ref: str
    kind: str
    level: str
    why: list[str]
    place: str
    community: str
    opened_at: datetime
    renewed_at: datetime | None
    due_at: datetime
    is_late: bool
    claimed_by: str
    is_mine: bool
    follow_up_at: datetime | None
    version: int


@dataclass
class Lane:
    key: str
    name: str
    rows: list[QueueRow] = field(default_factory=list)

    @property
    def oldest(self) -> datetime | None:
        return min((row.opened_at for row in self.rows), default=None)


def queue_of(team: list[Membership]) -> list[Lane]:
    """Every lane, over all communities this person works in. Two queries for each community."""
    lanes = {key: Lane(key, str(name)) for key, name in LANES.items()}
    for moderator in team:
        for case in _open_cases(moderator):
            row = _row(case, moderator)
            lanes[_lane_of(case)].rows.append(row)
    for lane in lanes.values():
        lane.rows.sort(key=_order)
        del lane.rows[PER_LANE:]
    return list(lanes.values())


def cases_held_by(team: list[Membership]) -> list[QueueRow]:
    """The open cases that these memberships hold or have written in, resting ones too. 2 queries for each community."""
    rows = []
    for moderator in team:
        mine = _open_cases(moderator, with_resting=True).filter(
            Q(claimed_by=moderator) | Q(entries__by=moderator)
        )
        rows += [_row(case, moderator) for case in mine.distinct()]
    return sorted(rows, key=_order)


def _open_cases(moderator: Membership, *, with_resting: bool = False) -> QuerySet[Case]:
    due_look = FollowUp.objects.filter(case=OuterRef("pk"), done_at=None, due_at__lte=Now())
    later_look = FollowUp.objects.filter(case=OuterRef("pk"), done_at=None, due_at__gt=Now())
    # Answered, and somebody looks again later: it rests until then. An imminent never rests.
    resting = Q(Exists(later_look), answered_at__isnull=False) & ~Q(level="imminent")
    waiting_look = Prefetch(
        "follow_ups", queryset=FollowUp.objects.filter(done_at=None), to_attr="next_looks"
    )
    open_cases = cases_of(moderator).filter(closed_at=None)
    if not with_resting:
        open_cases = open_cases.exclude(resting)
    return (
        open_cases.annotate(
            is_look_due=Exists(due_look),
            is_claim_over=Q(claimed_until__lt=Now()),
            holder_name=duty_name_at("claimed_by"),
        )
        .select_related("claimed_by", "place", "community")
        .prefetch_related(waiting_look)
        .order_by("opened_at")
    )


def _lane_of(case: Any) -> str:
    if case.kind == Case.Kind.REVIEW:
        return "held"
    if case.level == "imminent":
        return "now"
    if case.level == "high":
        return "half_hour"
    if case.is_look_due:
        return "check_ins"
    return "today" if case.kind == Case.Kind.CARE else "conduct"


def _order(row: QueueRow) -> tuple[int, int, datetime]:
    """The gravest first, care before conduct, and of two alike the one that has waited longer."""
    return (-LEVEL_ORDER[row.level], row.kind != Case.Kind.CARE, row.opened_at)


def _row(case: Any, moderator: Membership) -> QueueRow:
    # A case with what `_open_cases` adds to it.
    holder = None if case.is_claim_over else case.claimed_by
    return QueueRow(
        ref=case.ref, kind=case.kind, level=case.level, why=list(case.why),
        opened_at=case.opened_at, renewed_at=case.renewed_at,
        place=case.place.name if case.place else "", community=case.community.name, due_at=case.due_at,
        is_late=case.missed_at is not None, claimed_by=(case.holder_name or "") if holder else "",
        is_mine=holder is not None and holder.pk == moderator.pk, version=case.version,
        follow_up_at=case.next_looks[0].due_at if case.next_looks else None,
    )  # fmt: skip
