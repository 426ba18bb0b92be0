"""A case as its page shows it: why, the words (once asked for), the talk, what was done."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.safestring import SafeString

from community.chat.models import Room
from community.chat.queries import Line, last_lines
from community.spaces.kinds import kind_of
from community.spaces.models import Contribution, Membership
from moderation.detection.marking import marked
from moderation.detection.models import Assessment

from ..models import Case, CaseEntry, Decision, Evidence, FollowUp, Report
from ..reasons import REASONS
from .changes import entries_of, said, who


@dataclass(frozen=True)
class Words:
    """One pinned wording. Without `html` it stays covered."""

    ref: str
    place: str
    written_at: datetime
    state: str
    is_last: bool  # false: the writer has changed it since
    address: str
    title: str = ""
    html: SafeString | str = ""
    can_hide: bool = False


@dataclass(frozen=True)
class Knot:
    at: datetime
    who: str
    words: str
    note: str = ""


@dataclass(frozen=True)
class CasePage:
    case: Case
    words: list[Words]
    timeline: list[Knot]
    talk: list[Line]
    next_look: datetime | None
    last_word_at: datetime | None
    reports: list[Report] = field(default_factory=list)
    earlier: list[Case] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    reasons: tuple[str, ...] = REASONS


def case_page(*, case: Case, moderator: Membership, is_revealed: bool) -> CasePage:
    """Everything on a case's page. 8 queries, and 2 for the talk."""
    talk = _talk(case, moderator)
    answers = [line.created_at for line in talk if line.byline and not line.byline.role_words]
    next_look = FollowUp.objects.filter(case=case, done_at=None).values_list("due_at", flat=True).first()
    return CasePage(
        case=case,
        words=_words(case, is_revealed=is_revealed),
        timeline=[_knot(entry) for entry in entries_of(case)],
        talk=talk,
        next_look=next_look,
        last_word_at=answers[-1] if answers else None,
        reports=list(Report.objects.filter(case=case).order_by("at")),
        earlier=_earlier(case),
        decisions=list(Decision.objects.filter(case=case).order_by("at")),
    )


def _talk(case: Case, moderator: Membership) -> list[Line]:
    """The talk so far. A case room shows who joins, so reading it here is for those who work the case."""
    if case.room_id is None:
        return []
    return last_lines(viewer=moderator, room=Room.objects.select_related("place").get(place=case.room_id),
                      sees_all=True)  # fmt: skip


def _knot(entry: CaseEntry) -> Knot:
    return Knot(entry.at, who(entry), said(entry), entry.words)


def _words(case: Case, *, is_revealed: bool) -> list[Words]:
    pinned = list(
        Evidence.objects.filter(case=case)
        .select_related("contribution__place__community", "contribution__author", "revision")
        .order_by("-revision__created_at")[:20]
    )
    spans = _spans([evidence.revision_id for evidence in pinned])
    return [_one(evidence, spans.get(evidence.revision_id, []), is_revealed) for evidence in pinned]


def _spans(revisions: list[int]) -> dict[int, list[list]]:
    found = (
        Assessment.objects.filter(revision__in=revisions).order_by("id").values_list("revision_id", "spans")
    )
    return dict(found)


def _one(evidence: Evidence, spans: list[list], is_revealed: bool) -> Words:
    contribution, revision = evidence.contribution, evidence.revision
    is_theirs = contribution.state not in (Contribution.State.DELETED, Contribution.State.ERASED)
    return Words(
        ref=contribution.ref, place=contribution.place.name, written_at=revision.created_at,
        state=contribution.state, is_last=contribution.revision == revision.number,
        address=kind_of(contribution).address(contribution) if is_theirs else "",
        title=revision.title if is_revealed else "",
        html=marked(revision.text, spans) if is_revealed else "",
        can_hide=contribution.state in (Contribution.State.PUBLISHED, Contribution.State.HELD),
    )  # fmt: skip


def _earlier(case: Case) -> list[Case]:
    """Closed care cases of this person, without those that were misread: they are nobody's history."""
    if case.kind != Case.Kind.CARE or case.person_id is None:
        return []
    closed = Case.objects.filter(person=case.person_id, kind=Case.Kind.CARE, closed_at__isnull=False)
    return list(closed.exclude(outcome="misread").order_by("-opened_at")[:5])
