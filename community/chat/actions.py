"""Every write in a room. How messages are stored, one or many, is in `batch`."""

from uuid import UUID

from django.db import transaction

from community.spaces import actions as spaces
from community.spaces.gate import Verdict
from community.spaces.models import Membership, Place, Seat
from community.spaces.permissions import check_set_up

from .batch import Sent, Stored, send_batch
from .models import Message, Room


@transaction.atomic
def add_room(*, admin: Membership, name: str, purpose: str) -> Room:
    check_set_up(admin)
    place = spaces.add_place(admin=admin, kind=Place.Kind.ROOM, name=name)
    return Room.objects.create(place=place, kind=Room.Kind.OPEN, purpose=purpose.strip())


@transaction.atomic
def open_case_room(*, member: Membership, staff: Membership | None, name: str) -> Room:
    """The talk with the team: outside blocks and restrictions, for those with a seat. Without `staff` the member
    opens it, and whoever answers takes a seat then."""
    place = Place.objects.create(
        community_id=member.community_id, kind=Place.Kind.ROOM, name=name, readers=Place.Readers.SEATED
    )
    Seat.objects.create(place=place, membership=member, part=Seat.Part.MEMBER)
    room = Room.objects.create(place=place, kind=Room.Kind.CASE)
    if staff is not None:
        take_team_seat(room=room, staff=staff)
    return room


def take_team_seat(*, room: Room, staff: Membership) -> bool:
    """Join a talk; the talk shows it. False when the seat is already theirs."""
    _seat, is_new = Seat.objects.get_or_create(
        place_id=room.pk, membership=staff, ended_at=None, defaults={"part": Seat.Part.TEAM}
    )
    return is_new


def send_message(
    *,
    author: Membership,
    room: Room,
    text: str,
    client_key: UUID,
    as_team: bool = False,
    confirmed: bool = False,
) -> tuple[Message, Verdict]:
    """Publish one message, or hold it: a batch of one. The same client key always gives the same message. Raises the
    refusal, or `Asked` with the question that comes first."""
    [answer] = send_batch(room, [Sent(author, text, client_key, confirmed=confirmed, as_team=as_team)])
    if not isinstance(answer, Stored):
        raise answer
    messages = Message.objects.select_related("contribution__place")
    return messages.get(room=room, seq=answer.seq), answer.verdict
