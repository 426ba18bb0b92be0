"""The talk between a person and the team: a seated room of their case, outside blocks and restrictions."""

from uuid import UUID

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.clock import from_now
from accounts.errors import Refused
from accounts.notices.actions import notify
from accounts.record.actions import one_act
from community.chat import actions as chat
from community.chat.models import Message, Room
from community.spaces.abilities import actor
from community.spaces.models import Contribution, Membership

from ..models import Case
from ..permissions import check_open, check_work
from .timeline import move_on, note
from .working import CLAIM_LASTS


def write_to_member(*, moderator: Membership, case: Case, text: str, client_key: UUID) -> Message:
    """Say something to the person of a case, under one's duty name. Opens the talk at the first word."""
    check_work(moderator, case)
    if case.person_id is None:
        raise Refused(_("There is nobody to write to in this case."), kept=_("Your words are kept."))
    if not actor(moderator).duty_name:
        raise Refused(
            _("You have no duty name yet."),
            do_next=_("Ask an admin to give you one."),
            kept=_("Your words are kept."),
        )
    with one_act():
        # The room before the case, as everywhere: the member may be answering at this very moment.
        Room.objects.select_for_update(of=["self"]).filter(place__case=case.pk).first()
        locked = (
            Case.objects.select_for_update(of=["self"])
            .select_related("community", "person__account", "room__community", "claimed_by")
            .get(pk=case.pk)
        )
        check_open(locked)
        _check_not_with_another(locked, moderator)
        assert locked.person is not None, "looked at above"
        room = open_talk(locked, moderator)
        message, _verdict = chat.send_message(
            author=moderator, room=room, text=text, client_key=client_key, as_team=True
        )
        is_retry = locked.entries.filter(act="wrote", details__message=message.contribution.ref).exists()
        if not is_retry:
            move_on(locked, answered_at=Now(), claimed_by=moderator, claimed_until=from_now(CLAIM_LASTS))
            notify(account=locked.person.account, kind="team_message", object=room.place.ref)
            note(locked, "wrote", by=moderator, details={"message": message.contribution.ref})
    return message


def _check_not_with_another(case: Case, moderator: Membership) -> None:
    """Two people who write at once are one too many for the person who reads. A lead may step in."""
    if case.holder is not None and case.holder.pk != moderator.pk and not actor(moderator).can("step_in"):
        raise Refused(
            _("A colleague has this case at the moment, and may be writing."),
            kept=_("Your words are kept."),
            do_next=_("Speak with them, or claim it when their ten minutes are over."),
        )


def open_talk(case: Case, moderator: Membership) -> Room:
    """The case's room, with a seat for this moderator. The room shows who joins."""
    if case.room_id is None:
        assert case.person is not None, "only a case about somebody has a talk"
        room = chat.open_case_room(member=case.person, staff=moderator, name=str(_("Talk with the team")))
        move_on(case, room=room.place)
        return room
    room = Room.objects.select_related("place__community").get(place=case.room_id)
    if chat.take_team_seat(room=room, staff=moderator):
        note(case, "joined_talk", by=moderator)
    return room


def join_case(*, contribution: Contribution) -> None:
    """The person answered in a talk: it joins the case, whichever door the words came through."""
    case = (
        Case.objects.select_for_update(of=["self"])
        .select_related("community")
        .filter(room=contribution.place_id, closed_at=None)
        .first()
    )
    if case is not None:
        move_on(case)
        note(case, "answered", by=contribution.author, details={"message": contribution.ref})
