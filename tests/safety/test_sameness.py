"""For whoever stands outside, what is hidden and what never existed answer alike: status, body, headers, queries."""

import re
import time

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.refs import new_ref, new_token
from accounts.texts.queries import words_of
from community.spaces.models import Place
from moderation.cases.models import Report
from tests.safety import routes
from tests.safety.world import PASSWORD, World

pytestmark = pytest.mark.django_db
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|X-Request-ID: \w+|name="client_key" value="[^"]+"'
)


@pytest.fixture(scope="module")
def hidden_world(closed_world) -> World:
    Place.objects.filter(pk=closed_world.cast.public_forum.pk).update(readers=Place.Readers.MEMBERS)
    return closed_world


@pytest.fixture(autouse=True)
def texts_are_known(monkeypatch):
    """Texts are asked for anew every few seconds: a query that has nothing to do with what is asked."""
    words_of("bar.help")
    monkeypatch.setattr("accounts.texts.queries._asked_at", time.monotonic() + 3600)


def told(world: World, who: str, address: str, said: dict[str, str] | None = None) -> tuple[int, str, int]:
    """Status; body and headers without what changes each time; how many queries it cost."""
    client = world.client(who)
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        answer = client.post(address, said) if said is not None else client.get(address)
        transaction.set_rollback(True)
    words = "\n".join(f"{name}: {value}" for name, value in sorted(answer.items())) + answer.content.decode()
    # The request id stands on error pages, too.
    words = CHANGING.sub("", words.replace(answer["X-Request-ID"], ""))
    return answer.status_code, words.replace(address, "ADDRESS"), len(queries)


def _hidden(world: World) -> dict[str, str]:
    """A reference of each kind that is hidden from those outside."""
    return {
        "topic": world.topic.ref, "held topic": world.topics["held"].ref, "forum": world.cast.forum.place.ref,
        "room": world.cast.room.place.ref, "talk": world.case.room.ref, "post": world.topic.opening.ref,
        "case": world.case.ref, "review": world.review.ref, "decision": world.decisions["author"].ref,
        "report": Report.objects.filter(contribution=world.topic.opening).first().ref,
    }  # fmt: skip


TAKES_REF = sorted(name for name in routes.names() if "ref" in routes.parts_of(name))


@pytest.mark.parametrize("who", ["signed_out", "outsider", "left", "other_moderator"])
def test_a_hidden_thing_and_one_that_never_was_answer_alike(hidden_world, who):
    member = hidden_world.people[who]
    different = []
    for name in TAKES_REF:
        slugs = (
            {"low", member.community.slug if member else "low"} if "slug" in routes.parts_of(name) else {""}
        )
        for slug in sorted(slugs):
            nothing = reverse(name, args=[slug, new_ref()] if slug else [new_ref()])
            expected = told(hidden_world, who, nothing), told(hidden_world, who, nothing, {})
            for kind, ref in _hidden(hidden_world).items():
                address = reverse(name, args=[slug, ref] if slug else [ref])
                if (told(hidden_world, who, address), told(hidden_world, who, address, {})) != expected:
                    different.append(f"{name} with a hidden {kind} under {slug!r}")

    assert not different, "\n".join(different)


def test_the_comparison_sees_a_difference(hidden_world):
    """The premise: for a member, who may read it, the two are not alike."""
    there = told(hidden_world, "member", reverse("forums:topic", args=["low", hidden_world.topic.ref]))
    nothing = told(hidden_world, "member", reverse("forums:topic", args=["low", new_ref()]))

    assert (there[0], nothing[0]) == (200, 404)


@pytest.mark.parametrize("name", sorted(
    name for name in routes.names() if routes.parts_of(name) == ["slug"]))  # fmt: skip
@pytest.mark.parametrize("who", ["signed_out", "outsider"])
def test_a_closed_community_and_none_at_all_answer_alike(hidden_world, who, name):
    closed, none = (told(hidden_world, who, reverse(name, args=[slug])) for slug in ("low", "no-such"))

    assert closed[:2] == none[:2]


def test_invitations_used_up_revoked_and_never_made_answer_alike(hidden_world):
    from community.spaces.actions import invite_moderator
    from community.spaces.models import Invitation

    tokens = [invite_moderator(admin=hidden_world.cast.noor, duty_name="Ines") for _ in range(3)]
    used, revoked, late = Invitation.objects.order_by("-pk")[:3]
    Invitation.objects.filter(pk=used.pk).update(uses_left=0)
    Invitation.objects.filter(pk=revoked.pk).update(revoked_at="2020-01-01T00:00Z")
    Invitation.objects.filter(pk=late.pk).update(expires_at="2020-01-01T00:00Z")

    answers = {
        told(hidden_world, "outsider", reverse("spaces:invitation", args=[token]))
        for token in [*tokens, new_token()]
    }
    assert len(answers) == 1


@pytest.mark.parametrize(("name", "said"), [
    ("account_login", {"login": "NAME", "password": "not the right one"}),
    ("people:come_back", {"sign_in_name": "NAME", "words": "none of these are right at all", "password": PASSWORD}),
])  # fmt: skip
def test_signing_in_and_coming_back_do_not_tell_a_known_name_from_an_unknown_one(hidden_world, name, said):
    known = hidden_world.author.account.sign_in_name
    unknown = f"y{known[1:]}"  # as long, so that only knowing it could make a difference

    answers = []
    for typed in (known, unknown):
        cache.clear()  # the tries of one name are not to be counted for the other
        form = {field: value.replace("NAME", typed) for field, value in said.items()}
        status, words, queries = told(hidden_world, "signed_out", reverse(name), form)
        answers.append((status, words.replace(typed, "NAME"), queries))

    assert answers[0] == answers[1]
