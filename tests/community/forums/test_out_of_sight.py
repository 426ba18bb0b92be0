"""One's own words that others do not see: why, since when it matters, and where to read on."""

import pytest
from django.urls import reverse

from accounts.help import actions as help_actions
from accounts.help.models import HelpLine
from community.chat import actions as chat
from community.forums import actions
from community.forums.models import Topic
from community.spaces.models import Contribution
from moderation.cases import actions as cases
from moderation.cases.models import Case
from tests.cast import key

pytestmark = pytest.mark.django_db
UNKIND = "kys, nobody wants you here"


@pytest.fixture
def lines(cast):
    help_actions.import_lines()
    help_actions.verify_lines(lines=HelpLine.objects.filter(country="GB"), by=cast.noor.account)


def test_held_words_say_where_to_turn_and_nothing_that_nobody_knows(client, cast, lines):
    topic, _verdict = actions.start_topic(
        author=cast.sam, forum=cast.forum, title="Angry", text=UNKIND, client_key=key(), confirmed=True
    )
    client.force_login(cast.sam.account)

    page = client.get(reverse("forums:topic", args=["low", topic.ref])).content.decode()

    assert (
        "Waiting for a moderator. It is kept, and you did nothing wrong. If it can&#x27;t wait: Samaritans"
        in page
    )
    assert 'href="tel:116123"' in page
    assert "Nobody is here until" not in page


@pytest.fixture
def taken_down(cast):
    """A post and a message by Sam, taken down by Asha for the same reason."""

    def take_down(words: Contribution) -> Contribution:
        cases.report_contribution(reporter=cast.robin, contribution=words, side="by", reason="unkind")
        case = Case.objects.get(person=cast.sam, kind="conduct", closed_at=None)
        cases.hide_contribution(moderator=cast.asha, case=case, contribution=words, reason="attack",
                                words="It called somebody names.", seen_version=case.version)  # fmt: skip
        return words

    topic, _verdict = actions.start_topic(
        author=cast.sam, forum=cast.forum, title="Bad mood", text="You are all the same.", client_key=key()
    )
    message, _verdict = chat.send_message(
        author=cast.sam, room=cast.room, text="All of you.", client_key=key()
    )
    return take_down(topic.opening), take_down(message.contribution)


def pages_of(cast, taken_down):
    topic = Topic.objects.get(opening=taken_down[0])
    return (reverse("forums:topic", args=["low", topic.ref]),
            reverse("chat:room", args=["low", cast.room.place.ref]))  # fmt: skip


def test_ones_own_words_that_were_taken_down_say_so_and_lead_to_the_reasons(client, cast, taken_down):
    client.force_login(cast.sam.account)

    for words, page in zip(taken_down, pages_of(cast, taken_down), strict=True):
        why = reverse("cases:why", args=["low", words.ref])
        shown = client.get(page).content.decode()
        assert "The team took this down. Only you see it." in shown
        assert f'<a href="{why}">Why</a>' in shown
        assert reverse("chat:delete", args=["low", words.ref]) not in shown, "nothing is left to take down"
        assert "It called somebody names." in client.get(why, follow=True).content.decode()


def test_nobody_else_is_told_or_led_there(client, cast, taken_down):
    client.force_login(cast.robin.account)

    for words, page in zip(taken_down, pages_of(cast, taken_down), strict=True):
        assert b"Only you see it." not in client.get(page).content
        assert client.get(reverse("cases:why", args=["low", words.ref])).status_code == 404


def test_the_newest_decision_is_the_one_that_answers_why(client, cast, taken_down):
    post = taken_down[0]
    case = Case.objects.get(person=cast.sam, kind="conduct")
    newest = cases.keep_contribution(
        moderator=cast.asha, case=case, contribution=post, words="", seen_version=case.version
    )
    client.force_login(cast.sam.account)

    answer = client.get(reverse("cases:why", args=["low", post.ref]))

    assert answer.url == reverse("cases:decision", args=[newest.ref])
