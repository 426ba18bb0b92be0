"""Rooms, one room, and a message posted by a plain form."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.errors import ANSWERED_IN_PLACE, Hidden
from accounts.look.forms import refused
from community.spaces import actions as spaces
from community.spaces.cards import CardBeside, at_card, card_beside, card_that_stays
from community.spaces.cover import cover_words
from community.spaces.forms import RoomForm
from community.spaces.gate import Asked
from community.spaces.kinds import kind_of
from community.spaces.models import Contribution
from community.spaces.requests import MemberRequest, member_required
from community.spaces.views.doors import surroundings
from community.spaces.views.setup import admin_required

from .. import actions, queries
from ..forms import MessageForm
from ..models import Room
from ..rate import check_form


@member_required
@require_safe
def rooms(request: MemberRequest) -> HttpResponse:
    found = queries.rooms_of(request.membership, request.community)
    return render(
        request,
        "chat/rooms.html",
        {
            **surroundings(request, "rooms"),
            "rooms": found,
            "cover": {"is_covered": False, "words": cover_words(request.community)},
        },
    )


@member_required
@require_safe
def room(request: MemberRequest, ref: str) -> HttpResponse:
    return room_response(request, _open_room(request, ref))


def _open_room(request: MemberRequest, ref: str) -> Room:
    found = queries.find_room(viewer=request.membership, ref=ref)
    if found.kind != Room.Kind.OPEN:
        raise Hidden()
    return found


def room_response(
    request: MemberRequest, room: Room, *, form: MessageForm | None = None, status: int = 200,
    card: CardBeside | None = None, question: str = "",
) -> HttpResponse:  # fmt: skip
    """The room page, as a visit and as the answer to a message sent without scripts."""
    before = request.GET.get("before", "")
    lines = queries.last_lines(
        viewer=request.membership,
        room=room,
        before=int(before) if before.isdigit() and len(before) < 16 else None,
    )
    slug, place = request.community.slug, room.place
    context = {
        **surroundings(request, "rooms"),
        "room": room,
        "lines": lines,
        "form": form or MessageForm(),
        "first_seq": lines[0].seq if lines else 0,
        "last_seq": lines[-1].seq if lines else room.last_seq,
        "action": at_card(reverse("chat:send", args=[slug, place.ref])),
        "older_url": f"{reverse('chat:room', args=[slug, place.ref])}?before={lines[0].seq}"
        if lines and lines[0].seq > 1
        else "",
        "cover_words": cover_words(request.community),
        "card": card or _card_that_stays(request, room, lines),
        "is_just_said": card is not None,
        "question": question,
    }
    return render(request, "chat/room.html", context, status=status)


def _card_that_stays(request: MemberRequest, room: Room, lines: list[queries.Line]) -> CardBeside | None:
    return card_that_stays(
        author=request.membership, community=request.community, words=lines, take_back="chat:delete",
        page_url=reverse("chat:room", args=[request.community.slug, room.place.ref]),
    )  # fmt: skip


@member_required
@require_POST
def send(request: MemberRequest, ref: str) -> HttpResponse:
    """A message without scripts. With a card the answer itself is the page."""
    found = _open_room(request, ref)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return room_response(request, found, form=form, status=422)
    try:
        check_form(request.membership)
        message, verdict = actions.send_message(
            author=request.membership,
            room=found,
            confirmed=request.POST.get("confirmed") == "yes",
            **form.cleaned_data,
        )
    except Asked as asked:
        return room_response(request, found, form=form, status=422, question=asked.verdict.reason)
    except ANSWERED_IN_PLACE as no:
        return refused(form, no, lambda status: room_response(request, found, form=form, status=status))
    if verdict.card is None:
        return redirect(reverse("chat:room", args=[request.community.slug, ref]) + "#write")
    return room_response(request, found, card=card_beside(message.contribution, verdict))


@member_required
@require_http_methods(["GET", "POST"])
def delete(request: MemberRequest, ref: str) -> HttpResponse:
    """Take a message down: first what that means, and what the team keeps. Pressed again, it is down: no error."""
    contribution = queries.own_message(request.membership, ref)
    back = kind_of(contribution).address(contribution)
    if request.method == "POST" or contribution.state == Contribution.State.DELETED:
        spaces.delete_contribution(author=request.membership, contribution=contribution)
        messages.success(request, _("It is taken down."))
        return redirect(back)
    context = {**surroundings(request, "rooms"), "contribution": contribution, "back_url": back}
    return render(request, "forums/delete.html", context)


@admin_required
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    form = RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.add_room(
            admin=request.membership, name=form.cleaned_data["name"], purpose=form.cleaned_data["about"]
        )
        messages.success(request, _("The room is open."))
        return redirect("chat:room", slug=request.community.slug, ref=made.place.ref)
    context = {
        **surroundings(request, "you"),
        "form": form,
        "heading": _("A new room"),
        "submit_words": _("Open the room"),
    }
    return render(request, "spaces/add_place.html", context, status=422 if form.errors else 200)
