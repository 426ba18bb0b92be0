"""Two tabs are one person: messages and frames of all their sockets share one pace, and a refusal says how long."""

import asyncio

import pytest

from tests.community.chat.conftest import cookie_of, socket_of

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sam(people) -> str:
    return cookie_of(people.sam.account)


async def test_the_eleventh_message_in_five_seconds_waits_whichever_tab_it_comes_from(live, people, sam):
    async with socket_of(live, sam) as one, socket_of(live, sam) as other:
        for tab in (one, other):
            await tab.sit(people.room)
        answers = [await tab.say(people.room, "Line") for tab in (one, other) for _line in range(6)]
        await other.send(type="ping")
        await other.hear("pong")

    kinds = [answer["type"] for answer in answers]
    assert kinds == ["said"] * 10 + ["no"] * 2
    assert answers[-1]["status"] == 429
    assert answers[-1]["happened"].startswith("That was a lot at once. Send again in")


async def test_frames_of_two_tabs_count_together_and_neither_is_closed(live, people, sam):
    async def pings(tab):
        for _frame in range(18):
            await tab.send(type="ping")
        return [(await tab.hear("pong", "no"))["type"] for _frame in range(18)]

    async with socket_of(live, sam) as one, socket_of(live, sam) as other:
        first, second = await asyncio.gather(pings(one), pings(other))

    heard = first + second
    assert heard.count("no") >= 10, "36 frames at once, 20 of them in time"
    assert heard.count("pong") >= 20
