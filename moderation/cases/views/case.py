"""One case: its page and every act on it. A stale act gets a 409 that shows what changed and keeps the words."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.errors import Invalid, Problem, Stale
from accounts.help.queries import lines_for
from accounts.texts import text
from community.spaces.abilities import actor
from community.spaces.models import Contribution, Membership

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
    return _page(request, case, moderator)


@team_required
@require_POST
def reveal(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the words, on this answer only. Asking for them is an act."""
    case, moderator = find_case(request.user, ref)
    actions.reveal_words(moderator=moderator, case=case)
    return _page(request, case, moderator, is_revealed=True)


def _page(
    request: HttpRequest,
    case: Case,
    moderator: Membership,
    *,
    is_revealed: bool = False,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    seen = {"version": case.version}
    start = request.GET.get("text", "")
    context = {
        **staff_context(request, "queue"),
        "case": case, "me": actor(moderator), "community": case.community, "is_revealed": is_revealed,
        "page": queries.case_page(case=case, moderator=moderator, is_revealed=is_revealed),
        "write_form": forms.WriteForm(initial={"text": _contact_text(start, case, moderator)}),
        "level_form": forms.LevelForm(initial={**seen, "level": case.level}),
        "follow_form": forms.FollowUpForm(initial=seen),
        "close_form": forms.CloseForm(initial=seen, case=case),
        "hide_form": forms.HideForm(initial=seen), "keep_form": forms.KeepForm(initial=seen),
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


Act = Callable[[Membership, Case, dict], object]


def _act(
    request: HttpRequest, ref: str, form_name: str, form: forms.ActForm, act: Act, done: str
) -> HttpResponse:
    """Do one act, or show the case again with the form as it was typed: 422 for a gap, 409 for stale data."""
    case, moderator = find_case(request.user, ref)
    if not form.is_valid():
        return _page(request, case, moderator, status=422, open_form=form_name, **{form_name: form})
    try:
        act(moderator, case, form.cleaned_data)
    except Stale as stale:
        return _conflict(request, case, stale, form_name, form)
    except Invalid as no:
        form.add_error(None, no.happened)
        return _page(request, case, moderator, status=422, open_form=form_name, **{form_name: form})
    messages.success(request, done)
    return redirect("cases:case", ref=ref)


def _conflict(
    request: HttpRequest, case: Case, stale: Stale, form_name: str, form: forms.ActForm
) -> HttpResponse:
    """409: what others did, and the same form again, ready to be sent on the case as it is now."""
    case.refresh_from_db()
    again = form.data.copy()
    again["version"] = str(case.version)
    context = {
        **staff_context(request, "queue"), "case": case, "stale": stale, "action": request.path,
        "fields": [(name, value) for name, values in again.lists() for value in values
                   if name != "csrfmiddlewaretoken"],
        "typed": [value for name, value in again.items() if name in ("text", "reason", "words") and value],
    }  # fmt: skip
    return render(request, "cases/conflict.html", context, status=409)


@team_required
@require_POST
def claim(request: HttpRequest, ref: str) -> HttpResponse:
    return _act(request, ref, "claim_form", forms.ActForm(request.POST),
                lambda me, case, said: actions.claim_case(moderator=me, case=case, seen_version=said["version"]),
                _("You have it for ten minutes."))  # fmt: skip


@team_required
@require_POST
def put_back(request: HttpRequest, ref: str) -> HttpResponse:
    return _act(request, ref, "claim_form", forms.ActForm(request.POST),
                lambda me, case, said: actions.put_back(moderator=me, case=case, seen_version=said["version"]),
                _("It is back in the queue. Nobody asks why."))  # fmt: skip


@team_required
@require_POST
def level(request: HttpRequest, ref: str) -> HttpResponse:
    return _act(request, ref, "level_form", forms.LevelForm(request.POST),
                lambda me, case, said: actions.change_level(moderator=me, case=case, level=said["level"],
                                                            reason=said["reason"], seen_version=said["version"]),
                _("The level is set."))  # fmt: skip


@team_required
@require_POST
def follow_up(request: HttpRequest, ref: str) -> HttpResponse:
    form = forms.FollowUpForm(request.POST)
    return _act(request, ref, "follow_form", form,
                lambda me, case, said: actions.set_follow_up(moderator=me, case=case, due_at=form.due_at(),
                                                             seen_version=said["version"]),
                _("The next look is set. It comes up by itself."))  # fmt: skip


@team_required
@require_POST
def close(request: HttpRequest, ref: str) -> HttpResponse:
    case, _moderator = find_case(request.user, ref)
    return _act(request, ref, "close_form", forms.CloseForm(request.POST, case=case),
                lambda me, case, said: actions.close_case(moderator=me, case=case, outcome=said["outcome"],
                                                          words=said["words"], seen_version=said["version"]),
                _("The case is closed."))  # fmt: skip


@team_required
@require_POST
def hide(request: HttpRequest, ref: str) -> HttpResponse:
    return _act(request, ref, "hide_form", forms.HideForm(request.POST),
                lambda me, case, said: actions.hide_contribution(
                    moderator=me, case=case, contribution=_pinned(case, said["contribution"]), reason=said["reason"],
                    words=said["words"], rule=said["rule"], seen_version=said["version"]),
                _("It is taken down. The writer reads why; whoever told us hears that we acted."))  # fmt: skip


@team_required
@require_POST
def keep(request: HttpRequest, ref: str) -> HttpResponse:
    return _act(request, ref, "keep_form", forms.KeepForm(request.POST),
                lambda me, case, said: actions.keep_contribution(
                    moderator=me, case=case, contribution=_pinned(case, said["contribution"]), why=said["words"],
                    seen_version=said["version"]),
                _("It stays up. Whoever told us hears why."))  # fmt: skip


@team_required
@require_POST
def release(request: HttpRequest, ref: str) -> HttpResponse:
    return _act(request, ref, "release_form", forms.ActForm(request.POST),
                lambda me, case, said: actions.release_contribution(moderator=me, case=case,
                                                                    seen_version=said["version"]),
                _("It is published. The writer is told."))  # fmt: skip


def _pinned(case: Case, ref: str) -> Contribution:
    found = Contribution.objects.filter(evidence__case=case, ref=ref).first()
    if found is None:
        raise Invalid(_("These words are not part of the case."))
    return found


@team_required
@require_http_methods(["POST"])
def write(request: HttpRequest, ref: str) -> HttpResponse:
    """Words to the person, under the moderator's duty name."""
    case, moderator = find_case(request.user, ref)
    form = forms.WriteForm(request.POST)
    if not form.is_valid():
        return _page(request, case, moderator, status=422, write_form=form)
    try:
        actions.write_to_member(moderator=moderator, case=case, **form.cleaned_data)
    except Problem as no:
        form.add_error(None, f"{no.happened} {no.kept}")
        return _page(request, case, moderator, status=no.status, write_form=form)
    messages.success(request, _("Sent. They find it under their notices."))
    return redirect("cases:case", ref=ref)
