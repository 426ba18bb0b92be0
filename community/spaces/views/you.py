"""What is mine: notices, names, sign-in, where to change things. And taking an invitation."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.notices import actions as notices
from accounts.notices.queries import notices_of

from .. import actions
from ..abilities import actor
from ..actions.setup import standing_invitation
from ..forms import NameForm
from ..models import Membership, Role
from ..requests import MemberRequest, removed_too
from .doors import surroundings


@removed_too
@require_safe
def you(request: MemberRequest) -> HttpResponse:
    context = {**surroundings(request, "you"), "actor": actor(request.membership),
               "notices": notices_of(request.user)}  # fmt: skip
    return render(request, "spaces/you.html", context)


@removed_too
@require_POST
def notices_read(request: MemberRequest) -> HttpResponse:
    notices.mark_read(account=request.user)
    return redirect("spaces:you", slug=request.community.slug)


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An invitation to help. Signed out: sign in or join first; the link waits."""
    found = standing_invitation(token)
    if not request.user.is_authenticated:
        return render(request, "spaces/invitation.html", {"invitation": found, "joining": found.community})
    mine = Membership.objects.filter(account=request.user, community=found.community).first()
    form = NameForm(request.POST or None, community=found.community, asker=request.user)
    if request.method == "POST" and (mine or form.is_valid()):
        actions.take_invitation(
            account=request.user, token=token, name=mine.name if mine else form.cleaned_data["name"]
        )
        if found.role == Role.ADMIN:
            return redirect("spaces:settings", slug=found.community.slug)
        return redirect("cases:queue")
    context = {"invitation": found, "joining": found.community, "form": form, "mine": mine}
    return render(request, "spaces/invitation.html", context, status=200 if mine else form.status)
