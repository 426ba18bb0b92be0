"""Where alerts by mail go: for the team, and for whoever gave an address while they were on it."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import ANSWERED_IN_PLACE
from accounts.look.forms import refused
from accounts.people import addresses
from accounts.people.forms import AddressForm, DigitsForm

from .staff import team_required

View = Callable[..., HttpResponse]


def team_or_address(view: View) -> View:
    """What somebody gave can be seen and taken back by them, also when their role has ended."""
    for_the_team = team_required(view)

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        return view(request) if addresses.address_of(request.user) else for_the_team(request)

    return guarded


@team_or_address
@require_http_methods(["GET", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    """Which address, if any. A new one is sent six digits."""
    form = AddressForm(request.POST or None)
    if request.method != "POST":
        return _page(request, address_form=form)
    if not form.is_valid():
        return _page(request, address_form=form, status=422)
    try:
        addresses.send_digits(
            account=request.user, session=request.session, address=form.cleaned_data["address"]
        )
    except ANSWERED_IN_PLACE as no:
        return refused(
            form, no, lambda status: _page(request, address_form=form, status=status), field="address"
        )
    return redirect("cases:mail")


@team_or_address
@require_POST
def mail_prove(request: HttpRequest) -> HttpResponse:
    form = DigitsForm(request.POST)
    if not form.is_valid():
        return _page(request, digits_form=form, status=422)
    try:
        addresses.prove_address(
            account=request.user, session=request.session, digits=form.cleaned_data["digits"]
        )
    except ANSWERED_IN_PLACE as no:
        return refused(
            form, no, lambda status: _page(request, digits_form=form, status=status), field="digits"
        )
    messages.success(request, _("Alerts go there from now on."))
    return redirect("cases:mail")


@team_or_address
@require_POST
def mail_forget(request: HttpRequest) -> HttpResponse:
    addresses.forget_address(account=request.user)
    messages.success(request, _("The address is gone. Nothing is sent any more."))
    return redirect("spaces:front")


def _page(
    request: HttpRequest,
    *,
    address_form: Form | None = None,
    digits_form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "address_form": address_form or AddressForm(), "digits_form": digits_form or DigitsForm(),
        "address": addresses.address_of(request.user), "asked": addresses.asked_for(request.session),
        "is_set_up": addresses.mail_is_set_up(),
    }  # fmt: skip
    return render(request, "cases/mail.html", context, status=status)
