"""Words that mean danger: nothing is delayed, the card comes with the answer, a case is there at once."""

from datetime import timedelta

import pytest

from accounts.record.queries import first_broken
from community.forums import actions as forums
from community.spaces.models import Contribution
from moderation.cases import actions
from moderation.cases.models import Case
from moderation.cases.queries import queue_of
from moderation.detection.models import Assessment, Ticket
from tests.cast import Cast, key

pytestmark = pytest.mark.django_db
GOODBYE = "I have written my letters. Goodbye everyone, tonight it ends. I have the pills here."


def write(cast: Cast, text: str, who: str = "sam"):
    return forums.start_topic(
        author=getattr(cast, who), forum=cast.forum, title="Tonight", text=text, client_key=key()
    )


def quotes(said: str, text: str) -> bool:
    """Three words in a row from the text are a quotation."""
    words = text.lower().replace(".", "").split()
    return any(" ".join(words[at : at + 3]) in said.lower() for at in range(len(words) - 2))


def test_a_goodbye_is_published_with_its_card_and_a_case_in_the_same_transaction(cast):
    topic, verdict = write(cast, GOODBYE)

    assert topic.opening.state == Contribution.State.PUBLISHED
    assert (verdict.card, verdict.level) == ("card.suicide", "imminent")
    case = Case.objects.get(person=cast.sam, kind="care", closed_at=None)
    assert case.level == "imminent"
    assert case.why
    assert not quotes(" ".join(case.why), GOODBYE)
    topic.opening.refresh_from_db()
    assert not topic.opening.offered


def test_the_case_stands_first_in_the_queue_of_a_moderator(cast):
    write(cast, GOODBYE)

    lanes = {lane.key: lane.rows for lane in queue_of([cast.asha])}

    assert [row.level for row in lanes["now"]] == ["imminent"]


def test_each_revision_is_assessed_once_whatever_runs_twice(cast):
    write(cast, GOODBYE)
    ticket = Ticket.objects.get()

    for _run in range(3):
        actions.assess_ticket(ticket_id=ticket.pk)

    assert Assessment.objects.count() == 1
    assert Case.objects.count() == 1
    ticket.refresh_from_db()
    assert ticket.done_at is not None


def test_everyday_words_open_no_case_and_bring_no_card(cast):
    _topic, verdict = write(cast, "The bus was late and the traffic is killing me. Tea now.")
    actions.assess_ticket(ticket_id=Ticket.objects.get().pk)

    assert verdict.card is None
    assert not Case.objects.exists()


def test_a_detector_that_fails_puts_the_text_before_a_person(cast, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("moderation.detection.reading.assess", broken)

    topic, _verdict = write(cast, GOODBYE)

    assert topic.opening.state == Contribution.State.PUBLISHED
    case = Case.objects.get()
    assert (case.kind, case.contribution) == ("review", topic.opening)


def test_an_unread_text_closes_itself_when_a_later_reading_says_none(cast, monkeypatch):
    monkeypatch.setattr("moderation.detection.reading.assess", lambda *a, **k: 1 / 0)
    write(cast, "Tea and toast.")
    monkeypatch.undo()

    actions.sweep_tickets()
    actions.assess_ticket(ticket_id=Ticket.objects.get().pk)

    case = Case.objects.get()
    assert (case.outcome, case.closed_at is not None) == ("read", True)


def test_the_log_holds_after_all_this(cast):
    write(cast, GOODBYE)

    assert first_broken() is None


def test_grave_words_in_a_case_that_was_in_hand_start_its_clock_anew(cast):
    write(cast, "I want to die.")
    case = Case.objects.get(kind="care")
    actions.write_to_member(moderator=cast.asha, case=case, text="How is it now?", client_key=key())
    Case.objects.filter(pk=case.pk).update(
        due_at=case.opened_at - timedelta(days=2), missed_at=case.opened_at
    )

    write(cast, "I have taken all the tablets and I want to die.")
    actions.miss_clocks()

    case.refresh_from_db()
    assert (case.level, case.answered_at, case.missed_at) == ("imminent", None, None)
    assert case.due_at > case.renewed_at > case.opened_at
    assert "taken" in " ".join(case.why[:2])


def test_words_below_high_leave_a_case_that_is_in_hand_alone(cast):
    write(cast, "I want to die.")
    case = Case.objects.get(kind="care")
    actions.write_to_member(moderator=cast.asha, case=case, text="How is it now?", client_key=key())

    write(cast, "What is the point of anything.")

    case.refresh_from_db()
    assert case.answered_at is not None
    assert case.renewed_at is None
