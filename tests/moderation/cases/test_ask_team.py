"""A member writes to the team first: the talk opens, somebody is asked, and nothing needs a flag."""

import pytest
from django.urls import reverse

from accounts.record.queries import first_broken
from community.chat.models import Message, Room
from community.chat.queries import talk_of
from community.forums import actions as forums
from community.spaces.models import Membership
from moderation.cases import actions
from moderation.cases.models import Case
from tests.cast import key

pytestmark = pytest.mark.django_db
TALK, WRITE = (reverse(name, args=["low"]) for name in ("chat:talk", "cases:write_to_team"))


def write(client, text="I would like to talk to somebody.", **said):
    return client.post(WRITE, {"client_key": key(), "text": text, **said})


@pytest.mark.parametrize("who", ["sam", "kit"])
def test_a_member_opens_a_talk_and_the_team_finds_it(client, cast, who):
    me = cast.people[who]
    client.force_login(me.account)

    before = client.get(TALK).content.decode()
    answer = write(client)
    page = client.get(answer.url).content.decode()

    assert "We read what is written once a day" in before, "what can be promised is said before it is pressed"
    assert answer.url == f"{TALK}#write"
    assert "Your note is kept." in page
    assert "I would like to talk to somebody." in page
    case = Case.objects.get(person=me, kind="care")
    assert (case.level, case.why) == ("concern", ["asks for someone from the team"])
    client.force_login(cast.asha.account)
    assert case.ref in client.get(reverse("cases:queue")).content.decode()
    assert "I would like to talk" in client.get(reverse("cases:case", args=[case.ref])).content.decode()
    actions.write_to_member(moderator=cast.asha, case=case, text="I am here.", client_key=key())
    client.force_login(me.account)
    assert "I am here." in client.get(TALK).content.decode()
    assert Room.objects.filter(kind=Room.Kind.CASE).count() == 1
    assert first_broken() is None


def test_whoever_was_removed_can_begin_one(client, cast):
    Membership.objects.filter(pk=cast.sam.pk).update(state=Membership.State.REMOVED)
    client.force_login(cast.sam.account)

    assert write(client).status_code == 302
    assert Case.objects.filter(person=cast.sam, kind="care", closed_at=None).exists()


def test_pressed_twice_it_is_written_once(client, cast):
    client.force_login(cast.sam.account)
    said = {"client_key": key()}

    assert [write(client, **said).status_code for _press in range(2)] == [302, 302]
    assert (Message.objects.count(), Case.objects.count(), Room.objects.filter(kind="case").count()) == (
        1,
        1,
        1,
    )


def test_nothing_written_says_so_and_other_words_under_a_used_key_come_back(client, cast):
    client.force_login(cast.sam.account)
    said = {"client_key": key()}

    empty = write(client, text="", **said)
    write(client, **said)
    other = write(client, text="Other & more.", **said)

    assert empty.status_code == 422
    assert "There is nothing in it yet." in empty.content.decode()
    assert other.status_code == 409
    assert "Other &amp; more.</textarea>" in other.content.decode()


def test_words_of_danger_bring_the_card_and_raise_the_case(client, cast):
    client.force_login(cast.sam.account)

    answer = write(client, text="I want to die. I can not go on like this.")

    assert answer.status_code == 200
    assert 'id="help-card"' in answer.content.decode()
    assert f'action="{TALK}"' in answer.content.decode()
    assert Case.objects.get(person=cast.sam).level in ("high", "imminent")


def test_a_talk_goes_on_in_the_case_that_is_open_already(client, cast):
    flagged = flag(cast)
    client.force_login(cast.sam.account)

    write(client)

    flagged.refresh_from_db()
    assert flagged.room_id == talk_of(cast.sam).pk
    assert Case.objects.filter(person=cast.sam).count() == 1


def test_words_in_a_talk_whose_case_is_closed_ask_again(client, cast):
    client.force_login(cast.sam.account)
    write(client)
    closed = Case.objects.get(person=cast.sam)
    actions.close_case(moderator=cast.asha, case=closed, outcome="ok_for_now", seen_version=closed.version)

    answer = client.post(TALK, {"client_key": key(), "text": "It is back."})

    assert answer.status_code == 302
    case = Case.objects.get(person=cast.sam, closed_at=None)
    assert case.pk != closed.pk
    assert case.entries.get(act="opened").details["after"] == closed.ref
    client.force_login(cast.asha.account)
    assert "It is back." in client.get(reverse("cases:case", args=[case.ref])).content.decode()


def test_you_and_a_decision_lead_to_it(client, cast):
    flagged = flag(cast, "You people are pathetic, all of you.")
    client.force_login(cast.sam.account)

    you = client.get(reverse("spaces:you", args=["low"])).content.decode()
    assert f'To write to the team: <a href="{TALK}">' in you

    decided = actions.hide_contribution(
        moderator=cast.asha, case=flagged, contribution=flagged.evidence.get().contribution, reason="attack",
        words="It put people down.", seen_version=flagged.version,
    )  # fmt: skip
    assert (
        f'<a href="{TALK}#write">write to the team</a>'
        in client.get(reverse("cases:decision", args=[decided.ref])).content.decode()
    )


def flag(cast, text="I want to die. I can not go on."):
    """Sam posts something, and the case it makes."""
    topic, _verdict = forums.start_topic(
        author=cast.sam, forum=cast.forum, title="Night", text=text, client_key=key()
    )
    if not Case.objects.filter(person=cast.sam).exists():
        actions.report_contribution(
            reporter=cast.robin, contribution=topic.opening, side="by", reason="unkind"
        )
    return Case.objects.get(person=cast.sam)
