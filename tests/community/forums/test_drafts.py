"""Words on their way: kept, dropped by posting, and never back as a ghost after it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from community.forums import actions
from community.forums.models import Draft
from tests.cast import key


def draft_url(cast) -> str:
    return reverse("forums:draft", args=["low", cast.forum.place.ref])


@pytest.fixture
def topic(cast):
    made, _verdict = actions.start_topic(
        author=cast.sam, forum=cast.forum, title="Kettle", text="It is on.", client_key=key()
    )
    return made


@pytest.mark.django_db
def test_a_draft_that_arrives_after_its_post_is_not_kept_and_says_so(client, cast, topic):
    client.force_login(cast.robin.account)
    said = {"client_key": key(), "text": "Put one on for me."}
    late = said | {"topic": topic.ref}

    before = client.post(draft_url(cast), late)
    client.post(reverse("forums:reply", args=["low", topic.ref]), said)
    after = client.post(draft_url(cast), late)
    another = client.post(draft_url(cast), late | {"client_key": key(), "text": "And one more."})

    assert (before.status_code, after.status_code, another.status_code) == (204, 205, 204)
    assert [draft.text for draft in Draft.objects.all()] == ["And one more."]


@pytest.mark.django_db
def test_a_draft_with_a_broken_key_is_kept_all_the_same(client, cast):
    client.force_login(cast.robin.account)

    answer = client.post(draft_url(cast), {"client_key": "no key", "text": "Half a"})

    assert answer.status_code == 204
    assert Draft.objects.get().text == "Half a"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_reply", [True, False])
def test_a_draft_kept_at_the_very_moment_of_posting_is_no_ghost(cast, topic, is_reply):
    place = cast.forum.place
    for _round in range(8):
        client_key, barrier = key(), Barrier(2)

        def post(client_key=client_key):
            said = {"author": cast.robin, "text": "Here.", "client_key": client_key}
            if is_reply:
                return actions.reply_to_topic(topic=topic, **said)
            return actions.start_topic(forum=cast.forum, title="T", **said)

        def keep(client_key=client_key):
            return actions.keep_draft(author=cast.robin, place=place, topic=topic if is_reply else None,
                                      title="", text="Here.", client_key=client_key)  # fmt: skip

        def at_once(act, barrier=barrier):
            try:
                barrier.wait(5)
                return act()
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(at_once, post), pool.submit(at_once, keep)]:
                done.result()
        assert not Draft.objects.exists()
