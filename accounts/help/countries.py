"""Countries we hold help lines for, by their two letters, and the choice of one kept on this device."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

COOKIE = "__Host-country" if settings.HTTPS else "country"
KEPT_FOR = 365 * 24 * 60 * 60

NAMES = {
    "AR": _("Argentina"),
    "AT": _("Austria"),
    "AU": _("Australia"),
    "BE": _("Belgium"),
    "BR": _("Brazil"),
    "CA": _("Canada"),
    "CH": _("Switzerland"),
    "CL": _("Chile"),
    "CN": _("China"),
    "CO": _("Colombia"),
    "DE": _("Germany"),
    "DK": _("Denmark"),
    "ES": _("Spain"),
    "FI": _("Finland"),
    "FR": _("France"),
    "GB": _("the United Kingdom"),
    "HK": _("Hong Kong"),
    "IE": _("Ireland"),
    "IL": _("Israel"),
    "IN": _("India"),
    "IT": _("Italy"),
    "JP": _("Japan"),
    "KE": _("Kenya"),
    "KR": _("South Korea"),
    "MX": _("Mexico"),
    "MY": _("Malaysia"),
    "NL": _("the Netherlands"),
    "NO": _("Norway"),
    "NZ": _("New Zealand"),
    "PH": _("the Philippines"),
    "PL": _("Poland"),
    "PT": _("Portugal"),
    "SE": _("Sweden"),
    "SG": _("Singapore"),
    "TR": _("Türkiye"),
    "UA": _("Ukraine"),
    "US": _("the United States"),
    "ZA": _("South Africa"),
}


def country_of(request: HttpRequest) -> str:
    """The country chosen on this device; empty when none was."""
    return country_in(request.COOKIES)


def country_for(request: HttpRequest) -> str:
    """The country chosen on this device, else the one this person chose; empty when neither was."""
    return country_of(request) or getattr(request.user, "country", "")


def country_in(cookies: Mapping[str, str]) -> str:
    chosen = cookies.get(COOKIE, "")
    return chosen if chosen in NAMES else ""


def remember_country(response: HttpResponse, country: str) -> None:
    response.set_cookie(
        COOKIE, country, max_age=KEPT_FOR, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


def choices() -> list[tuple[str, str]]:
    return sorted(
        ((code, str(name)) for code, name in NAMES.items()), key=lambda pair: pair[1].removeprefix("the ")
    )
