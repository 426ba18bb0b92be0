"""The help card that stays beside its author's words while the team has them before it. Never after a report alone:
that somebody else is worried is not for the author to read from a card."""

import json
from collections.abc import Collection
from datetime import timedelta
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT

from accounts.clock import from_now
from accounts.compiled import Compiled, Param
from community.spaces.gate import StandingCard
from community.spaces.models import Contribution, Membership

from ..cards import card_id
from ..models import Case, CaseEntry, Report

STAYS = timedelta(hours=24)


def standing_card(*, author: Membership, refs: Collection[str]) -> StandingCard | None:
    """For the newest of these own words that were flagged, or shown to the team, within a day, while their care case
    is open. 1 query."""
    for ref, is_asked, flagged in _own_words().rows(author=author.pk, refs=list(refs)):
        if is_asked or flagged:
            return _card(ref, is_asked, flagged)
    return None


def _card(ref: str, is_asked: bool, flagged: str | dict[str, Any] | None) -> StandingCard:
    said = json.loads(flagged) if isinstance(flagged, str) else flagged or {}
    level = said.get("level", "none")
    card = card_id(category=said.get("category", ""), subject=said.get("subject", "self"), level=level)
    return StandingCard(ref, card or "", level, is_asked)


@cache
def _own_words() -> Compiled:
    care = {"kind": Case.Kind.CARE, "closed_at": None, "person": Param("author")}
    flagged = (
        CaseEntry.objects.annotate(about=KT("details__contribution"))
        .filter(**{f"case__{name}": value for name, value in care.items()})
        .filter(act="flagged", at__gt=from_now(-STAYS), about=OuterRef("ref"))
        .order_by("-id")
    )
    asked = Report.objects.filter(
        contribution=OuterRef("pk"), reporter=Param("author"), side=Report.Side.ASK, at__gt=from_now(-STAYS),
        case__closed_at=None,
    )  # fmt: skip

    def build() -> QuerySet[Contribution, tuple[Any, ...]]:
        own = Contribution.objects.filter(author=Param("author"), ref__one_of=Param("refs"))
        return (
            own.annotate(is_asked=Exists(asked), flagged=Subquery(flagged.values("details")[:1]))
            .order_by("-pk")
            .values_list("ref", "is_asked", "flagged")
        )

    return Compiled(build)
