"""The talk between a person and the team: a seated room of their case, outside blocks and restrictions."""

from uuid import UUID

from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.clock import from_now
from accounts.errors import Refused
from accounts.notices.actions import notify
from accounts.record.actions import one_act
from community.chat import actions as chat
from community.chat.models import Message, Room
from community.chat.queries import talk_of
from community.spaces.abilities import actor
from community.spaces.gate import Verdict
from community.spaces.models import Contribution, Membership, Seat

from ..models import Case
from ..permissions import check_open, check_work
from .opening import ASKED, open_case, take_in
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
        room = chat.open_case_room(member=case.person, staff=moderator, name=_talk_name())
        move_on(case, room=room.place)
        return room
    room = Room.objects.select_related("place__community").get(place=case.room_id)
    if chat.take_team_seat(room=room, staff=moderator):
        note(case, "joined_talk", by=moderator)
    return room


def ask_team(*, member: Membership, text: str, client_key: UUID) -> tuple[Message, Verdict]:
    """The member writes first: in their talk, or in one that opens with these words. The gate brings the case."""
    with one_act():
        # A second press waits for the first one's commit, and finds the talk that it opened.
        Membership.objects.select_for_update(no_key=True).only("pk").get(pk=member.pk)
        room = talk_of(member) or chat.open_case_room(member=member, staff=None, name=_talk_name())
        return chat.send_message(author=member, room=room, text=text, client_key=client_key)


def _talk_name() -> str:
    return str(_("Talk with the team"))


def join_case(*, contribution: Contribution) -> None:
    """The person wrote in a talk: it joins the case, whichever door the words came through. Where the talk has no open
    case, because they began it or the last one is closed, they are asking for someone."""
    case = (
        Case.objects.select_for_update(of=["self"])
        .select_related("community")
        .filter(room=contribution.place_id, closed_at=None)
        .first()
    )
    if case is not None:
        move_on(case)
        note(case, "answered", by=contribution.author, details={"message": contribution.ref})
    elif _is_whose_talk_it_is(contribution):
        _take_up(contribution)


def _is_whose_talk_it_is(contribution: Contribution) -> bool:
    return Seat.objects.filter(
        place=contribution.place_id, membership=contribution.author_id, part=Seat.Part.MEMBER, ended_at=None
    ).exists()


def _take_up(contribution: Contribution) -> None:
    case, is_new = open_case(
        kind=Case.Kind.CARE, community=contribution.community, ground=ASKED, person=contribution.author
    )
    if case.room_id is None:
        # The talk goes on in the new case, which names the closed one.
        Case.objects.filter(room=contribution.place_id).update(room=None, version=F("version") + 1)
        move_on(case, room=contribution.place)
    take_in(case, ground=ASKED, contribution=contribution, is_new_case=is_new)
