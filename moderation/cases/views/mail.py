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
    if request.method != "POST":
        return _page(request)
    return _take(request, AddressForm(request.POST), "address", addresses.send_digits)


@team_or_address
@require_POST
def mail_prove(request: HttpRequest) -> HttpResponse:
    done = _("Alerts go there from now on.")
    return _take(request, DigitsForm(request.POST), "digits", addresses.prove_address, done)


def _take(
    request: HttpRequest, form: Form, field: str, action: Callable[..., None], done: str = ""
) -> HttpResponse:
    """One form of one field, and what is done with it."""

    def page(status: int) -> HttpResponse:
        return _page(request, status=status, **{f"{field}_form": form})

    if not form.is_valid():
        return page(422)
    try:
        action(account=request.user, session=request.session, **form.cleaned_data)
    except ANSWERED_IN_PLACE as no:
        return refused(form, no, page, field=field)
    if done:
        messages.success(request, done)
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
