"""The queue, as a page and as the piece that an open page fetches when a hint says that something changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.spaces.cover import cover_words

from ..queries import Lane, QueueRow, cases_held_by, queue_of
from .staff import staff_context, team_required


@team_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    context = {**staff_context(request, "queue"), **_board(request)}
    return render(request, "cases/queue.html", context)


@team_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The lanes alone, for an open page."""
    return render(request, "cases/_board.html", _board(request))


def _board(request: HttpRequest) -> dict[str, object]:
    lanes = queue_of(request.team)
    chosen = request.GET.get("lane", "")
    shown = [lane for lane in lanes if lane.key == chosen] or lanes
    communities = [member.community for member in request.team]
    return {
        "lanes": lanes, "chosen": chosen if len(shown) == 1 else "", "shown": shown, "next_case": _next(lanes),
        "covers": [{"is_covered": False, "words": cover_words(community), "name": community.name}
                   for community in communities],
        "streams": " ".join(f"queue:{community.ref}" for community in communities),
    }  # fmt: skip


def _next(lanes: list[Lane]) -> QueueRow | None:
    """What comes first for me: the first row that nobody else holds, in the order of the lanes."""
    return next((row for lane in lanes for row in lane.rows if not row.claimed_by or row.is_mine), None)


@team_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    rows = cases_held_by(request.team)
    return render(request, "cases/mine.html", {**staff_context(request, "cases"), "rows": rows})
