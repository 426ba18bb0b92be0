"""One case: its page, and the words behind the cover. What is done in it is in `acts`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.help.queries import lines_for
from accounts.texts import text
from community.spaces.abilities import actor
from community.spaces.models import Membership

from .. import actions, forms, queries
from ..models import Case
from ..permissions import find_case
from .staff import staff_context, team_required

CONTACT_TEXTS = (
    "T2.hello", "T2.someone_cares", "T3.ask", "T3.soon", "T3.hurt", "T4.here", "T4.medical", "T5.distance",
    "cannot_phone", "not_private", "T6.limit", "abuse", "threat", "deleted", "no_answer.1", "no_answer.2",
    "please_stop", "false_alarm",
)  # fmt: skip


@team_required
@require_safe
def page(request: HttpRequest, ref: str) -> HttpResponse:
    case, moderator = find_case(request.user, ref)
    return case_response(request, case, moderator)


@team_required
@require_POST
def reveal(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the words, on this answer only. Asking for them is an act."""
    case, moderator = find_case(request.user, ref)
    actions.reveal_words(moderator=moderator, case=case)
    return case_response(request, case, moderator, is_revealed=True)


def case_response(
    request: HttpRequest,
    case: Case,
    moderator: Membership,
    *,
    is_revealed: bool = False,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """The case's page, as a visit and as the answer to an act that could not be done: `more` holds its form."""
    start = request.GET.get("text", "")
    context = {
        **staff_context(request, "queue"),
        "case": case, "me": actor(moderator), "community": case.community, "is_revealed": is_revealed,
        "page": queries.case_page(case=case, moderator=moderator, is_revealed=is_revealed),
        "write_form": forms.WriteForm(initial={"text": _contact_text(start, case, moderator)}, case=case),
        "level_form": forms.LevelForm(initial={"level": case.level}, case=case),
        "follow_form": forms.FollowUpForm(case=case), "close_form": forms.CloseForm(case=case),
        "hide_form": forms.HideForm(case=case), "keep_form": forms.KeepForm(case=case),
        "lines": lines_for(case.person.account.country) if case.person and case.person.account else None,
        "contact_texts": CONTACT_TEXTS, "recipe_id": _recipe(case), "levels": ("none", "concern", "high", "imminent"),
    }  # fmt: skip
    return render(request, "cases/case.html", {**context, **more}, status=status)


def _recipe(case: Case) -> str:
    return f"recipe.{case.level}" if case.kind == Case.Kind.CARE else "recipe.conduct"


def _contact_text(text_id: str, case: Case, moderator: Membership) -> str:
    """A text to start from, with what we know filled in; the moderator reads and changes it before sending."""
    if text_id not in CONTACT_TEXTS or case.person is None:
        return ""
    country = case.person.account.country if case.person.account else ""
    lines = lines_for(country)
    return text(
        text_id, owner=case.community.ref, name=case.person.name, duty_name=actor(moderator).duty_name,
        place=case.place.name if case.place else "", words="…", clock="…",
        emergency=lines.emergency[0] if lines.emergency else "",
        lines="; ".join(f"{line.name} {line.phone or line.text}" for line in lines.lines[:2]),
        line_text=next((line.text for line in lines.to_text()), ""),
        line_chat=next((line.url for line in lines.to_chat()), ""), lines_abuse="", help_link="/help/",
    )  # fmt: skip
