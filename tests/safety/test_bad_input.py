"""What nobody should send, in every form: a clear answer in plain words, the typed words in it, and nothing leaks.

Frames of the socket stand in tests/community/chat/test_live.py, bodies that are too long in tests/config.
"""

import html
import re
import time
import uuid

import pytest
from django.urls import reverse

from community.forums.models import Draft
from community.spaces.models import Contribution
from tests.safety import routes
from tests.safety.world import World

pytestmark = pytest.mark.django_db
GENEROUS = 5.0  # seconds; a bomb takes minutes, a full machine does not

REFUSED = {
    "nothing": "", "only spaces": "  \n ", "a null byte": "tea\x00time", "a wall of lines": "a\n" * 10_000,
    "a tower of marks": "a" + "\u0301" * 60, "too long": "x" * 25_000,
}  # fmt: skip
TAKEN = {
    "a script": "Hi <script>alert(1)</script> there", "a handler": '<img src=x onerror="alert(1)"> hm',
    "a script's address": "[tea](javascript:alert(1)) and [more](JaVaScRiPt&#58;alert(1))",
    "data": "[x](data:text/html,hi)",
    "right to left": "\u202eevil\u202c and \u2066more", "half a tag": "a <b onmouseover=alert(1) c",
    "svg": "<svg><script>alert(1)</script></svg> x", "a comment": "a <!-- b --> c",
}  # fmt: skip
BOMBS = {
    "brackets": "[" * 9_000, "stars": "*a " * 6_000, "quotes": "> " * 5_000 + "a", "images": "![" * 8_000,
    "ticks": "`" * 9_001 + "a", "emphasis": "**a *b " * 2_500, "links": "[a](b" * 3_500, "lists": "- " * 6_000 + "a",
}  # fmt: skip
FORMS = ("forums:start", "forums:reply", "forums:edit", "chat:send", "chat:talk")


@pytest.fixture(scope="module")
def client_of(world: World):
    return lambda who: world.client(who, raise_request_exception=False)


def send(world: World, client, name: str, text: str, **more):
    return client.post(
        routes.url(name, world, "member"), routes.form(name, world, "member") | {"text": text} | more
    )


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("name", FORMS[:-1])
def test_what_cannot_be_kept_is_refused_in_words_and_given_back(world, client_of, name, what):
    text = REFUSED[what]
    answer = send(world, client_of("member"), name, text)

    assert answer.status_code == 422
    page = html.unescape(answer.content.decode())
    assert 'aria-invalid="true"' in page or "error" in page
    assert text.strip().replace("\x00", "")[:40] in page.replace("\x00", ""), (
        "what was typed is not in the answer"
    )


@pytest.mark.parametrize("what", TAKEN)
@pytest.mark.parametrize("name", FORMS[:-1])
def test_what_looks_like_code_is_shown_as_words(world, client_of, name, what):
    client = client_of("member")
    answer = send(world, client, name, TAKEN[what], confirmed="yes")

    assert answer.status_code in (200, 302)
    stored = Contribution.objects.filter(author=world.people["member"]).order_by("-pk").first()
    page = (
        client.get(answer["Location"]).content.decode()
        if answer.status_code == 302
        else answer.content.decode()
    )
    words = stored.revisions.order_by("-number").first().html
    for shown in (words, page):
        low = shown.lower()
        assert "<script>" not in low
        assert 'href="javascript' not in low
        assert 'href="data:' not in low
        assert "<img" not in words.lower()
        assert "<svg" not in words.lower()
        assert not re.search(r"<[a-z][^>]*\son\w+=", low)


@pytest.mark.parametrize("what", BOMBS)
@pytest.mark.parametrize("name", ["forums:reply", "chat:send"])
def test_a_bomb_of_markup_costs_no_more_than_its_length(world, client_of, name, what):
    started = time.monotonic()
    answer = send(world, client_of("member"), name, BOMBS[what], confirmed="yes")

    assert answer.status_code in (200, 302, 422)
    assert time.monotonic() - started < GENEROUS


def test_half_a_character_is_no_character(world, client_of):
    body = f"client_key={uuid.uuid4()}&text=tea%ED%A0%80time"
    answer = client_of("member").post(
        routes.url("forums:reply", world, "member"), body, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code in (302, 422)


@pytest.mark.parametrize(("title", "text"), [("a\x00b", "c"), ("a", "b\x00c"), ("x" * 500, "y" * 30_000)])
def test_a_draft_of_anything_is_kept_or_refused_and_never_breaks(world, client_of, title, text):
    answer = client_of("member").post(
        routes.url("forums:draft", world, "member"), {"title": title, "text": text}
    )

    assert answer.status_code in (204, 422)
    if answer.status_code == 204:
        assert Draft.objects.filter(author=world.people["member"]).exists()


@pytest.mark.parametrize("parts", [{"topic": "a\x00b"}, {"topic": "x" * 10_000}, {"topic": "' OR 1=1"}])
def test_a_draft_for_a_broken_topic_finds_nothing(world, client_of, parts):
    answer = client_of("member").post(routes.url("forums:draft", world, "member"), {"text": "Tea.", **parts})

    assert answer.status_code in (404, 422)


@pytest.mark.parametrize("key", ["", "not-a-key", "0" * 400, "\x00"])
def test_a_broken_key_is_refused_with_the_words_kept(world, client_of, key):
    answer = send(world, client_of("member"), "forums:reply", "Only these words.", client_key=key)

    assert answer.status_code == 422
    assert b"Only these words." in answer.content


def test_a_key_that_somebody_else_used_is_mine_too(world, client_of):
    """Keys are one's own: nobody can find out, or spoil, what another has sent."""
    others = world.own_post["moderator"].client_key
    answer = send(world, client_of("member"), "forums:reply", "My own words.", client_key=str(others))

    assert answer.status_code == 302
    mine = Contribution.objects.get(author=world.people["member"], client_key=others)
    assert mine.pk != world.own_post["moderator"].pk


@pytest.mark.parametrize(
    "query",
    ["?after=-1", "?after=99999999999999999999", "?after=x", "?before=%00", "?before=1e9", "?sent=<script>"],
)
@pytest.mark.parametrize("name", ["forums:topic", "forums:forum", "chat:room", "forums:home"])
def test_a_broken_query_changes_the_page_and_no_more(world, client_of, name, query):
    answer = client_of("member").get(routes.url(name, world, "member") + query)

    assert answer.status_code in (200, 404)
    assert b"<script>" not in answer.content


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "\x00"])
def test_a_broken_version_of_a_case_never_breaks_its_page(world, client_of, version):
    answer = client_of("moderator").post(
        reverse("cases:level", args=[world.case.ref]),
        {"version": version, "level": "high", "reason": "Kept words."},
    )

    assert answer.status_code in (409, 422)
    assert b"Kept words." in answer.content


def test_an_id_of_another_community_is_nothing_anywhere(world, client_of):
    """Its own members' ids under its slug are crawled in test_canary; here a member of both tries across."""
    foreign = world.cast.far_forum.place.ref
    for name in ("forums:forum", "forums:start", "chat:room", "forums:topic", "cases:report", "forums:edit"):
        assert client_of("member").get(reverse(name, args=["low", foreign])).status_code == 404, name
