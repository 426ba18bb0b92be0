"""Every act on a case: one form, one action, one sentence. A stale act gets a 409 that shows what changed and keeps
the words."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.errors import Problem, Stale
from accounts.look.forms import refused

from .. import actions, forms
from ..models import Case
from ..permissions import find_case
from ..queries.changes import changes_since
from .case import case_response
from .staff import staff_context, team_required

View = Callable[[HttpRequest, str], HttpResponse]


def act(form_name: str, form_class: type[forms.CaseForm], action: Callable[..., object], done: str) -> View:
    """A view that does one act, or shows the case again with the form as it was typed."""

    @team_required
    @require_POST
    def view(request: HttpRequest, ref: str) -> HttpResponse:
        case, moderator = find_case(request.user, ref)
        form = form_class(request.POST, case=case)

        def page(status: int) -> HttpResponse:
            shown = {form_name: form, "open_form": form_name}
            return case_response(request, case, moderator, status=status, **shown)

        if not form.is_valid():
            return page(422)
        try:
            action(moderator=moderator, case=case, **form.arguments())
        except Stale as stale:
            return _conflict(request, case, stale, form)
        except Problem as no:
            return refused(form, no, page, field=None)
        messages.success(request, done)
        return redirect("cases:case", ref=ref)

    return view


def _conflict(request: HttpRequest, case: Case, stale: Stale, form: forms.CaseForm) -> HttpResponse:
    """409: what others did, and the same form again, ready to be sent on the case as it is now. An act without words,
    such as a claim, is not sent again: the case's own page offers what can be done."""
    seen = form.cleaned_data.get("version", 0)
    case.refresh_from_db()  # before the changes are listed: what comes later is a conflict again
    again = form.data.copy()
    again["version"] = str(case.version)
    context = {
        **staff_context(request, "queue"), "case": case, "stale": stale, "action": request.path,
        "changes": changes_since(case, seen), "can_repeat": type(form) is not forms.ActForm,
        "fields": [(name, value) for name, values in again.lists() for value in values
                   if name != "csrfmiddlewaretoken"],
        "typed": [value for name, value in again.items() if name in ("text", "reason", "words") and value],
    }  # fmt: skip
    return render(request, "cases/conflict.html", context, status=409)


claim = act("claim_form", forms.ActForm, actions.claim_case, _("You have it for ten minutes."))
put_back = act("claim_form", forms.ActForm, actions.put_back, _("It is back in the queue. Nobody asks why."))
level = act("level_form", forms.LevelForm, actions.change_level, _("The level is set."))
follow_up = act(
    "follow_form",
    forms.FollowUpForm,
    actions.set_follow_up,
    _("The next look is set. It comes up by itself."),
)
close = act("close_form", forms.CloseForm, actions.close_case, _("The case is closed."))
hide = act(
    "hide_form", forms.HideForm, actions.hide_contribution,
    _("It is taken down. The writer reads why; whoever told us hears that we acted."),
)  # fmt: skip
keep = act(
    "keep_form", forms.KeepForm, actions.keep_contribution, _("It stays up. Whoever told us hears why.")
)
release = act(
    "release_form", forms.ActForm, actions.release_contribution, _("It is published. The writer is told.")
)
write = act(
    "write_form", forms.WriteForm, actions.write_to_member, _("Sent. They find it under their notices.")
)
