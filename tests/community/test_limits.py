"""How much and how fast: fewer for newcomers, said while writing, one pace for all windows, and the words are kept."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.clock import from_now
from community.chat.models import Message
from community.forums import actions as forums
from community.forums.models import Topic
from community.spaces.models import Membership
from tests.cast import key

pytestmark = pytest.mark.django_db
WORDS = "A whole evening of writing."


@pytest.fixture
def newcomer(cast) -> Membership:
    Membership.objects.filter(pk=cast.robin.pk).update(joined_at=from_now(-timedelta(hours=23)))
    return Membership.objects.select_related("account", "community").get(pk=cast.robin.pk)


@pytest.fixture
def topic(cast) -> Topic:
    made, _verdict = forums.start_topic(
        author=cast.sam, forum=cast.forum, title="Kettle", text="It is on.", client_key=key()
    )
    return made


def start(client, cast):
    url = reverse("forums:start", args=["low", cast.forum.place.ref])
    return client.post(url, {"client_key": key(), "title": "Hello", "text": WORDS})


def words_by_the_form(client, cast) -> str:
    return client.get(reverse("forums:start", args=["low", cast.forum.place.ref])).content.decode()


def test_a_newcomer_starts_five_topics_and_reads_when_few_are_left(client, cast, newcomer):
    client.force_login(newcomer.account)

    assert "more topic" not in words_by_the_form(client, cast)
    for number in range(5):
        assert start(client, cast).status_code == 302
        if number == 2:
            assert "You can start 2 more topics today." in words_by_the_form(client, cast)
    sixth = start(client, cast)

    assert sixth.status_code == 429
    assert int(sixth["Retry-After"]) > 0
    html = sixth.content.decode()
    assert f">\n{WORDS}</textarea>" in html
    at_the_field = html.partition('id="id_text_error"')[2].partition("</div>")[0]
    for sentence in (
        "You have started 5 topics today",
        "You can still reply",
        "You can send again in",
        "Your words",
    ):
        assert sentence in at_the_field
    assert "You have started 5 topics today" in words_by_the_form(client, cast)
    assert Topic.objects.count() == 5


def test_whoever_is_here_longer_than_a_day_may_start_more(client, cast):
    client.force_login(cast.robin.account)

    assert [start(client, cast).status_code for _topic in range(6)] == [302] * 6


def test_a_newcomer_posts_so_many_replies_and_no_more(client, cast, newcomer, topic, settings):
    settings.NEWCOMER_REPLIES_A_DAY = 11
    client.force_login(newcomer.account)
    page, url = (reverse(name, args=["low", topic.ref]) for name in ("forums:topic", "forums:reply"))
    first = {"client_key": key(), "text": WORDS}

    assert "more repl" not in client.get(page).content.decode()
    assert client.post(url, first).status_code == 302
    assert "You can post 10 more replies today." in client.get(page).content.decode()
    for _reply in range(10):
        client.post(url, {"client_key": key(), "text": WORDS})
    refused = client.post(url, {"client_key": key(), "text": WORDS})
    retried = client.post(url, first)

    assert refused.status_code == 429
    assert f">\n{WORDS}</textarea>" in refused.content.decode()
    assert retried.status_code == 302, "what was acknowledged once stays acknowledged"


def test_nobody_else_pays_for_the_newcomers_words(client, cast, topic, max_queries):
    client.force_login(cast.sam.account)
    page = reverse("forums:topic", args=["low", topic.ref])
    client.get(page)

    with max_queries(6, "topic page of somebody who is no newcomer"):
        client.get(page)


def test_two_windows_and_the_form_share_one_pace(client, cast, settings):
    """Ten messages in five seconds: the eleventh waits, whichever window it comes from."""
    from accounts.live.streams import Seat
    from community.chat.rate import check_pace

    client.force_login(cast.robin.account)
    url = reverse("chat:send", args=["low", cast.room.place.ref])
    one, other = (
        Seat(None, f"room:{cast.room.place.ref}", cast.robin.account, cast.robin.pk) for _ in range(2)
    )

    waits = [check_pace(seat) for seat in (one, other) for _message in range(5)]
    refused = client.post(url, {"client_key": key(), "text": WORDS})
    client.force_login(cast.sam.account)
    other_person = client.post(url, {"client_key": key(), "text": WORDS})

    assert waits == [0] * 10
    assert check_pace(other) > 0
    assert refused.status_code == 429
    assert "That was a lot at once. You can send again in" in refused.content.decode()
    assert f">\n{WORDS}</textarea>" in refused.content.decode()
    assert other_person.status_code == 302
    assert Message.objects.count() == 1
