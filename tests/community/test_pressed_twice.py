"""A button pressed twice, or by two people at once: one thing happens, and nobody reads of a clash that was none."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from accounts.errors import Stale
from community.chat import actions as chat
from community.chat.batch import Sent, Stored, send_batch
from community.chat.models import Message
from community.forums import actions as forums
from community.forums.models import Post, Topic
from community.spaces.actions import delete_contribution, set_state
from community.spaces.models import Contribution
from tests.cast import key, room_in

PRESSES = 4


@pytest.fixture
def pressed():
    """Does one thing several times at the same moment, each on a connection of its own."""

    def at_once(act: Callable[[], Any]) -> list[Any]:
        barrier = Barrier(PRESSES)

        def press() -> Any:
            try:
                barrier.wait(5)
                return act()
            finally:
                connection.close()

        with ThreadPoolExecutor(PRESSES) as pool:
            return [press.result() for press in [pool.submit(press) for _ in range(PRESSES)]]

    return at_once


@pytest.mark.django_db(transaction=True)
def test_a_topic_sent_several_times_at_once_is_one_topic(cast, pressed):
    said = {"forum": cast.forum, "title": "Kettle", "text": "It is on.", "client_key": key()}

    made = pressed(lambda: forums.start_topic(author=cast.sam, **said)[0].pk)

    assert set(made) == set(Topic.objects.values_list("pk", flat=True))
    assert len(set(made)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_message_sent_several_times_at_once_is_one_message(cast, pressed):
    said = {"author": cast.sam, "room": cast.room, "text": "It is on.", "client_key": key()}

    made = pressed(lambda: chat.send_message(**said)[0].seq)

    assert set(made) == {1}
    assert Message.objects.count() == 1


@pytest.fixture
def post(cast) -> Post:
    topic, _verdict = forums.start_topic(
        author=cast.sam, forum=cast.forum, title="Kettle", text="It is on.", client_key=key()
    )
    return Post.objects.select_related("contribution__place", "topic").get(contribution=topic.opening)


@pytest.mark.django_db
def test_the_same_rewording_sent_twice_is_one_revision(cast, post):
    for _press in range(2):
        forums.edit_post(author=cast.sam, post=post, title="Kettle", text="It was on.", seen_revision=1)

    assert post.contribution.revisions.count() == 2
    with pytest.raises(Stale):
        forums.edit_post(author=cast.sam, post=post, title="Kettle", text="Other words.", seen_revision=1)


@pytest.mark.django_db
def test_what_its_writer_took_down_is_never_put_back_by_somebody_who_saw_it_before(cast, post):
    set_state(post.contribution, Contribution.State.HELD)
    as_seen_before = Contribution.objects.get(pk=post.contribution.pk)
    delete_contribution(author=cast.sam, contribution=Contribution.objects.get(pk=post.contribution.pk))

    with pytest.raises(Stale):
        set_state(as_seen_before, Contribution.State.PUBLISHED)

    assert Contribution.objects.get(pk=post.contribution.pk).state == Contribution.State.DELETED


@pytest.mark.django_db
def test_a_key_used_in_another_place_is_refused_alone(cast):
    used, other_room = key(), room_in(cast.community, "Morning room")
    chat.send_message(author=cast.sam, room=other_room, text="It is on.", client_key=used)

    said = [
        Sent(cast.robin, "Hello.", key()),
        Sent(cast.sam, "It is on.", used),
        Sent(cast.robin, "Still?", key()),
    ]
    answers = send_batch(cast.room, said)

    assert [type(answer) for answer in answers] == [Stored, Stale, Stored]
    assert [answers[0].seq, answers[2].seq] == [1, 2]


@pytest.mark.django_db
def test_a_message_s_key_makes_no_reply(cast):
    used = key()
    topic, _verdict = forums.start_topic(
        author=cast.robin, forum=cast.forum, title="Kettle", text="It is on.", client_key=key()
    )
    chat.send_message(author=cast.sam, room=cast.room, text="Me too.", client_key=used)

    with pytest.raises(Stale):
        forums.reply_to_topic(author=cast.sam, topic=topic, text="Me too.", client_key=used)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["post", "message"])
def test_taking_down_twice_leads_to_the_same_calm_page(client, cast, post, kind):
    client.force_login(cast.sam.account)
    message, _verdict = chat.send_message(author=cast.sam, room=cast.room, text="Hm.", client_key=key())
    ref = {"post": post.contribution.ref, "message": message.contribution.ref}[kind]
    url = reverse({"post": "forums:delete", "message": "chat:delete"}[kind], args=["low", ref])

    first, second, after_back = client.post(url), client.post(url), client.get(url)
    pages = [client.post(url, follow=True) for _press in range(2)]

    assert [answer.status_code for answer in (first, second, after_back)] == [302] * 3
    assert first["Location"] == second["Location"] == after_back["Location"]
    for page in pages:
        assert page.status_code == 200
        assert "It is taken down." in page.content.decode()
    client.force_login(cast.robin.account)
    assert client.post(url).status_code == 404, "somebody else's is not there, taken down or not"


@pytest.mark.django_db(transaction=True)
def test_taken_down_several_times_at_once_is_no_clash(cast, post, pressed):
    pressed(lambda: delete_contribution(
        author=cast.sam, contribution=Contribution.objects.get(pk=post.contribution.pk)))  # fmt: skip

    assert Contribution.objects.get(pk=post.contribution.pk).state == Contribution.State.DELETED
