"""An admin checks help lines: what is ticked is shown to everybody on the site."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.help import actions
from accounts.help.countries import NAMES, choices
from accounts.help.models import DIRECTORY, HelpLine

from ..requests import MemberRequest
from .doors import surroundings
from .setup import admin_required


@admin_required
@require_http_methods(["GET", "POST"])
def lines(request: MemberRequest) -> HttpResponse:
    asked = (
        request.POST.get("country") or request.GET.get("country") or request.user.country or "GB"
    ).upper()
    country = asked if asked in NAMES or asked == DIRECTORY else "GB"
    if request.method == "POST":
        chosen = list(HelpLine.objects.filter(ref__in=request.POST.getlist("line")))
        if request.POST.get("act") == "withdraw":
            for line in chosen:
                actions.withdraw_line(line=line, by=request.user)
        else:
            actions.verify_lines(lines=chosen, by=request.user)
        messages.success(request, _("Done. Members see it from now on."))
        return redirect(f"{reverse('spaces:lines', args=[request.community.slug])}?country={country}")
    rows = HelpLine.objects.filter(country=country).order_by("position")
    return render(request, "spaces/lines.html", {
        **surroundings(request, "you"), "lines": rows, "country": country,
        "countries": [*choices(), (DIRECTORY, _("International directory"))]})  # fmt: skip
