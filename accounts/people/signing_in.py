"""Signing a person in through allauth's own stages, so that a second factor is never skipped."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse

from .models import Account

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(request: HttpRequest, account: Account, *, to: str, method: str) -> HttpResponse:
    """Start a login. Answers with allauth's next stage where the account has a second factor, else goes to `to`."""
    account.backend = BACKEND
    response = perform_login(request, Login(user=account, redirect_url=to))
    if request.user.is_authenticated:
        # Setting up a second factor right after joining must not ask for the password just chosen.
        record_authentication(request, account, method=method, reauthenticated=True)
    return response
