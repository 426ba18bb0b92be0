"""The member's side of the talk with the team: found under notices, open also to the restricted."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.errors import ANSWERED_IN_PLACE
from accounts.look.forms import refused
from accounts.notices.actions import mark_read
from community.spaces.cards import CardBeside, card_beside
from community.spaces.cover import cover_words
from community.spaces.requests import MemberRequest, removed_too
from community.spaces.views.doors import surroundings

from .. import actions, queries
from ..forms import MessageForm
from ..models import Room
from ..rate import check_form


@removed_too
@require_http_methods(["GET", "POST"])
def talk(request: MemberRequest) -> HttpResponse:
    """The newest talk, or a quiet page when there is none yet."""
    room = queries.talk_of(request.membership)
    if room is None:
        return no_talk_page(request, MessageForm())
    form = MessageForm(request.POST or None)
    if request.method != "POST":
        return talk_page(request, room, form)
    if not form.is_valid():
        return talk_page(request, room, form, status=422)
    try:
        check_form(request.membership)
        message, verdict = actions.send_message(author=request.membership, room=room, **form.cleaned_data)
    except ANSWERED_IN_PLACE as no:
        return refused(form, no, lambda status: talk_page(request, room, form, status=status))
    if verdict.card is None:
        return redirect(reverse("chat:talk", args=[request.community.slug]) + "#write")
    return talk_page(request, room, MessageForm(), card=card_beside(message.contribution, verdict))


def no_talk_page(request: MemberRequest, form: MessageForm, *, status: int = 200) -> HttpResponse:
    """What a talk would be, and a box that opens one: the team's side takes what is written in it."""
    context = {**surroundings(request, "you"), "cover_words": cover_words(request.community), "form": form}
    return render(request, "chat/no_talk.html", context, status=status)


def talk_page(
    request: MemberRequest,
    room: Room,
    form: MessageForm,
    *,
    status: int = 200,
    card: CardBeside | None = None,
) -> HttpResponse:
    mark_read(account=request.user, kind="team_message", object=room.place.ref)
    context = {
        **surroundings(request, "you"),
        "room": room,
        "lines": queries.last_lines(viewer=request.membership, room=room),
        "joined": queries.joined_in(room),
        "duty_name": queries.duty_name_in(room),
        "form": form,
        "action": reverse("chat:talk", args=[request.community.slug]),
        "card": card,
    }
    return render(request, "chat/talk.html", context, status=status)
