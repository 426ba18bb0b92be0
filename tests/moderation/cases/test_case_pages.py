"""The team's work as a moderator does it, and what the member and the reporter get to read."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.help import actions as help_actions
from accounts.help.models import HelpLine
from accounts.notices.queries import notices_of
from accounts.record.queries import first_broken
from community.chat import actions as chat
from community.chat.queries import talk_of
from community.forums import actions as forums
from community.spaces.models import Contribution
from moderation.cases import actions
from moderation.cases.models import Case, Decision
from tests.cast import key

pytestmark = pytest.mark.django_db


@pytest.fixture
def dark(cast):
    topic, _verdict = forums.start_topic(
        author=cast.sam,
        forum=cast.forum,
        title="Night",
        text="I want to die. I can not go on.",
        client_key=key(),
    )
    return topic


@pytest.fixture
def case(dark):
    return Case.objects.get(kind="care")


def act(client, name, case, **said):
    case.refresh_from_db()
    return client.post(reverse(f"cases:{name}", args=[case.ref]), {"version": case.version, **said})


def test_words_stay_covered_until_asked_for_and_the_look_is_written_down(client, cast, case):
    client.force_login(cast.asha.account)

    covered = client.get(reverse("cases:case", args=[case.ref]))
    shown = client.post(reverse("cases:reveal", args=[case.ref]))

    assert b"I can not go on" not in covered.content
    assert b"I can not go on" in shown.content
    assert case.entries.filter(act="revealed", by=cast.asha).count() == 1


def test_a_moderator_claims_writes_sets_and_closes(client, cast, case):
    client.force_login(cast.asha.account)

    assert act(client, "claim", case).status_code == 302
    wrote = client.post(
        reverse("cases:write", args=[case.ref]),
        {"client_key": key(), "text": "Hi, I'm Asha. How has today been?"},
    )
    assert wrote.status_code == 302
    assert act(client, "level", case, level="concern", reason="Says it is an old thought.").status_code == 302
    assert act(client, "follow_up", case, minutes="60").status_code == 302
    assert act(client, "close", case, outcome="ok_for_now", words="Check in tomorrow.").status_code == 302

    case.refresh_from_db()
    assert (case.level, case.outcome) == ("concern", "ok_for_now")
    acts = list(case.entries.order_by("id").values_list("act", flat=True))
    assert acts[-5:] == ["claimed", "wrote", "level_set", "follow_up_set", "closed"]
    assert first_broken() is None


def test_the_member_finds_the_talk_answers_and_the_answer_joins_the_case(client, cast, case):
    actions.write_to_member(moderator=cast.asha, case=case, text="Hi, I'm Asha.", client_key=key())

    assert [notice.words for notice in notices_of(cast.sam.account)] == ["You have a message."]
    room = talk_of(cast.sam)
    chat.send_message(
        author=cast.sam,
        room=room,
        text="I have just taken all of my tablets and I feel faint.",
        client_key=key(),
    )

    case.refresh_from_db()
    assert case.level == "imminent"
    assert case.entries.filter(act="answered").exists()


def test_a_restricted_member_still_answers(cast):
    forums_words = "I want to die."
    from community.spaces.models import Restriction

    Restriction.objects.filter(membership=cast.kit).update(lifted_at="2020-01-01T00:00Z")
    forums.start_topic(author=cast.kit, forum=cast.forum, title="x y", text=forums_words, client_key=key())
    Restriction.objects.filter(membership=cast.kit).update(lifted_at=None)
    case = Case.objects.get(person=cast.kit)
    actions.write_to_member(moderator=cast.asha, case=case, text="Hi.", client_key=key())

    chat.send_message(author=cast.kit, room=talk_of(cast.kit), text="Hello.", client_key=key())


def test_a_stale_act_is_a_409_that_shows_what_changed_and_loses_nothing(client, cast, case):
    client.force_login(cast.asha.account)
    seen = case.version
    actions.claim_case(moderator=cast.tom, case=case, seen_version=seen)

    answer = client.post(reverse("cases:level", args=[case.ref]),
                         {"version": seen, "level": "imminent", "reason": "My words about it"})  # fmt: skip

    assert answer.status_code == 409
    html = answer.content.decode()
    assert "took the case" in html
    assert "My words about it" in html
    again = client.post(reverse("cases:level", args=[case.ref]), dict(_hidden_fields(html)))
    assert again.status_code == 302
    case.refresh_from_db()
    assert case.level == "imminent"


def _hidden_fields(html):
    import re

    return re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)


def test_a_report_with_nothing_chosen_says_what_it_needs(client, cast, dark):
    client.force_login(cast.robin.account)
    url = reverse("cases:report", args=["low", dark.opening.ref])

    page = client.get(url).content.decode()
    answer = client.post(url, {"note": ""})

    form = re.search(r'<form class="[^"]*tell[^"]*"[^>]*>', page)[0]
    assert " novalidate" in form, "the browser's own bubble would stand in the way of our words"
    assert page.count("If you are worried by them") == 1
    assert answer.status_code == 422
    assert 'id="what-to-change"' in answer.content.decode()


def test_a_report_hides_nothing_but_blocks_and_the_outcome_comes_back(client, cast):
    topic, _verdict = forums.start_topic(
        author=cast.robin,
        forum=cast.forum,
        title="Hm",
        text="You people are pathetic, all of you.",
        client_key=key(),
    )
    client.force_login(cast.sam.account)
    url = reverse("cases:report", args=["low", topic.opening.ref])
    assert client.get(url).status_code == 200
    told = client.post(url, {"side": "by", "by": "unkind", "note": "", "block": "on"})

    assert told.status_code == 302
    assert client.get(reverse("forums:topic", args=["low", topic.ref])).status_code == 404
    case = Case.objects.get(kind="conduct", person=cast.robin)
    client.force_login(cast.asha.account)
    assert client.get(reverse("cases:case", args=[case.ref])).status_code == 200
    hidden = act(
        client,
        "hide",
        case,
        contribution=topic.opening.ref,
        reason="attack",
        rule="7",
        words="It put people down.",
    )
    assert hidden.status_code == 302

    topic.opening.refresh_from_db()
    assert topic.opening.state == Contribution.State.HIDDEN
    decision = Decision.objects.get()
    client.force_login(cast.robin.account)
    statement = client.get(reverse("cases:decision", args=[decision.ref]))
    assert b"It put people down." in statement.content
    client.force_login(cast.sam.account)
    assert (
        b"We took a step because of your report."
        in client.get(reverse("cases:reported", args=["low"])).content
    )
    assert client.get(reverse("cases:decision", args=[decision.ref])).status_code == 404


def test_nobody_works_their_own_case_or_that_of_a_blocked_person(client, cast):
    forums.start_topic(
        author=cast.asha, forum=cast.forum, title="Me too", text="I want to die.", client_key=key()
    )
    case = Case.objects.get(person=cast.asha)
    client.force_login(cast.asha.account)
    assert client.get(reverse("cases:case", args=[case.ref])).status_code == 404
    from community.spaces.actions import block_member

    block_member(blocker=cast.asha, blocked=cast.tom)
    client.force_login(cast.tom.account)
    assert client.get(reverse("cases:case", args=[case.ref])).status_code == 404
    client.force_login(cast.ruth.account)
    assert client.get(reverse("cases:case", args=[case.ref])).status_code == 200


@pytest.mark.parametrize("who", ["sam", "noor"])
def test_the_queue_is_closed_to_members_and_to_an_admin_who_does_not_moderate(client, cast, who):
    client.force_login(getattr(cast, who).account)

    assert client.get(reverse("cases:queue")).status_code == 404


def test_without_a_second_factor_the_team_is_sent_to_set_one_up(client, cast, settings):
    settings.STAFF_SECOND_FACTOR = "on"
    client.force_login(cast.asha.account)

    assert client.get(reverse("cases:queue")).url == reverse("mfa_activate_totp")


def test_show_it_to_the_team_only_takes_it_out_of_sight_and_asks(client, cast, dark):
    client.force_login(cast.sam.account)
    answer = client.post(reverse("cases:to_team", args=["low", dark.opening.ref]), follow=True)

    assert b"Your note is kept." in answer.content
    client.force_login(cast.robin.account)
    assert client.get(reverse("forums:topic", args=["low", dark.ref])).status_code == 404


def test_taking_it_back_says_what_the_team_keeps(client, cast, dark):
    client.force_login(cast.sam.account)
    url = reverse("forums:delete", args=["low", dark.opening.ref])

    assert b"The team keeps a copy with that talk until" in client.get(url).content
    assert client.post(url).status_code == 302
    assert Case.objects.get(kind="care").closed_at is None


def test_when_the_clock_runs_out_the_miss_is_on_the_case_and_the_author_is_told(cast, case):
    Case.objects.filter(pk=case.pk).update(due_at="2020-01-01T00:00Z")

    actions.miss_clocks()
    actions.miss_clocks()

    case.refresh_from_db()
    assert case.missed_at is not None
    assert case.entries.filter(act="clock_missed").count() == 1
    assert "Nobody has been able to answer yet." in notices_of(cast.sam.account)[0].words


def test_who_waited_too_long_reads_the_lines_of_their_country_in_the_notice(client, cast, case):
    help_actions.import_lines()
    help_actions.verify_lines(lines=HelpLine.objects.filter(country="GB"), by=cast.noor.account)
    Case.objects.filter(pk=case.pk).update(due_at="2020-01-01T00:00Z")

    actions.miss_clocks()

    client.force_login(cast.sam.account)
    page = client.get(reverse("spaces:you", args=["low"])).content.decode()
    assert "Please don&#x27;t wait for us: Samaritans 116 123" in page


def test_the_talk_names_who_came_in_by_their_duty_name(client, cast, case):
    actions.write_to_member(moderator=cast.asha, case=case, text="Hi, I'm Asha.", client_key=key())

    client.force_login(cast.sam.account)
    page = client.get(reverse("chat:talk", args=["low"])).content.decode()
    assert "Asha has joined this talk." in page
    assert cast.asha.name not in page


def test_the_card_of_a_worry_about_somebody_else_has_the_button_it_speaks_of(client, cast):
    client.force_login(cast.sam.account)
    url = reverse("forums:start", args=["low", cast.forum.place.ref])
    worry = "My friend says she will kill herself tonight."

    page = client.post(url, {"client_key": key(), "title": "My friend", "text": worry}).content.decode()

    assert "You are worried about someone." in page
    assert '<button class="btn btn-block">Tell the team</button>' in page
    assert "Show it to the team only" not in page


def test_writing_holds_a_case_for_ten_minutes_and_not_for_ever(cast, case):
    actions.write_to_member(moderator=cast.asha, case=case, text="How is it now?", client_key=key())
    case.refresh_from_db()
    Case.objects.filter(pk=case.pk).update(claimed_until=case.claimed_until - timedelta(minutes=11))

    taken = actions.claim_case(moderator=cast.tom, case=case, seen_version=case.version)

    assert taken.claimed_by == cast.tom


def test_a_moderator_who_writes_waits_for_the_room_before_taking_the_case(cast, case):
    """The member who answers holds the room and asks for the case: taken the other way round, one of the two dies."""
    actions.write_to_member(moderator=cast.asha, case=case, text="How is it now?", client_key=key())

    with CaptureQueriesContext(connection) as asked:
        actions.write_to_member(moderator=cast.asha, case=case, text="Are you there?", client_key=key())

    locks = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"]]
    assert '"chat_room"' in locks[0]
    assert any('FROM "cases_case"' in lock for lock in locks[1:])


def test_ones_own_claim_is_renewed_from_an_old_window(cast, case):
    actions.claim_case(moderator=cast.asha, case=case, seen_version=case.version)
    actions.claim_case(moderator=cast.asha, case=case, seen_version=case.version)

    case.refresh_from_db()
    assert case.holder == cast.asha


def test_colleagues_know_each_other_by_duty_name_and_never_by_member_name(client, cast, case):
    actions.claim_case(moderator=cast.asha, case=case, seen_version=case.version)
    client.force_login(cast.tom.account)

    pages = [
        client.get(reverse("cases:queue")).content,
        client.get(reverse("cases:case", args=[case.ref])).content,
    ]

    assert all(b"Asha" in page and cast.asha.name.encode() not in page for page in pages)


def test_two_colleagues_do_not_write_at_once_and_the_second_keeps_the_words(client, cast, case):
    actions.claim_case(moderator=cast.asha, case=case, seen_version=case.version)
    client.force_login(cast.tom.account)

    answer = client.post(
        reverse("cases:write", args=[case.ref]), {"client_key": str(key()), "text": "How is it?"}
    )

    assert answer.status_code == 403
    assert b"How is it?</textarea>" in answer.content
    assert talk_of(cast.sam) is None
