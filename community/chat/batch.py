"""Group commit: what arrived while the last commit ran goes into the next one. One lock, one order, no timer.

Every message is judged, checked and stored exactly as `actions.send_message` does it alone; only the statements are
shared. A message that cannot be stored is refused alone and never takes its neighbours with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from accounts.errors import Invalid, Problem, Stale
from community.spaces import events, markup
from community.spaces.gate import Asked, Draft, Outcome, Verdict, gate
from community.spaces.models import Contribution, Membership, Revision
from community.spaces.permissions import check_write_many

from .actions import check_length
from .models import Message, Room
from .queries import earlier_words_of


@dataclass(frozen=True)
class Sent:
    """What one person wants to say in a room."""

    author: Membership
    text: str
    client_key: UUID
    confirmed: bool = False


@dataclass(frozen=True)
class Stored:
    seq: int
    ref: str
    verdict: Verdict


Answer = Stored | Problem | Asked


def send_batch(room: Room, batch: Sequence[Sent]) -> list[Answer]:
    """Store a batch in the order given. One answer for each, in the same order. 8 queries, however many."""
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
        answers |= _store(room, judged)
    return [answers[index] for index in range(len(batch))]


def _judge(room: Room, sent: Sent, earlier: tuple[str, ...]) -> Verdict | Problem | Asked:
    try:
        check_length(sent.text)
    except Invalid as no:
        return no
    verdict = gate().judge(
        Draft(author=sent.author, place=room.place, kind="message", text=sent.text,
              earlier=earlier, confirmed=sent.confirmed)
    )  # fmt: skip
    return Asked(verdict) if verdict.outcome is Outcome.ASK else verdict


@transaction.atomic
def _store(room: Room, judged: list[tuple[int, Sent, Verdict]]) -> dict[int, Answer]:
    # The room first: whoever holds its row has the next numbers, and nobody's commit overtakes it.
    Room.objects.select_for_update(of=["self"]).only("pk").get(pk=room.pk)
    answers, fresh = _sent_before(judged)
    refused = check_write_many({sent.author.pk for _index, sent, _verdict in fresh}, room.place)
    for index, sent, _verdict in fresh:
        if no := refused.get(sent.author.pk):
            answers[index] = no
    fresh = [(index, sent, verdict) for index, sent, verdict in fresh if index not in answers]
    if fresh:
        answers |= _insert(room, fresh)
    return answers


def _sent_before(
    judged: list[tuple[int, Sent, Verdict]],
) -> tuple[dict[int, Answer], list[tuple[int, Sent, Verdict]]]:
    """Retries, answered with what they gave the first time; the same key with other words is `Stale`. 1 query."""
    keys = Q()
    for _index, sent, _verdict in judged:
        keys |= Q(author=sent.author.pk, client_key=sent.client_key)
    known = {
        (author, client_key): (ref, seq, text)
        for author, client_key, ref, seq, text in Contribution.objects.filter(
            keys, revisions__number=1
        ).values_list("author", "client_key", "ref", "message__seq", "revisions__text")
    }
    answers: dict[int, Answer] = {}
    fresh, taken = [], {}
    for index, sent, verdict in judged:
        mark = (sent.author.pk, sent.client_key)
        if mark in known:
            ref, seq, text = known[mark]
            same = text == sent.text and seq is not None
            answers[index] = (
                Stored(seq, ref, verdict) if same else Stale("This was already sent, with other words.")
            )
        elif mark in taken:
            answers[index] = Stale("This was sent twice at once. Ask again.")
        else:
            taken[mark] = index
            fresh.append((index, sent, verdict))
    return answers, fresh


def _insert(room: Room, fresh: list[tuple[int, Sent, Verdict]]) -> dict[int, Answer]:
    Room.objects.filter(pk=room.pk).update(last_seq=F("last_seq") + len(fresh))
    room.refresh_from_db(fields=["last_seq"])
    first = room.last_seq - len(fresh) + 1
    contributions = Contribution.objects.bulk_create([
        Contribution(
            kind="message", community_id=room.place.community_id, place=room.place, author=sent.author,
            client_key=sent.client_key, lang=verdict.lang,
            state="held" if verdict.outcome is Outcome.HOLD else "published",
        ) for _index, sent, verdict in fresh
    ])  # fmt: skip
    Revision.objects.bulk_create([
        Revision(contribution=contribution, number=1, text=sent.text, html=markup.render_message(sent.text),
                 renderer=markup.RENDERER)
        for contribution, (_index, sent, _verdict) in zip(contributions, fresh, strict=True)
    ])  # fmt: skip
    Message.objects.bulk_create([
        Message(contribution=contribution, room=room, seq=first + number)
        for number, contribution in enumerate(contributions)
    ])  # fmt: skip
    gate().admit_many([(contribution, fresh[number][2]) for number, contribution in enumerate(contributions)])
    events.place_changed(room.place.ref, room.last_seq)
    return {
        index: Stored(first + number, contributions[number].ref, verdict)
        for number, (index, _sent, verdict) in enumerate(fresh)
    }
