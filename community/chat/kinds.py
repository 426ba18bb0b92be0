"""What only a message knows: its address, the lines around it, what to refresh when it changes."""

from django.urls import reverse

from community.spaces import events
from community.spaces.kinds import Kind, register
from community.spaces.models import Contribution

from .models import Message, Room
from .queries import words_before

AROUND = 6


def _message(contribution: Contribution) -> Message:
    return Message.objects.select_related("room__place__community").get(contribution=contribution)


def _address(contribution: Contribution) -> str:
    message = _message(contribution)
    place = message.room.place
    if message.room.kind == Room.Kind.CASE:
        return reverse("chat:talk", args=[place.community.slug])
    return f"{reverse('chat:room', args=[place.community.slug, place.ref])}#m-{contribution.ref}"


def _neighbours(contribution: Contribution) -> list[int]:
    message = _message(contribution)
    around = Message.objects.filter(
        room=message.room_id, seq__range=(message.seq - AROUND, message.seq + AROUND)
    )
    return list(around.order_by("seq").values_list("contribution_id", flat=True))


def _refresh(contribution: Contribution) -> None:
    events.place_changed(contribution.place.ref)


register(Kind("message", "a message", _address, _neighbours, "chat:delete", _refresh, words_before))
