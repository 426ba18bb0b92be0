"""The guidelines as they are now: read and accepted once by everybody inside, after each change again.

Whoever has not is led here by the decorators of `requests`, and goes on from here to where they were going.
"""

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from accounts.look.forms import typed_words

from . import markup, queries
from .forms import AcceptForm, NameForm
from .models import Guidelines, Membership

if TYPE_CHECKING:
    from .requests import MemberRequest

SENT_ALONG = "guidelines"  # before the names of the fields that join a form on its way


def owes(member: Membership) -> bool:
    """Has not accepted the present guidelines. No query: `memberships_of` brings it along."""
    return not member.has_accepted  # type: ignore[attr-defined]


def lead_there(request: "MemberRequest") -> HttpResponse | None:
    """The guidelines in place of what was asked for, where somebody has not accepted them. A form on its way goes on
    with them and loses nothing: accepted under it, it is taken as it was sent, and there is no answer from here."""
    member = request.membership
    if member is None or not owes(member):
        return None
    if request.method != "POST":
        arrive = reverse("spaces:arrive", args=[request.community.slug])
        return redirect(f"{arrive}?{urlencode({'next': request.get_full_path()})}")
    was_asked = f"{SENT_ALONG}-version" in request.POST
    form = AcceptForm(request.POST if was_asked else None, member=member, prefix=SENT_ALONG)
    if was_asked and form.is_valid():
        form.accept()
        return None
    return page(request, form, status=422 if was_asked else 409, sent_along=_sent_along(request))


def _sent_along(request: "MemberRequest") -> list[tuple[str, str]]:
    """The fields of the form that was sent, but for those about the guidelines."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not name.startswith(f"{SENT_ALONG}-")
        for value in values
    ]


def page(
    request: "MemberRequest",
    form: AcceptForm,
    *,
    name_form: NameForm | None = None,
    status: int = 200,
    sent_along: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    known = queries.accepted_guidelines(form.member)
    context = {
        "form": form, "name_form": name_form, "guidelines": form.guidelines, "arriving_in": request.community,
        "known": known,
        "is_joining": known is None and request.GET.get("step") == "3",
        "new_html": _new_in(form.guidelines, known), "sent_along": sent_along,
        "words_kept": typed_words(request) if sent_along else "",
    }  # fmt: skip
    return render(request, "spaces/arrive.html", context, status=status)


def _new_in(guidelines: Guidelines, known: Guidelines | None) -> str:
    """The lines that somebody who accepted `known` has not read."""
    if known is None:
        return ""
    read = set(known.text.splitlines())
    return markup.render_post("\n\n".join(line for line in guidelines.text.splitlines() if line not in read))


def on_from_here(request: "MemberRequest") -> HttpResponseRedirect:
    """To where they were going: an address of this site, else home."""
    there = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(there, allowed_hosts=None):
        return redirect(there)
    return redirect("forums:home", slug=request.community.slug)
