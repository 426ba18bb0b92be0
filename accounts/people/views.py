"""Coming back, new recovery words, and what a person's own account says of itself."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import ANSWERED_IN_PLACE
from accounts.look.comfort import bring_along
from accounts.look.forms import refused

from . import actions, shown_words
from .forms import ComeBackForm
from .signing_in import sign_in


@login_not_required
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """With the eight words: a new password, new words, and in again."""
    form = ComeBackForm(request.POST or None)

    def page(status: int) -> HttpResponse:
        return render(request, "people/come_back.html", {"form": form}, status=status)

    if request.method != "POST" or not form.is_valid():
        return page(422 if form.errors else 200)
    try:
        account, kept = actions.come_back(
            sign_in_name=form.cleaned_data["sign_in_name"], typed=form.cleaned_data["words"],
            password=form.cleaned_data["password"], network=request.META.get("REMOTE_ADDR", ""),
        )  # fmt: skip
    except ValidationError as no:  # a password much like the name
        form.add_error("password", no)
        return page(422)
    except ANSWERED_IN_PLACE as no:
        return refused(form, no, page, field="words")
    # Where a second factor is asked for first, the words wait behind it.
    response = sign_in(request, account, to=reverse("people:words"), method="recovery_words")
    shown_words.put_aside(request, kept, next_url="/")
    if request.user.is_authenticated:
        bring_along(request, response, account)
    return response


@require_POST
@reauthentication_required
def new_words(request: HttpRequest) -> HttpResponse:
    """Eight new words; the old ones stop working. They open the account, so an unlocked phone does not get them."""
    shown_words.put_aside(request, actions.renew_words(account=request.user), next_url="/")
    return redirect("people:words")


@require_http_methods(["GET", "POST"])
@cache_control(no_store=True)
def words(request: HttpRequest) -> HttpResponse:
    """Sign-in name and words, until their owner says they are kept. Never stored by a browser or a proxy."""
    found = shown_words.shown_to(request)
    if found is None:
        messages.info(request, _("The eight words are not shown any more. Under “You” you can get new ones."))
        return redirect("/")
    if request.method == "POST":
        shown_words.take_away(request)
        return redirect(found.next_url)
    return render(request, "people/words.html", {"shown": found, "sign_in_name": request.user.sign_in_name})
