"""Storing messages, one or many, through one door. Order by construction: `seq` is counted on the room's locked row.

What arrived while the last commit ran goes into the next one: every message is judged and checked alone, only the
statements are shared. One that cannot be stored is refused alone and never takes its neighbours with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from accounts.compiled import Compiled, Param
from accounts.errors import Invalid, Problem, Stale
from accounts.look.fields import too_long
from accounts.record.actions import one_act
from community.spaces import events, markup
from community.spaces.gate import Asked, Draft, Outcome, Verdict, gate
from community.spaces.models import Contribution, Membership, Revision
from community.spaces.permissions import check_write_many

from .models import Message, Room
from .queries import earlier_words_of

MESSAGE_LENGTH = 2_000


@dataclass(frozen=True)
class Sent:
    """What one person wants to say in a room."""

    author: Membership
    text: str
    client_key: UUID
    confirmed: bool = False
    as_team: bool = False  # under a duty name, in a talk: never asked about, never a case


@dataclass(frozen=True)
class Stored:
    seq: int
    ref: str
    verdict: Verdict


Answer = Stored | Problem | Asked


def send_batch(room: Room, batch: Sequence[Sent]) -> list[Answer]:
    """Store a batch in the order given. One answer for each, in the same order. 9 queries and the gate's, however
    many."""
    answers: dict[int, Answer] = {}
    judged: list[tuple[int, Sent, Verdict]] = []
    earlier = earlier_words_of({sent.author.pk for sent in batch}, room)
    for index, sent in enumerate(batch):
        verdict = _judge(room, sent, earlier[sent.author.pk])
        if isinstance(verdict, Verdict):
            judged.append((index, sent, verdict))
        else:
            answers[index] = verdict
    if judged:
        answers |= _store_each(room, judged)
    return [answers[index] for index in range(len(batch))]


def _judge(room: Room, sent: Sent, earlier: tuple[str, ...]) -> Verdict | Problem | Asked:
    try:
        check_length(sent.text)
    except Invalid as no:
        return no
    verdict = gate().judge(
        Draft(author=sent.author, place=room.place, kind="message", text=sent.text,
              earlier=earlier, confirmed=sent.confirmed or sent.as_team)
    )  # fmt: skip
    return Asked(verdict) if verdict.outcome is Outcome.ASK else verdict


def check_length(text: str) -> None:
    if not text.strip():
        raise Invalid(_("There is nothing in it yet."))
    if len(text) > MESSAGE_LENGTH:
        raise Invalid(too_long(MESSAGE_LENGTH, len(text)), kept=_("Your words are kept."))


def _store_each(room: Room, judged: list[tuple[int, Sent, Verdict]]) -> dict[int, Answer]:
    """All at once; one by one when a key in it was used in another place a moment ago, so that only that one fails."""
    try:
        return _store(room, judged)
    except IntegrityError:
        if len(judged) == 1:
            elsewhere = _("This was already sent, somewhere else.")
            return {judged[0][0]: Stale(elsewhere, kept=_("Your words are kept."))}
    return {index: answer for one in judged for index, answer in _store_each(room, [one]).items()}


@one_act()
def _store(room: Room, judged: list[tuple[int, Sent, Verdict]]) -> dict[int, Answer]:
    # The room first: whoever holds its row has the next numbers, and nobody's commit overtakes it.
    room = Room.objects.select_for_update(of=["self"]).select_related("place").get(pk=room.pk)
    answers, fresh = _sent_before(room, judged)
    refused = check_write_many({sent.author.pk for _index, sent, _verdict in fresh}, room.place)
    for index, sent, _verdict in fresh:
        if no := refused.get(sent.author.pk):
            answers[index] = no
    fresh = [(index, sent, verdict) for index, sent, verdict in fresh if index not in answers]
    if fresh:
        answers |= _insert(room, fresh)
    return answers


def _sent_before(
    room: Room,
    judged: list[tuple[int, Sent, Verdict]],
) -> tuple[dict[int, Answer], list[tuple[int, Sent, Verdict]]]:
    """Retries, answered with what they gave the first time; the same key elsewhere or with other words is `Stale`.
    1 query."""
    sent_by = {sent.author.pk for _index, sent, _verdict in judged}
    keys = [sent.client_key for _index, sent, _verdict in judged]
    known = {row[:2]: row[2:] for row in _sent().rows(them=list(sent_by), keys=keys)}
    answers: dict[int, Answer] = {}
    fresh, taken = [], {}
    for index, sent, verdict in judged:
        mark = (sent.author.pk, sent.client_key)
        if mark in known:
            ref, seq, place, text = known[mark]
            same = text == sent.text and place == room.pk and seq is not None
            answers[index] = (
                Stored(seq, ref, verdict)
                if same
                else Stale(_("This was already sent, with other words or in another place."))
            )
        elif mark in taken:
            answers[index] = Stale(_("This was sent twice at once. Ask again."))
        else:
            taken[mark] = index
            fresh.append((index, sent, verdict))
    return answers, fresh


@cache
def _sent() -> Compiled:
    sent = Contribution.objects.filter(
        author__pk__one_of=Param("them"), client_key__one_of=Param("keys"), revisions__number=1
    )
    return Compiled(
        lambda: sent.values_list("author", "client_key", "ref", "message__seq", "place", "revisions__text")
    )


def _insert(room: Room, fresh: list[tuple[int, Sent, Verdict]]) -> dict[int, Answer]:
    first, last = room.last_seq + 1, room.last_seq + len(fresh)
    Room.objects.filter(pk=room.pk).update(last_seq=last)
    contributions = Contribution.objects.bulk_create([
        Contribution(
            kind="message", community_id=room.place.community_id, place=room.place, author=sent.author,
            client_key=sent.client_key, lang=verdict.lang, as_team=sent.as_team,
            state="held" if verdict.outcome is Outcome.HOLD else "published",
        ) for _index, sent, verdict in fresh
    ])  # fmt: skip
    revisions = Revision.objects.bulk_create([
        Revision(contribution=contribution, number=1, text=sent.text, html=markup.render_message(sent.text),
                 renderer=markup.RENDERER)
        for contribution, (_index, sent, _verdict) in zip(contributions, fresh, strict=True)
    ])  # fmt: skip
    Message.objects.bulk_create([
        Message(contribution=contribution, room=room, seq=first + number)
        for number, contribution in enumerate(contributions)
    ])  # fmt: skip
    # Before what the gate does on commit: those who listen come first.
    events.place_changed(room.place.ref, last)
    for contribution, revision in zip(contributions, revisions, strict=True):
        contribution.wording = revision
    gate().admit_many([(contribution, fresh[number][2]) for number, contribution in enumerate(contributions)])
    return {
        index: Stored(first + number, contributions[number].ref, verdict)
        for number, (index, _sent, verdict) in enumerate(fresh)
    }
