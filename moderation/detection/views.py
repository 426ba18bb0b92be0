"""The test box: what detection says of a sentence, and why. Nothing typed here is kept."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.errors import Hidden
from community.spaces.abilities import actor
from community.spaces.requests import MemberRequest, member_required
from community.spaces.views.doors import surroundings
from community.spaces.words import fit_to_store

from .marking import marked
from .reading import read

# What the program's codes are called on a screen.
CATEGORY = {
    "suicide": gettext_lazy("suicide"),
    "overdose_or_medical": gettext_lazy("overdose or a body in danger"),
    "harm_to_others": gettext_lazy("harm to others"),
    "abuse": gettext_lazy("abuse"),
    "self_harm": gettext_lazy("self-harm"),
    "eating_disorder": gettext_lazy("eating"),
}
SUBJECT = {"self": gettext_lazy("about the writer"), "other": gettext_lazy("about someone else")}
FLAG = {
    "method": gettext_lazy("may name a way to get hurt"),
    "encouragement": gettext_lazy("may push someone towards harm"),
    "attack": gettext_lazy("may attack a person"),
    "contact": gettext_lazy("may give away or ask for contact"),
}


class TryForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("A sentence"), max_length=2_000, validators=[fit_to_store],
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip


@member_required
@require_http_methods(["GET", "POST"])
def try_words(request: MemberRequest) -> HttpResponse:
    me = actor(request.membership)
    if me.is_asleep:
        return redirect("mfa_activate_totp")
    if not me.can("try_detection"):
        raise Hidden()
    form = TryForm(request.POST or None)
    context = {**surroundings(request, "you"), "form": form}
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        reading = read(text=text)
        finding = reading.finding
        context |= {
            "finding": finding, "marked": marked(text, reading.spans_in_text()),
            "tags": [CATEGORY.get(finding.category), SUBJECT.get(finding.subject)],
            "flags": [FLAG[flag] for flag in finding.flags],
        }  # fmt: skip
    return render(request, "detection/try.html", context, status=422 if form.errors else 200)
