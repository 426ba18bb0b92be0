"""Without scripts, a refusal is told beside the words: the form again, what was typed still in it, the right status."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.clock import from_now
from community.chat import actions as chat
from community.forums import actions as forums
from community.forums.models import Draft, Topic
from community.spaces import actions as spaces
from community.spaces.models import Contribution, Place, Restriction
from tests.cast import key

pytestmark = pytest.mark.django_db
WORDS = "A whole evening & of writing."
SHOWN = "A whole evening &amp; of writing."


@pytest.fixture
def topic(cast) -> Topic:
    made, _verdict = forums.start_topic(
        author=cast.sam, forum=cast.forum, title="Kettle", text="It is on.", client_key=key()
    )
    return made


def reply_url(topic) -> str:
    return reverse("forums:reply", args=["low", topic.ref])


def told_beside_the_words(answer, status: int, *sentences: str) -> str:
    """The page has the words in a field, an alert that leads to it, and the sentences at the field itself."""
    html = answer.content.decode()
    assert answer.status_code == status
    assert f">\n{SHOWN}</textarea>" in html
    assert 'role="alert"' in html
    assert 'href="#id_text"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_text_error"' in html
    at_the_field = html.partition('id="id_text_error"')[2].partition("</div>")[0]
    for sentence in sentences:
        assert sentence in at_the_field
    return html


def field(answer, name: str) -> str:
    return str(answer.context["form"][name].value())


def test_a_read_only_member_is_told_before_writing_and_keeps_what_was_written(client, cast, topic):
    client.force_login(cast.kit.account)
    start = reverse("forums:start", args=["low", cast.forum.place.ref])
    said = {"client_key": key(), "title": "Hello", "text": WORDS}
    limit = "You can read but not write here until"

    assert limit in client.get(start).content.decode()
    told_beside_the_words(client.post(start, said), 403, limit, "Your words are kept.")
    told_beside_the_words(client.post(reply_url(topic), said), 403, limit, "Your words are kept.")
    assert Contribution.objects.count() == 1


def test_a_reply_to_a_topic_that_was_closed_meanwhile_comes_back(client, cast, topic):
    client.force_login(cast.robin.account)
    Topic.objects.filter(pk=topic.pk).update(locked_at=from_now(timedelta()))

    answer = client.post(reply_url(topic), {"client_key": key(), "text": WORDS})

    told_beside_the_words(answer, 403, "This topic is closed.")


def test_words_for_a_forum_that_was_closed_meanwhile_come_back(client, cast):
    client.force_login(cast.robin.account)
    Place.objects.filter(pk=cast.forum.place_id).update(state=Place.State.READ_ONLY)
    start = reverse("forums:start", args=["low", cast.forum.place.ref])

    answer = client.post(start, {"client_key": key(), "title": "Hello", "text": WORDS})

    html = told_beside_the_words(answer, 403, "Nothing can be written here at the moment.")
    assert 'value="Hello"' in html


def test_other_words_under_a_used_key_come_back_and_can_be_posted_as_well(client, cast, topic):
    client.force_login(cast.robin.account)
    said = {"client_key": key(), "text": "The first words."}
    client.post(reply_url(topic), said)

    answer = client.post(reply_url(topic), said | {"text": WORDS})
    told_beside_the_words(answer, 409, "This was already sent, with other words")
    again = client.post(reply_url(topic), {"client_key": field(answer, "client_key"), "text": WORDS})

    assert again.status_code == 302
    assert topic.posts.count() == 3


def test_an_edit_that_met_another_can_be_saved_over_it(client, cast, topic):
    client.force_login(cast.sam.account)
    url = reverse("forums:edit", args=["low", topic.opening.ref])
    first = {"seen_revision": 1, "title": "Kettle", "text": "Saved in another window."}
    client.post(url, first)

    clash = client.post(url, first | {"text": WORDS})
    html = told_beside_the_words(clash, 409, "It changed while you wrote.")
    assert "Saved in another window." in html
    over = first | {"text": WORDS, "seen_revision": field(clash, "seen_revision")}

    assert client.post(url, over).status_code == 302
    assert topic.opening.revisions.get(number=3).text == WORDS


def test_an_edit_by_somebody_who_may_not_write_any_more_comes_back(client, cast, topic):
    client.force_login(cast.sam.account)
    Restriction.objects.create(membership=cast.sam, kind=Restriction.Kind.READ_ONLY, cause="b" * 16)
    said = {"seen_revision": 1, "title": "Kettle", "text": WORDS}

    answer = client.post(reverse("forums:edit", args=["low", topic.opening.ref]), said)

    told_beside_the_words(answer, 403, "You can read but not write here until")


def test_words_for_a_topic_that_is_gone_are_there_to_be_copied(client, cast, topic):
    client.force_login(cast.robin.account)
    spaces.block_member(blocker=cast.sam, blocked=cast.robin)

    answer = client.post(reply_url(topic), {"client_key": key(), "text": WORDS})

    assert answer.status_code == 404
    assert f'readonly dir="auto">{SHOWN}</textarea>' in answer.content.decode()


@pytest.mark.parametrize("name", ["forums:start", "forums:reply", "chat:send"])
def test_what_is_too_long_says_by_how_much_and_is_not_cut(client, cast, topic, name):
    client.force_login(cast.robin.account)
    refs = {"forums:start": cast.forum.place.ref, "forums:reply": topic.ref, "chat:send": cast.room.place.ref}
    most = 2_000 if name == "chat:send" else 20_000
    lines = f"{'é' * 99}\r\n" * (most // 100)  # a browser sends two characters for a new line and counts one

    fits = client.post(
        reverse(name, args=["low", refs[name]]), {"client_key": key(), "title": "T", "text": lines}
    )
    words = f"{lines}more than that"
    answer = client.post(
        reverse(name, args=["low", refs[name]]), {"client_key": key(), "title": "T", "text": words}
    )

    assert fits.status_code == 302
    assert answer.status_code == 422
    html = answer.content.decode()
    assert f"That is longer than {most:,} characters; 14 too many." in html
    assert "more than that</textarea>" in html
    assert "maxlength" not in html


def test_a_message_refused_without_scripts_comes_back_with_its_status(client, cast):
    client.force_login(cast.kit.account)
    url = reverse("chat:send", args=["low", cast.room.place.ref])

    told_beside_the_words(
        client.post(url, {"client_key": key(), "text": WORDS}), 403, "You can read but not write here until"
    )


def test_a_message_under_a_used_key_comes_back_and_can_be_sent_as_well(client, cast):
    client.force_login(cast.robin.account)
    url = reverse("chat:send", args=["low", cast.room.place.ref])
    said = {"client_key": key(), "text": "The first words."}
    client.post(url, said)

    answer = client.post(url, said | {"text": WORDS})
    told_beside_the_words(answer, 409, "This was already sent, with other words")

    said = {"client_key": field(answer, "client_key"), "text": WORDS}
    assert client.post(url, said).status_code == 302


def test_the_talk_with_the_team_answers_by_the_status_of_what_happened(client, cast):
    room = chat.open_case_room(member=cast.robin, staff=cast.asha, name="Talk")
    client.force_login(cast.robin.account)
    url = reverse("chat:talk", args=["low"])
    said = {"client_key": uuid.uuid4(), "text": "The first words."}
    client.post(url, said)

    told_beside_the_words(
        client.post(url, said | {"text": WORDS}), 409, "This was already sent, with other words"
    )
    Place.objects.filter(pk=room.pk).update(state=Place.State.READ_ONLY)
    told_beside_the_words(
        client.post(url, {"client_key": key(), "text": WORDS}),
        403,
        "Nothing can be written here at the moment.",
    )


def test_a_draft_longer_than_a_post_is_kept_whole(client, cast):
    client.force_login(cast.robin.account)
    url = reverse("forums:draft", args=["low", cast.forum.place.ref])

    client.post(url, {"title": "Long", "text": "a" * 21_000})

    assert len(Draft.objects.get(author=cast.robin).text) == 21_000
