"""Every write in a room. Order by construction: `seq` is counted by a locked update of the room's row."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.errors import Invalid
from community.spaces import actions as spaces
from community.spaces import events
from community.spaces.gate import Asked, Draft, Outcome, Verdict, gate
from community.spaces.markup import render_message
from community.spaces.models import Membership, Place, Seat
from community.spaces.permissions import check_set_up, check_write

from .models import Message, Room
from .queries import earlier_words

MESSAGE_LENGTH = 2_000


@transaction.atomic
def add_room(*, admin: Membership, name: str, purpose: str) -> Room:
    check_set_up(admin)
    place = spaces.add_place(admin=admin, kind=Place.Kind.ROOM, name=name)
    return Room.objects.create(place=place, kind=Room.Kind.OPEN, purpose=purpose.strip())


@transaction.atomic
def open_case_room(*, member: Membership, staff: Membership, name: str) -> Room:
    """The talk with the team: outside blocks and restrictions, for those with a seat."""
    place = Place.objects.create(
        community_id=member.community_id, kind=Place.Kind.ROOM, name=name, readers=Place.Readers.SEATED
    )
    Seat.objects.create(place=place, membership=member, part=Seat.Part.MEMBER)
    room = Room.objects.create(place=place, kind=Room.Kind.CASE)
    take_team_seat(room=room, staff=staff)
    return room


def take_team_seat(*, room: Room, staff: Membership) -> bool:
    """Join a talk; the talk shows it. False when the seat is already theirs."""
    _seat, is_new = Seat.objects.get_or_create(
        place_id=room.pk, membership=staff, ended_at=None, defaults={"part": Seat.Part.TEAM}
    )
    return is_new


def check_length(text: str) -> None:
    if not text.strip():
        raise Invalid(_("There is nothing in it yet."))
    if len(text) > MESSAGE_LENGTH:
        raise Invalid(_("That is longer than a message can be."), kept=_("Your words are kept."))


def send_message(
    *,
    author: Membership,
    room: Room,
    text: str,
    client_key: UUID,
    as_team: bool = False,
    confirmed: bool = False,
) -> tuple[Message, Verdict]:
    """Publish one message, or hold it. The same client key always gives the same message."""
    check_length(text)
    verdict = gate().judge(
        Draft(
            author=author,
            place=room.place,
            kind="message",
            text=text,
            earlier=earlier_words(author, room),
            confirmed=confirmed or as_team,
        )
    )
    if verdict.outcome is Outcome.ASK:
        raise Asked(verdict)
    with transaction.atomic():
        # The room first: whoever holds its row has the next seq, and nobody's commit overtakes it. A second press
        # waits here for the first one's commit, and finds what it made.
        Room.objects.select_for_update(of=["self"]).only("pk").get(pk=room.pk)
        if before := spaces.sent_before(author=author, client_key=client_key, text=text):
            return before.message, verdict  # before any refusal: what we once acknowledged stays acknowledged
        check_write(author, room.place)
        message = _publish(author, room, text, verdict, client_key, as_team)
    return message, verdict


def _publish(
    author: Membership, room: Room, text: str, verdict: Verdict, client_key: UUID, as_team: bool
) -> Message:
    Room.objects.filter(pk=room.pk).update(last_seq=F("last_seq") + 1)
    room.refresh_from_db(fields=["last_seq"])
    contribution = spaces.contribute(
        author=author,
        place=room.place,
        kind="message",
        text=text,
        html=render_message(text),
        verdict=verdict,
        client_key=client_key,
        as_team=as_team,
    )
    message = Message.objects.create(contribution=contribution, room=room, seq=room.last_seq)
    gate().admit(contribution, verdict)  # same transaction: no message without its scan ticket
    events.place_changed(room.place.ref, room.last_seq)
    return message
