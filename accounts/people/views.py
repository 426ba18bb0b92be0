"""Coming back, new recovery words, and what a person's own account says of itself."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import ANSWERED_IN_PLACE
from accounts.look.comfort import bring_along
from accounts.look.forms import refused

from . import actions
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
    response = sign_in(request, account, to="/", method="recovery_words")
    if not request.user.is_authenticated:
        return response  # a second factor is asked for first
    page_of_words = words_page(request, kept, next_url="/")
    bring_along(request, page_of_words, account)
    return page_of_words


@require_POST
@reauthentication_required
def new_words(request: HttpRequest) -> HttpResponse:
    """Eight new words; the old ones stop working. They open the account, so an unlocked phone does not get them."""
    return words_page(request, actions.renew_words(account=request.user), next_url="/")


def words_page(request: HttpRequest, kept: list[str], *, next_url: str, step: str = "") -> HttpResponse:
    """Sign-in name and words, once. Never kept by a browser or a proxy."""
    context = {"words": kept, "sign_in_name": request.user.sign_in_name, "next_url": next_url, "step": step}
    response = render(request, "people/words.html", context)
    response["Cache-Control"] = "no-store"
    return response
