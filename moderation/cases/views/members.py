"""The member's side: writing to the team, telling it, showing words to the team only, reading a decision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.errors import ANSWERED_IN_PLACE, Hidden
from accounts.help.queries import said_to
from accounts.look.forms import refused
from accounts.texts.templatetags.texts import text_html
from community.chat.forms import MessageForm
from community.chat.models import Room
from community.chat.rate import check_form
from community.chat.views.talk import no_talk_page, talk_page
from community.spaces.bylines import byline
from community.spaces.cards import at_card, card_beside
from community.spaces.cover import cover_words
from community.spaces.kinds import kind_of
from community.spaces.models import Contribution, Membership, Place
from community.spaces.requests import MemberRequest, removed_too, unaccepted_too
from community.spaces.views.doors import surroundings

from .. import actions, forms
from ..models import Decision, Report


@unaccepted_too
@require_http_methods(["GET", "POST"])
def report(request: MemberRequest, ref: str) -> HttpResponse:
    """Worried about, or by. With the same form its author can be blocked."""
    contribution = (
        Contribution.objects.visible_to(request.membership)
        .select_related("author", "place__community")
        .filter(ref=ref, community=request.community)
        .exclude(author=request.membership)
        .first()
    )
    if contribution is None:
        raise Hidden()
    form = forms.ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.report_contribution(
            reporter=request.membership, contribution=contribution, side=said["side"], reason=said["reason"],
            how_soon=said["how_soon"], note=said["note"], block=said["block"] and said["side"] == Report.Side.BY,
        )  # fmt: skip
        return redirect("cases:reported", slug=request.community.slug)
    author = contribution.author
    context = {
        **surroundings(request), "form": form, "contribution": contribution,
        "who": byline(name=author.name, patch=author.patch, state=author.state, as_team=contribution.as_team),
        "cover_words": cover_words(request.community), "say": said_to(request),
        "back_url": kind_of(contribution).address(contribution),
    }  # fmt: skip
    return render(request, "cases/report.html", context, status=422 if form.errors else 200)


@removed_too
@require_safe
def reported(request: MemberRequest) -> HttpResponse:
    reports = (
        Report.objects.filter(reporter=request.membership).exclude(side=Report.Side.ASK).order_by("-at")[:30]
    )
    context = {**surroundings(request, "you"), "reports": reports, "say": said_to(request)}
    return render(request, "cases/reported.html", context)


@removed_too
@require_POST
def write_to_team(request: MemberRequest) -> HttpResponse:
    """The member opens the talk. Words of danger bring their card with the very answer."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        return no_talk_page(request, form, status=422)
    try:
        check_form(request.membership)
        message, verdict = actions.ask_team(member=request.membership, **form.cleaned_data)
    except ANSWERED_IN_PLACE as no:
        return refused(form, no, lambda status: no_talk_page(request, form, status=status))
    messages.info(
        request, text_html("ask.sent_off", owner=request.community.ref, lines=said_to(request)["lines"])
    )
    if verdict.card is None:
        return redirect(reverse("chat:talk", args=[request.community.slug]) + "#write")
    room = Room.objects.select_related("place__community").get(pk=message.room_id)
    return talk_page(request, room, MessageForm(), card=card_beside(message.contribution, verdict))


@unaccepted_too
@require_POST
def to_team(request: MemberRequest, ref: str) -> HttpResponse:
    """Out of everybody's sight but the team's, and the team is asked. The card beside the words answers. What is said
    in a talk is shown to nobody else already."""
    contribution = get_object_or_404(
        Contribution.objects.select_related("place", "community", "author__account").exclude(
            place__readers=Place.Readers.SEATED
        ),
        ref=ref, author=request.membership, state__in=["published", "held"],
    )  # fmt: skip
    actions.show_to_team_only(author=request.membership, contribution=contribution)
    return redirect(at_card(kind_of(contribution).address(contribution)))


@removed_too
@require_safe
def why(request: MemberRequest, ref: str) -> HttpResponse:
    """From one's own words that were taken down to the newest decision about them."""
    about = Decision.objects.filter(contribution__ref=ref, contribution__author=request.membership)
    found = about.filter(person=request.membership).order_by("-at", "-pk").first()
    if found is None:
        raise Hidden()
    return redirect("cases:decision", ref=found.ref)


@require_safe
def decision(request: HttpRequest, ref: str) -> HttpResponse:
    """The statement of reasons, for the person it is about, also when they are restricted."""
    found = (
        Decision.objects.select_related("contribution__place", "community", "person")
        .filter(
            ref=ref, person__account=request.user, person__in=Membership.objects.filter(account=request.user)
        )
        .first()
    )
    if found is None:
        raise Hidden()
    words = found.contribution.revisions.order_by("-number").first() if found.contribution else None
    return render(request, "cases/decision.html", {
        "decision": found, "community": found.community, "membership": found.person, "own_words": words,
        "say": said_to(request),
        "reason_id": f"reason.{found.reason}", "seen_id": f"sor.seen.{found.seen_by}"})  # fmt: skip
