"""The admin's pages: rules, places, who helps. One page, one form for each act."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.errors import Hidden, Problem

from .. import actions, queries
from ..abilities import actor
from ..cover import cover_words
from ..forms import DailyTimeForm, GuidelinesForm, InviteForm
from ..requests import MemberRequest, member_required
from .doors import surroundings


def admin_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For admins with a second factor. Without the factor: to where it is set up. Others find nothing here."""

    @member_required
    @wraps(view)
    def guarded(request: MemberRequest, *args: object, **kwargs: object) -> HttpResponse:
        me = actor(request.membership)
        if me.is_asleep and "admin" in me.roles:
            return redirect("mfa_activate_totp")
        if not me.can("set_up_community"):
            raise Hidden()
        return view(request, *args, **kwargs)

    return guarded


@admin_required
@require_safe
def settings(request: MemberRequest) -> HttpResponse:
    newest = queries.newest_guidelines(request.community)
    return render(request, "spaces/settings.html", _context(request, {
        "guidelines": newest,
        "daily_form": DailyTimeForm(initial={"daily_time": request.community.daily_time}),
        "invite_form": InviteForm(),
    }))  # fmt: skip


def _context(request: MemberRequest, more: dict[str, object]) -> dict[str, object]:
    return {
        **surroundings(request, "you"), "team": queries.team_of(request.community),
        "invitations": queries.standing_invitations(request.community),
        "cover_words": cover_words(request.community), **more,
    }  # fmt: skip


@admin_required
@require_http_methods(["GET", "POST"])
def change_guidelines(request: MemberRequest) -> HttpResponse:
    newest = queries.newest_guidelines(request.community)
    form = GuidelinesForm(request.POST or None, initial={"text": newest.text, "seen_version": newest.version})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_guidelines(admin=request.membership, **form.cleaned_data)
        except Problem as no:
            form.add_error(None, f"{no.happened} {no.kept}")
            status = no.status
        else:
            messages.success(request, _("The guidelines are changed. Members read the new ones from now on."))
            return redirect("spaces:settings", slug=request.community.slug)
    context = {**surroundings(request, "you"), "form": form, "newest": newest}
    return render(
        request,
        "spaces/change_guidelines.html",
        context,
        status=422 if form.errors and status == 200 else status,
    )


@admin_required
@require_POST
def daily_time(request: MemberRequest) -> HttpResponse:
    form = DailyTimeForm(request.POST)
    if form.is_valid():
        actions.set_daily_time(admin=request.membership, at=form.cleaned_data["daily_time"])
        messages.success(request, _("Members read this from now on."))
        return redirect("spaces:settings", slug=request.community.slug)
    context = _context(request, {"daily_form": form, "invite_form": InviteForm(),
                                 "guidelines": queries.newest_guidelines(request.community)})  # fmt: skip
    return render(request, "spaces/settings.html", context, status=422)


@admin_required
@require_POST
def invite(request: MemberRequest) -> HttpResponse:
    """The link is shown once, on this very page. Only its hash is kept."""
    form = InviteForm(request.POST)
    link = ""
    if form.is_valid():
        token = actions.invite_moderator(admin=request.membership, duty_name=form.cleaned_data["duty_name"])
        link = request.build_absolute_uri(f"/invitation/{token}/")
    context = _context(request, {"invite_form": form, "link": link,
                                 "daily_form": DailyTimeForm(initial={"daily_time": request.community.daily_time}),
                                 "guidelines": queries.newest_guidelines(request.community)})  # fmt: skip
    return render(request, "spaces/settings.html", context, status=200 if link else 422)
