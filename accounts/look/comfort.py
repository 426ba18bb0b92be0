"""What makes pages easier on a person: theme and simpler pages, kept in cookies of this device. For whoever signs in
they stand on the account, too, and come along to the next device.

A cookie and not the session, so that a page which looks at nobody stays the same for everybody.
"""

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Account

_PREFIX = "__Host-" if settings.HTTPS else ""
THEME_COOKIE = f"{_PREFIX}theme"
SIMPLE_COOKIE = f"{_PREFIX}simple"
KEPT_FOR = 365 * 24 * 60 * 60  # seconds


class Theme(models.TextChoices):
    DEVICE = "", _("As this device has it")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")
    LOW = "low", _("Low-stimulus: grey, thin lines, nothing moves")


def theme_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in Theme.values else ""


def wants_simple_pages(request: HttpRequest) -> bool:
    return request.COOKIES.get(SIMPLE_COOKIE) == "yes"


def remember(response: HttpResponse, *, theme: str, is_simple: bool) -> None:
    _keep(response, THEME_COOKIE, theme)
    _keep(response, SIMPLE_COOKIE, "yes" if is_simple else "")


def bring_along(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    """At sign-in: what this person chose elsewhere, where this device has no choice of its own."""
    has_chosen = account.theme or account.wants_simple_pages
    if has_chosen and not {THEME_COOKIE, SIMPLE_COOKIE} & request.COOKIES.keys():
        remember(response, theme=account.theme, is_simple=account.wants_simple_pages)
    if len(settings.LANGUAGES) > 1 and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        remember_language(response, account.language)


def remember_language(response: HttpResponse, language: str) -> None:
    _keep(response, settings.LANGUAGE_COOKIE_NAME, language)


def _keep(response: HttpResponse, name: str, value: str) -> None:
    if value:
        response.set_cookie(
            name, value, max_age=KEPT_FOR, secure=settings.HTTPS, httponly=True, samesite="Lax"
        )
    else:
        response.set_cookie(name, "", max_age=0, secure=settings.HTTPS, samesite="Lax")
