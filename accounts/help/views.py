"""Get help now. Answers 200 whatever is broken, knows nobody, and writes nothing down."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from accounts.look.comfort import theme_of
from accounts.refs import is_ref
from accounts.texts.templatetags.texts import text_html

from . import cards
from .copies import THEME_MARK, page_for
from .countries import NAMES, country_of, remember_country


@login_not_required
@require_safe
def page(request: HttpRequest, country: str = "") -> HttpResponse:
    """The help page; an address with a country also chooses it for this device."""
    country = country.upper()
    if country and country not in NAMES:
        return redirect("help:page")
    html = page_for(country or country_of(request)).decode()
    if theme := theme_of(request):
        html = html.replace(THEME_MARK, f'{THEME_MARK}data-theme="{theme}" ', 1)
    response = HttpResponse(html)
    response["Cache-Control"] = "no-cache"
    if country:
        remember_country(response, country)
    return response


@login_not_required
@require_safe
def breathe(request: HttpRequest) -> HttpResponse:
    return render(request, "help/breathe.html")


@login_not_required
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Keeps the help page on the device. Served from the root, so that it may answer for every address."""
    response = render(
        request, "help/sw.js", {"static_root": settings.STATIC_URL}, content_type="text/javascript"
    )
    response["Cache-Control"] = "no-cache"
    return response


@require_POST
def not_me(request: HttpRequest) -> HttpResponse:
    """ "This isn't about me now": the card is small until tomorrow, on this device, and says so beside those words.
    It closes no case."""
    back, about = request.POST.get("back", ""), request.POST.get("about", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(back if is_ours else reverse("help:page"))
    if not is_ref(about):  # no card stays there to say it
        messages.info(request, text_html("card.not_me"))
    cards.keep_small(response, about if is_ref(about) else "")
    return response
