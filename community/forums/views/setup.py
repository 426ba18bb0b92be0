"""The admin adds a forum."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.errors import ANSWERED_IN_PLACE
from accounts.look.forms import refused
from community.spaces.forms import PlaceForm
from community.spaces.requests import MemberRequest
from community.spaces.views.doors import surroundings
from community.spaces.views.setup import admin_required

from .. import actions


@admin_required
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    form = PlaceForm(request.POST or None)
    context = {
        **surroundings(request, "you"),
        "form": form,
        "heading": _("A new forum"),
        "submit_words": _("Open the forum"),
    }

    def page(status: int) -> HttpResponse:
        return render(request, "spaces/add_place.html", context, status=status)

    if request.method != "POST" or not form.is_valid():
        return page(422 if form.errors else 200)
    said = form.cleaned_data
    try:
        forum = actions.add_forum(
            admin=request.membership,
            name=said["name"],
            introduction=said["about"],
            is_public=said["is_public"],
        )
    except ANSWERED_IN_PLACE as no:
        return refused(form, no, page, field="name")
    messages.success(request, _("The forum is open."))
    return redirect("forums:forum", slug=request.community.slug, ref=forum.place.ref)
