"""Doors of the look: comfort, what stays private, and the page on which developers see every piece in every state."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.people.models import Account

from . import actions, comfort, parts
from .forms import ComfortForm

ROBOTS = "User-agent: *\nAllow: /$\nAllow: /help/\nAllow: /private/\nAllow: /static/\nDisallow: /\n"


@login_not_required
def comfort_page(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        form = ComfortForm(initial=_as_it_is(request))
        return render(request, "look/comfort.html", {"form": form, "is_kept": "kept" in request.GET})
    form = ComfortForm(request.POST)
    if not form.is_valid():
        return render(request, "look/comfort.html", {"form": form}, status=422)
    response = redirect(f"{request.path}?kept=yes")
    _remember(request, response, form)
    return response


def _as_it_is(request: HttpRequest) -> dict[str, object]:
    return {
        "theme": comfort.theme_of(request),
        "is_simple": comfort.wants_simple_pages(request),
        "language": get_language(),
    }


def _remember(request: HttpRequest, response: HttpResponse, form: ComfortForm) -> None:
    theme, is_simple = form.cleaned_data["theme"], form.cleaned_data["is_simple"]
    comfort.remember(response, theme=theme, is_simple=is_simple)
    if language := form.cleaned_data.get("language", ""):
        comfort.remember_language(response, language)
    if isinstance(request.user, Account):
        actions.keep_comfort(account=request.user, theme=theme, is_simple=is_simple, language=language)


@login_not_required
def privacy_page(request: HttpRequest) -> HttpResponse:
    return render(request, "look/privacy.html")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """For search engines: what the site is, and help. What people write is not for them, public forums neither."""
    response = HttpResponse(ROBOTS, content_type="text/plain")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@login_not_required
@require_safe
def change_password(request: HttpRequest) -> HttpResponse:
    """Where password managers look."""
    return redirect("account_change_password")


@login_not_required
def parts_page(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or settings.SHOW_PARTS):
        raise Http404
    return render(request, "look/parts.html", parts.samples())
