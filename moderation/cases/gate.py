"""What community code asks before words go out. Reads inline, says what the author needs, opens cases at once
for what cannot wait. The protocol and its promises are in `community/spaces/gate.py`."""

from collections.abc import Collection, Sequence

from django.db import transaction

from accounts.queueing import enqueue
from accounts.record.actions import one_act
from community.spaces.gate import Change, Draft, Ending, Outcome, StandingCard, Verdict
from community.spaces.models import Contribution, Membership, Place
from moderation.detection.actions import issue_tickets
from moderation.detection.models import is_grave
from moderation.detection.reading import Reading, read

from . import actions, queries
from .cards import card_for

# What may be asked about and then held. Words of pain are never among them.
_QUESTIONS = {
    "method": "check.method",
    "encouragement": "check.push",
    "attack": "check.push",
    "contact": "check.contact",
}


class Gate:
    def judge(self, draft: Draft) -> Verdict:
        """See the protocol. An unread text is published and put before a person."""
        reading = read(text=draft.text, title=draft.title, earlier=draft.earlier)
        finding = reading.finding
        outcome, reason = self._outcome(draft, reading)
        return Verdict(
            outcome=outcome,
            reason=reason,
            level=finding.level,
            flags=finding.flags,
            card=card_for(finding),
            lang=_language(finding.lang),
            finding=reading,
        )

    def _outcome(self, draft: Draft, reading: Reading) -> tuple[Outcome, str]:
        question = next((_QUESTIONS[flag] for flag in _QUESTIONS if flag in reading.finding.flags), "")
        if not question or draft.place.readers in (Place.Readers.SEATED, Place.Readers.STAFF):
            return Outcome.PUBLISH, ""
        return (Outcome.HOLD, question) if draft.confirmed else (Outcome.ASK, question)

    def admit(self, contribution: Contribution, verdict: Verdict) -> None:
        self.admit_many([(contribution, verdict)])

    def admit_many(self, admitted: Sequence[tuple[Contribution, Verdict]]) -> None:
        """A ticket for each; the case now where the level is high or worse, held, or nobody could read it."""
        tickets = issue_tickets([contribution for contribution, _verdict in admitted])
        transaction.on_commit(lambda: enqueue("cases.assess_tickets", tickets), robust=True)
        with one_act():
            # By person, so that two batches which open the same people's cases wait in the same order.
            for contribution, verdict in sorted(admitted, key=lambda pair: (pair[0].author_id, pair[0].pk)):
                if not contribution.as_team:
                    _open_what_cannot_wait(contribution, verdict)

    def changed(self, contribution: Contribution, change: Change) -> None:
        actions.note_change(contribution=contribution, change=change)

    def standing_card(self, author: Membership, refs: Collection[str]) -> StandingCard | None:
        return queries.standing_card(author=author, refs=refs)

    def ended(self, membership: Membership, why: Ending) -> None:
        actions.note_ending(person=membership, why=why)


def _open_what_cannot_wait(contribution: Contribution, verdict: Verdict) -> None:
    if contribution.place.readers == Place.Readers.SEATED:
        actions.join_case(contribution=contribution)
    reading = verdict.finding
    if not isinstance(reading, Reading):
        return
    is_held = verdict.outcome is Outcome.HOLD
    if is_grave(verdict.level) or reading.is_unread or is_held:
        actions.open_for_reading(contribution=contribution, reading=reading, is_held=is_held)


def _language(code: str) -> str:
    return "" if code in ("", "und") else code[:12]
