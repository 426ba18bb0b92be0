"""Canaries in a closed community: whoever stands outside fetches everything, and no canary may be anywhere."""

import io
import logging
import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from community.spaces.models import Place
from tests.safety import routes
from tests.safety.world import NOT_FOR_MEMBERS, World

pytestmark = pytest.mark.django_db

OUTSIDE = ("signed_out", "outsider", "left", "removed", "other_moderator")
BLOCKED = ("blocked_by_author", "blocking_author")
OF_THE_AUTHOR = {"title", "body", "message", "member name", *NOT_FOR_MEMBERS}
# Addresses that no name reaches: wrong ones, files, and what scanners try.
LOOSE = (
    "/nowhere/", "/c/low/nowhere/", "/c/no-such/", "/favicon.ico", "/robots.txt", "/sitemap.xml", "/feed/", "/admin/",
    "/static/", "/.env", "/c/low/topics/%2e%2e/", "/?q=Zqtitle", "/c/low/?after=Zqtitle", "/help/?country=zz", "/ws/",
)  # fmt: skip


@pytest.fixture(scope="module")
def hidden_world(closed_world) -> World:
    """Nothing of this community is public."""
    Place.objects.filter(pk=closed_world.cast.public_forum.pk).update(readers=Place.Readers.MEMBERS)
    return closed_world


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site's own log writes meanwhile, as the operator would read it."""
    written = io.StringIO()
    own = next(handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler)
    handler = logging.StreamHandler(written)
    handler.setFormatter(own.formatter)
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def answers(world: World, who: str, *, every_ref: bool) -> Iterator[tuple[str, HttpResponse]]:
    """Every page, form and fragment this person can ask for; with `every_ref`, with each reference there is, too."""
    client = world.client(who, raise_request_exception=False)
    for name in sorted(routes.names()):
        with transaction.atomic():
            address, said = routes.url(name, world, who), routes.form(name, world, who)
            yield f"GET {address}", client.get(address)
            yield f"GET {address} as a piece", client.get(address, headers={"HX-Request": "true"})
            yield f"POST {address} {' '.join(map(str, said.values()))}", client.post(address, said)
            transaction.set_rollback(True)
        client = world.client(who, raise_request_exception=False)
    for address in [*LOOSE, *(_guesses(world, who) if every_ref else ())]:
        yield f"GET {address}", client.get(address)
    yield (
        "POST from another site",
        world.client(who, enforce_csrf_checks=True).post("/comfort/", {"text": "x"}),
    )


def _guesses(world: World, who: str) -> Iterator[str]:
    """Each address that takes a reference, with every reference of the community: under its own slug, and under the
    slug where this person is a member."""
    member = world.people[who]
    mine = member.community.slug if member else world.slug
    for name in sorted(routes.names()):
        parts = routes.parts_of(name)
        if "ref" not in parts:
            continue
        # Under the community's own slug a stranger is turned away before anything is looked up, but for public places.
        slugs = {mine, world.slug} if name.startswith("forums:") else {mine}
        for ref in world.refs():
            for slug in sorted(slugs) if "slug" in parts else ("",):
                yield reverse(name, args=[slug, ref] if slug else [ref])


def found_in(answer: HttpResponse, secrets: dict[str, str]) -> list[str]:
    said = (
        answer.getvalue().decode(errors="replace")
        if answer.streaming
        else answer.content.decode(errors="replace")
    )
    said += "\n".join(f"{name}: {value}" for name, value in answer.items()) + str(answer.cookies)
    return [what for what, word in secrets.items() if word.lower() in said.lower()]


def leaks(world: World, who: str, secrets: dict[str, str], *, every_ref: bool) -> list[str]:
    found = []
    for what, answer in answers(world, who, every_ref=every_ref):
        echoed = {name: word for name, word in secrets.items() if word.lower() not in what.lower()}
        found += [f"{name} in {what} ({answer.status_code})" for name in found_in(answer, echoed)]
    return found


def test_the_crawl_finds_what_a_member_may_read(hidden_world):
    """The premise: the canaries are there, and a crawl like the ones below would meet them."""
    words = hidden_world.secrets()
    seen = {
        name
        for _what, answer in answers(hidden_world, "member", every_ref=False)
        for name in found_in(answer, words)
    }

    assert {"title", "body", "message", "member name", "forum", "room", "guidelines"} <= seen


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_outside_meets_a_word_of_it(hidden_world, log, who):
    secrets = hidden_world.secrets()
    del secrets["invited duty name"]  # they were given the link
    if who == "removed":
        del secrets["forum"]  # the decision about their own words says where these stood

    found = leaks(hidden_world, who, secrets, every_ref=True)

    assert not found, "\n".join(found)
    assert "request" in log.getvalue()
    assert not [
        name for name, word in hidden_world.secrets().items() if word.lower() in log.getvalue().lower()
    ]


@pytest.mark.parametrize("who", BLOCKED)
def test_a_block_hides_all_words_of_the_author_both_ways(hidden_world, who):
    secrets = {name: word for name, word in hidden_world.secrets().items() if name in OF_THE_AUTHOR}
    del secrets["invited duty name"]

    found = leaks(hidden_world, who, secrets, every_ref=True)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", ["read_only", "admin"])
def test_members_never_meet_what_is_for_the_team(hidden_world, who):
    """Nor does an admin, who sets up and works no case. Held, hidden and deleted words are gone for them."""
    secrets = {name: hidden_world.secrets()[name] for name in [*NOT_FOR_MEMBERS, "recovery words"]}
    del secrets["invited duty name"]
    if who == "admin":
        del secrets["duty name"]  # admins give it

    found = leaks(hidden_world, who, secrets, every_ref=who == "read_only")

    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", ["member", "author"])
def test_no_page_of_a_member_names_a_level_or_a_category(hidden_world, who):
    words = re.compile(r"\b(imminent|high|conduct|overdose_or_medical|assessment|detector)\b")
    found = []
    for what, answer in answers(hidden_world, who, every_ref=False):
        if "/c/low/" in what and "settings" not in what and (said := words.search(answer.content.decode())):
            found.append(
                f"{said[0]} in {what}: …{answer.content.decode()[max(said.start() - 80, 0) : said.end() + 40]}…"
            )

    assert not found, "\n".join(found)


def test_nobody_reads_who_reported(hidden_world):
    """The lead reported the author's hidden post, and has written nothing else that stands beside it."""
    reporter = hidden_world.people["lead"].name
    decision = hidden_world.decisions["author"]
    pages = (
        ("author", reverse("cases:decision", args=[decision.ref])),
        ("author", reverse("spaces:you", args=["low"])),
        ("moderator", reverse("cases:case", args=[decision.case.ref])),
    )

    for who, address in pages:
        answer = hidden_world.client(who).get(address)
        assert answer.status_code == 200
        assert reporter not in answer.content.decode(), address
