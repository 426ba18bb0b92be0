"""The help card is not lost by one tap: it stays beside its author's words, small where they asked for that, and
answers whoever shows their words to the team only. Nobody else ever sees it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from accounts.clock import from_now
from accounts.help import actions as help_actions
from accounts.help.models import HelpLine
from accounts.texts import text
from community.chat import actions as chat
from community.forums import actions as forums
from config.demo.aging import protected_rows_may_age
from moderation.cases import actions
from moderation.cases.models import Case, CaseEntry
from tests.cast import key

pytestmark = pytest.mark.django_db
DARK = "I want to die. I can not go on."
OVERDOSE = "I have taken 60 tablets just now"
CARD = 'id="help-card"'
SMALL = "help-card-strip"


@pytest.fixture(autouse=True)
def lines(cast):
    help_actions.import_lines()
    help_actions.verify_lines(lines=HelpLine.objects.filter(country="GB"), by=cast.noor.account)


@pytest.fixture
def topic(cast):
    made, _verdict = forums.start_topic(
        author=cast.robin,
        forum=cast.forum,
        title="A slow morning",
        text="The kettle is on.",
        client_key=key(),
    )
    return made


def in_topic(cast, topic, words):
    post, _verdict = forums.reply_to_topic(author=cast.sam, topic=topic, text=words, client_key=key())
    return post.contribution, reverse("forums:topic", args=["low", topic.ref])


def in_room(cast, topic, words):
    message, _verdict = chat.send_message(author=cast.sam, room=cast.room, text=words, client_key=key())
    return message.contribution, reverse("chat:room", args=["low", cast.room.place.ref])


in_both = pytest.mark.parametrize("say", [in_topic, in_room])


def test_the_way_back_from_taking_it_down_leads_to_words_that_keep_their_card(client, cast, topic):
    client.force_login(cast.sam.account)
    reply = reverse("forums:reply", args=["low", topic.ref])
    card = client.post(reply, {"client_key": key(), "text": DARK}).context["card"]

    leave_it = client.get(card.take_back_url).context["back_url"]
    page = client.get(leave_it).content.decode()

    assert f"post-{card.ref}" in leave_it
    assert CARD in page.split(f'id="post-{card.ref}"')[1], "below the words"
    assert page.count(CARD) == 1


@in_both
def test_the_card_stays_on_each_visit_of_its_author_and_of_nobody_else(client, cast, topic, say):
    words, page = say(cast, topic, DARK)

    for who in ("robin", "asha"):
        client.force_login(getattr(cast, who).account)
        assert CARD not in client.get(page).content.decode()
    client.force_login(cast.sam.account)
    for _visit in range(2):
        shown = client.get(page).content.decode()
        assert "This sounds heavy." in shown
        assert reverse("cases:to_team", args=["low", words.ref]) in shown


@in_both
def test_it_goes_when_the_case_is_closed(client, cast, topic, say):
    _words, page = say(cast, topic, DARK)
    client.force_login(cast.sam.account)
    case = Case.objects.get(kind="care")
    assert CARD in client.get(page).content.decode()

    actions.claim_case(moderator=cast.asha, case=case, seen_version=case.version)
    case.refresh_from_db()
    actions.close_case(moderator=cast.asha, case=case, outcome="ok_for_now", seen_version=case.version)

    assert CARD not in client.get(page).content.decode()


@in_both
def test_it_goes_after_a_day(client, cast, topic, say):
    _words, page = say(cast, topic, DARK)
    client.force_login(cast.sam.account)
    assert CARD in client.get(page).content.decode()

    with protected_rows_may_age():
        CaseEntry.objects.update(at=from_now(-timedelta(hours=25)))

    assert CARD not in client.get(page).content.decode()


@in_both
def test_a_report_alone_shows_its_author_no_card(client, cast, topic, say):
    """That somebody is worried about them is not for them to read from a card."""
    words, page = say(cast, topic, "A long day.")
    actions.report_contribution(
        reporter=cast.robin, contribution=words, side="about", reason="suicide", how_soon="now"
    )
    assert Case.objects.filter(person=cast.sam, kind="care", closed_at=None).exists()

    client.force_login(cast.sam.account)

    assert CARD not in client.get(page).content.decode()


@in_both
def test_the_newest_words_have_it(client, cast, topic, say):
    say(cast, topic, DARK)
    newest, page = say(cast, topic, OVERDOSE)
    client.force_login(cast.sam.account)

    shown = client.get(page).content.decode()

    assert shown.count(CARD) == 1
    assert "Your body may need help now" in shown
    assert reverse("cases:to_team", args=["low", newest.ref]) in shown


@in_both
def test_not_about_me_makes_it_small_says_so_and_keeps_it_there(client, cast, topic, say):
    words, page = say(cast, topic, OVERDOSE)
    client.force_login(cast.sam.account)
    assert SMALL not in client.get(page).content.decode()

    answer = client.post(
        reverse("help:not_me"), {"back": f"{page}#help-card", "about": words.ref}, follow=True
    )

    for shown in (answer.content.decode(), client.get(page).content.decode()):
        assert SMALL in shown
        assert escape(text("card.not_me")) in shown
        assert "Samaritans" in shown, "help if you want it"
    assert answer.redirect_chain[0][0].endswith("#help-card")
    assert Case.objects.get(kind="care").closed_at is None


def test_where_no_card_stays_the_next_page_says_that_it_was_heard(client, cast, topic):
    """In the talk with the team: its card comes with the answer only."""
    client.force_login(cast.sam.account)

    answer = client.post(
        reverse("help:not_me"), {"back": reverse("forums:topic", args=["low", topic.ref])}, follow=True
    )

    assert escape(text("card.not_me")) in answer.content.decode()


@in_both
def test_words_of_danger_now_are_answered_whole_though_others_were_made_small(client, cast, topic, say):
    earlier, _page = say(cast, topic, DARK)
    client.force_login(cast.sam.account)
    client.post(reverse("help:not_me"), {"about": earlier.ref})

    _words, page = say(cast, topic, OVERDOSE)

    shown = client.get(page).content.decode()
    assert CARD in shown
    assert SMALL not in shown


@in_both
def test_shown_to_the_team_only_it_answers_beside_the_words_with_number_and_lines(client, cast, topic, say):
    words, page = say(cast, topic, DARK)
    client.force_login(cast.sam.account)

    answer = client.post(reverse("cases:to_team", args=["low", words.ref]), follow=True)

    assert answer.redirect_chain[0][0].endswith("#help-card"), "where it is read, and where the focus goes"
    for shown in (answer.content.decode(), client.get(page).content.decode()):
        card = shown.split(CARD)[1].split("</section>")[0]
        assert "Your note is kept." in card
        assert card.index("Your note is kept.") < card.index('href="tel:999"')
        assert 'href="tel:116123"' in card
        assert "Show it to the team only" not in card
    assert shown.count("Your note is kept.") == 1
    client.force_login(cast.robin.account)
    assert CARD not in client.get(page).content.decode()


@in_both
def test_it_costs_one_query_where_it_may_stay_and_none_elsewhere(client, cast, topic, say):
    _words, page = say(cast, topic, DARK)

    for who, most in (("robin", 0), ("sam", 1)):
        client.force_login(getattr(cast, who).account)
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        assert sum("cases_case" in query["sql"] for query in asked) == most, who
