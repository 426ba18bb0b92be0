"""Whoever was removed from a community: its doors are closed, the rope is not."""

import pytest
from django.urls import reverse

from accounts.notices.actions import notify
from community.forums import actions as forums
from community.spaces.models import Membership, Place
from moderation.cases import actions as cases
from moderation.cases.models import Case, Report
from tests.cast import forum_in, key

pytestmark = pytest.mark.django_db


@pytest.fixture
def removed(cast) -> Membership:
    """Sam wrote words of danger, the team wrote to Sam, and Sam told about Robin. Then Sam was removed."""
    topic, _verdict = forums.start_topic(
        author=cast.sam, forum=cast.forum, title="Night", text="I want to die.", client_key=key()
    )
    theirs, _verdict = forums.reply_to_topic(author=cast.robin, topic=topic, text="Hm.", client_key=key())
    cases.report_contribution(
        reporter=cast.sam, contribution=theirs.contribution, side=Report.Side.BY, reason="unkind"
    )
    case = Case.objects.get(kind="care", person=cast.sam)
    cases.write_to_member(moderator=cast.asha, case=case, text="We read you.", client_key=key())
    Membership.objects.filter(pk=cast.sam.pk).update(state=Membership.State.REMOVED)
    return Membership.objects.select_related("account", "community").get(pk=cast.sam.pk)


def talk_of_page(client) -> str:
    return client.get(reverse("chat:talk", args=["low"])).content.decode()


def test_the_talk_with_the_team_goes_on(client, cast, removed):
    client.force_login(removed.account)
    url = reverse("chat:talk", args=["low"])

    before = talk_of_page(client)
    answer = client.post(url, {"client_key": key(), "text": "I am still here."})

    assert "We read you." in before
    assert answer.status_code == 302
    assert "I am still here." in talk_of_page(client)
    client.force_login(cast.asha.account)
    case = Case.objects.get(kind="care", person=cast.sam)
    assert "I am still here." in client.get(reverse("cases:case", args=[case.ref])).content.decode()


def test_words_of_danger_after_removal_still_bring_the_card(client, removed):
    client.force_login(removed.account)

    answer = client.post(
        reverse("chat:talk", args=["low"]),
        {"client_key": key(), "text": "I will take them tonight. I want to die."},
    )

    assert answer.status_code == 200
    assert 'id="help-card"' in answer.content.decode()


def test_the_team_can_still_write_to_them_and_they_are_told(client, cast, removed):
    case = Case.objects.get(kind="care", person=removed)
    cases.write_to_member(moderator=cast.asha, case=case, text="How are you today?", client_key=key())
    client.force_login(removed.account)

    you = client.get(reverse("spaces:you", args=["low"])).content.decode()

    assert "You have a message." in you
    assert reverse("chat:talk", args=["low"]) in you
    assert "How are you today?" in talk_of_page(client)


def test_messages_reports_and_the_way_to_them_stay_open(client, cast, removed):
    notify(account=removed.account, kind="help_card", object=cast.sam.contributions.first().ref)
    client.force_login(removed.account)

    front = client.get("/").content.decode()
    you = client.get(reverse("spaces:you", args=["low"])).content.decode()
    reported = client.get(reverse("cases:reported", args=["low"])).content.decode()

    assert reverse("spaces:you", args=["low"]) in front
    assert "You can’t take part in Low days any more." in you
    assert removed.account.sign_in_name in you
    assert "There is help here if you want it." in you
    assert client.post(reverse("spaces:notices_read", args=["low"])).status_code == 302
    assert "Waiting for the team." in reported
    for page in (you, reported, talk_of_page(client)):
        assert f'href="{reverse("forums:home", args=["low"])}"' not in page, "a door that is closed to them"
        assert reverse("help:page") in page


def test_nothing_else_is_open(client, cast, removed):
    topic = cast.sam.contributions.first().post.topic
    team = forum_in(cast.community, "Team", Place.Readers.STAFF)
    client.force_login(removed.account)

    for name, *refs in (
        ("forums:home",), ("chat:rooms",), ("chat:room", cast.room.place.ref), ("forums:topic", topic.ref),
        ("forums:forum", cast.forum.place.ref), ("forums:forum", team.place.ref),
    ):  # fmt: skip
        assert client.get(reverse(name, args=["low", *refs])).status_code == 404
    said = {"client_key": key(), "title": "Back", "text": "Let me in."}
    for name, ref in (("forums:reply", topic.ref), ("chat:send", cast.room.place.ref)):
        assert client.post(reverse(name, args=["low", ref]), said).status_code == 404


def test_who_left_of_themselves_finds_nothing_there(client, cast):
    client.force_login(cast.lou.account)

    assert client.get(reverse("spaces:you", args=["low"])).status_code == 404
    assert client.get(reverse("chat:talk", args=["low"])).status_code == 404
