"""Talking in a room over real sockets: once, in order, nothing lost, nobody in who may not."""

import asyncio
import uuid

import pytest
import websockets
from asgiref.sync import sync_to_async
from django.db.models.functions import Now

from accounts.help.cards import SMALL_COOKIE
from accounts.help.countries import COOKIE as COUNTRY_COOKIE
from accounts.help.models import HelpLine
from community.chat.models import Message
from community.spaces import actions as spaces
from community.spaces.cover import cover_words
from community.spaces.models import Contribution, Membership
from moderation.cases.models import Case
from moderation.detection.models import Ticket
from tests.community.chat.conftest import cookie_of, socket_of

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]
run = sync_to_async(thread_sensitive=True)


async def cookies(*members):
    return [await sync_to_async(cookie_of)(member.account) for member in members]


async def test_what_one_says_the_other_hears_at_once(live, people):
    sam, robin = await cookies(people.sam, people.robin)
    async with socket_of(live, sam) as one, socket_of(live, robin) as other:
        await one.sit(people.room)
        await other.sit(people.room)

        said = await one.say(people.room, "Evening, all.")
        heard = await other.hear("lines")

    assert said["seq"] == 1
    assert [(line["seq"], line["name"], line["html"]) for line in heard["lines"]] == [
        (1, "Quiet Heron", "Evening, all.")
    ]


async def test_forty_at_once_come_once_and_in_order(live, people):
    sam, robin, tom = await cookies(people.sam, people.robin, people.tom)
    async with socket_of(live, sam) as one, socket_of(live, robin) as two, socket_of(live, tom) as listener:
        for talker in (one, two, listener):
            await talker.sit(people.room)
        heard: list[int] = []

        async def listen():
            while len(heard) < 40:
                heard.extend(line["seq"] for line in (await listener.hear("lines"))["lines"])

        async def talk(talker):
            for number in range(20):
                answer = await talker.say(people.room, f"Line {number}")
                while answer["type"] == "no":  # too fast: as a page does, the same again a little later
                    await asyncio.sleep(0.3)
                    answer = await talker.say(people.room, f"Line {number}")

        await asyncio.wait_for(asyncio.gather(talk(one), talk(two), listen()), 40)

    assert heard == list(range(1, 41))
    assert await Ticket.objects.acount() == 40


async def test_a_retry_is_never_a_second_message_and_other_words_are_refused(live, people):
    (sam,) = await cookies(people.sam)
    key = str(uuid.uuid4())
    async with socket_of(live, sam) as one:
        await one.sit(people.room)
        first = await one.say(people.room, "Only once.", key)
        again = await one.say(people.room, "Only once.", key)
        other = await one.say(people.room, "Other words.", key)

    assert (first["seq"], again["seq"]) == (1, 1)
    assert (other["type"], other["status"]) == ("no", 409)
    assert await Message.objects.acount() == 1


async def test_after_a_cut_the_missed_lines_come_with_the_seat(live, people):
    sam, robin = await cookies(people.sam, people.robin)
    async with socket_of(live, sam) as one:
        await one.sit(people.room)
        for number in range(3):
            await one.say(people.room, f"While you were away {number}")
        async with socket_of(live, robin) as other:
            seated = await other.sit(people.room, after=1)

    assert [line["seq"] for line in seated["lines"]] == [2, 3]


async def test_blocked_people_get_a_void_in_place_of_the_words(live, people):
    sam, robin, tom = await cookies(people.sam, people.robin, people.tom)
    await sync_to_async(spaces.block_member)(blocker=people.sam, blocked=people.robin)
    async with socket_of(live, sam) as one, socket_of(live, robin) as other, socket_of(live, tom) as third:
        for talker in (one, other, third):
            await talker.sit(people.room)
        await one.say(people.room, "Not for Robin.")

        assert (await other.hear("lines"))["lines"] == [{"seq": 1, "void": True}]
        assert (await third.hear("lines"))["lines"][0]["html"] == "Not for Robin."


async def test_words_of_danger_are_published_with_a_card_in_the_answer_and_a_case(live, people):
    sam, robin = await cookies(people.sam, people.robin)
    async with socket_of(live, sam) as one, socket_of(live, robin) as other:
        await one.sit(people.room)
        await other.sit(people.room)
        said = await one.say(people.room, "I want to die.")
        heard = await other.hear("lines")

    assert 'id="help-card"' in said["card"]
    assert cover_words(people.community) in said["card"], "said before words are shown to the team only"
    assert heard["lines"][0]["html"] == "I want to die."
    assert await Case.objects.filter(person=people.sam, kind="care", level="high").aexists()


async def test_a_card_in_a_room_obeys_what_this_device_chose(live, people):
    """Small until tomorrow, and the lines of the country chosen here; an imminent is always shown whole."""
    for country, number in (("GB", "01 for Britain"), ("IE", "02 for Ireland")):
        await HelpLine.objects.acreate(
            country=country, name=f"Line {country}", phone=number, verified_at=Now()
        )
    (sam,) = await cookies(people.sam)
    device = f"{sam}; {SMALL_COOKIE}=small; {COUNTRY_COOKIE}=IE"
    async with socket_of(live, device) as one:
        await one.sit(people.room)
        small = (await one.say(people.room, "I want to die."))["card"]
        whole = (await one.say(people.room, "I have taken all the pills just now."))["card"]

    assert "help-card-strip" in small
    assert "help-card-strip" not in whole
    assert "02 for Ireland" in whole
    assert "01 for Britain" not in whole, "the country of the account, where this device chose another"


async def test_what_could_be_held_is_asked_about_and_then_held(live, people):
    sam, robin = await cookies(people.sam, people.robin)
    async with socket_of(live, sam) as one, socket_of(live, robin) as other:
        await one.sit(people.room)
        await other.sit(people.room)
        key = str(uuid.uuid4())
        asked = await one.say(people.room, "kys, nobody wants you here", key)
        held = await one.say(people.room, "kys, nobody wants you here", key, confirmed=True)
        heard = await other.hear("lines")

    assert (asked["type"], held["type"]) == ("ask", "said")
    assert heard["lines"] == [{"seq": 1, "void": True}]


async def test_a_hidden_message_leaves_every_open_page(live, people):
    sam, robin = await cookies(people.sam, people.robin)
    async with socket_of(live, sam) as one, socket_of(live, robin) as other:
        await one.sit(people.room)
        await other.sit(people.room)
        said = await one.say(people.room, "Soon gone.")
        await other.hear("lines")
        contribution = await Contribution.objects.select_related("place").aget(ref=said["ref"])
        await sync_to_async(spaces.delete_contribution)(author=people.sam, contribution=contribution)

        assert (await other.hear("void"))["seqs"] == [1]


async def test_who_lost_the_right_hears_nothing_more(live, people):
    sam, robin = await cookies(people.sam, people.robin)
    async with socket_of(live, sam) as one, socket_of(live, robin) as other:
        await one.sit(people.room)
        await other.sit(people.room)
        await Membership.objects.filter(pk=people.robin.pk).aupdate(state="removed")
        from community.spaces.actions.people import _rights_moved

        await sync_to_async(_rights_moved)(people.robin)
        away = await other.hear("away")
        await one.say(people.room, "Among us.")

        assert away["stream"] == f"room:{people.room.place.ref}"
        assert await other.silence()


async def test_signing_out_ends_the_socket(live, people):
    from django.test import Client

    client = Client()
    await sync_to_async(client.force_login)(people.sam.account)
    cookie = client.cookies["session"].value
    async with socket_of(live, cookie) as one:
        await one.sit(people.room)
        await sync_to_async(client.post)("/account/logout/")
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await one.hear("nothing")

    assert closed.value.rcvd.code == 4401


@pytest.mark.parametrize(("who", "status"), [("max", 404), ("lou", 404)])
async def test_outsiders_get_no_seat(live, people, who, status):
    (cookie,) = await cookies(getattr(people, who))
    async with socket_of(live, cookie) as one:
        answer = await one.sit(people.room)

    assert (answer["type"], answer["status"]) == ("no", status)


async def test_a_read_only_member_hears_and_is_refused_with_the_words_kept(live, people):
    (kit,) = await cookies(people.kit)
    async with socket_of(live, kit) as one:
        assert (await one.sit(people.room))["type"] == "seated"
        no = await one.say(people.room, "Let me in.")

    assert (no["type"], no["status"]) == ("no", 403)
    assert "Your words are kept." in no["kept"]


async def test_signed_out_is_told_by_the_close_code(live, people):
    async with socket_of(live) as one:
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await one.hear()

    assert closed.value.rcvd.code == 4401


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://testserver", "http://testserver:81", "null"]
)
async def test_a_page_from_elsewhere_opens_no_socket(live, people, origin):
    (sam,) = await cookies(people.sam)

    with pytest.raises(websockets.InvalidStatus):
        async with socket_of(live, sam, origin=origin):
            pass


@pytest.mark.parametrize(("raw", "code"), [
    ("not json", "not_json"), ("[1]", "no_type"), ('{"type": 3}', "no_type"), ('{"type":"sit","v":9}', "wrong_version"),
    ('{"type":"sit","stream":"room:x","after":NaN}', "not_json"), ('{"type":"say","stream":"room:none"}', "no_seat"),
    ('{"type":"sit","stream":"cupboard:x"}', "unknown_stream"),
    ('{"type":"sit","stream":"' + "a" * 60 + '"}', "no_stream"),
    ('{"type":"a","b":"\\u0000"}', "broken_text"), ('{"type":"a","b":"\\ud800"}', "broken_text"),
    ('{"type":"a","b":[[[[[[1]]]]]]}', "too_deep"), ('{"type":"a","n":' + "9" * 5000 + "}", "not_json"),
    ('{"type":"a","b":"' + "x" * 20_000 + '"}', "too_big"),
])  # fmt: skip
async def test_a_broken_frame_gets_an_answer_and_the_socket_stays(live, people, raw, code):
    (sam,) = await cookies(people.sam)
    async with socket_of(live, sam) as one:
        await one.socket.send(raw)
        bad = await one.hear("bad")
        await one.send(type="ping")
        await one.hear("pong")

    assert bad["code"] == code


async def test_a_megabyte_and_a_flood_end_the_socket(live, people):
    (sam,) = await cookies(people.sam)
    async with socket_of(live, sam) as one:
        await one.socket.send("x" * 1_000_000)
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await one.hear("nothing")
        assert closed.value.rcvd.code == 1009
    async with socket_of(live, sam) as one:
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await asyncio.gather(*(one.send(type="ping") for _frame in range(200)), one.hear("nothing"))

    assert closed.value.rcvd.code == 4029
