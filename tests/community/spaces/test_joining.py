"""A newcomer joins without an address, keeps two things, and comes back with them."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.clock import from_now
from accounts.people.actions import forget_ended_logins
from accounts.people.models import Account, Consent
from accounts.people.sessions import Login
from community.spaces.forms import NAME_TRIES
from community.spaces.models import Acceptance, Membership
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PASSWORD = "five plain words in a row"


def join(client, cast: Cast, **changes):
    page = client.get(reverse("spaces:join", args=["low"]))
    said = {"is_adult": "on", "own": "Slow Tuesday", "password": PASSWORD, "agrees": "on",
            "sign_in_words": "copper-kettle", **changes}  # fmt: skip
    answer = client.post(
        reverse("spaces:join", args=["low"]), {k: v for k, v in said.items() if v is not None}
    )
    return page, client.get(answer.url) if answer.status_code == 302 else answer


def kept(page) -> tuple[str, str]:
    html = page.content.decode()
    name = re.search(r"copper-kettle-\d{3}", html)[0]
    words = re.findall(r"<li>([a-z]{3,8})</li>", html)
    assert len(words) == 8
    return name, " ".join(words)


def come_in(client):
    return client.post(
        reverse("spaces:arrive", args=["low"]), {"accepts": "on", "version": 1, "country": "GB"}
    )


def test_joining_takes_three_screens_and_no_address(client, cast):
    page, answer = join(client, cast)

    assert page.status_code == 200
    kept(answer)
    member = Membership.objects.get(name="Slow Tuesday")
    assert Consent.objects.filter(account=member.account, purpose="private.page").count() == 1
    arrived = come_in(client)
    assert arrived.url == reverse("forums:home", args=["low"])
    assert Acceptance.objects.filter(membership=member).exists()
    assert client.get(arrived.url).status_code == 200


def test_a_name_is_chosen_and_the_sign_in_name_is_never_it(client, cast):
    _page, answer = join(client, cast)
    name, _words = kept(answer)
    come_in(client)

    home = client.get(reverse("forums:home", args=["low"])).content.decode()
    assert "Slow Tuesday" in home
    assert name not in home


@pytest.mark.parametrize(("field", "value"), [
    ("is_adult", None), ("agrees", None), ("password", "short"), ("own", "The Team"),
    ("own", "jamie_leeds1992"), ("website", "spam"),
])  # fmt: skip
def test_what_is_missing_or_wrong_is_said_and_what_was_typed_is_kept(client, cast, field, value):
    _page, answer = join(client, cast, **{field: value})

    assert answer.status_code == 422
    assert not Account.objects.filter(sign_in_name__startswith="copper-kettle").exists()
    assert b"copper-kettle" in answer.content


def test_signed_out_nobody_learns_which_names_are_taken(client, cast):
    said = {"is_adult": "on", "password": PASSWORD, "agrees": "on"}
    url = reverse("spaces:join", args=["low"])

    for missing in ({}, {"agrees": ""}):
        answers = [
            client_of_its_own.post(url, {**said, **missing, "own": name})
            for name, client_of_its_own in (("Quiet Her0n", Client()), ("Slow Tuesday", Client()))
        ]
        assert {(answer.status_code, answer.headers.get("Location")) for answer in answers} in (
            {(302, reverse("people:words"))}, {(422, None)},
        )  # fmt: skip
        assert all("looks like" not in answer.content.decode() for answer in answers)


def test_a_name_that_was_somebodys_is_settled_on_arriving(client, cast):
    join(client, cast, own="Quiet Her0n")
    member = Membership.objects.latest("pk")
    arrive = reverse("spaces:arrive", args=["low"])
    accepts = {"accepts": "on", "version": 1, "country": ""}

    page = client.get(arrive).content.decode()
    taken = client.post(arrive, {**accepts, "own": "Copper Kett1e"})
    settled = client.post(arrive, {**accepts, "own": "Slow Tuesday"})

    assert member.name not in {"Quiet Her0n", "Slow Tuesday"}
    assert f"You are {member.name} until you choose another" in page
    assert taken.status_code == 422
    assert "looks like this one" in taken.content.decode()
    assert settled.status_code == 302
    member.refresh_from_db()
    assert member.name == "Slow Tuesday"
    assert client.get(arrive).status_code == 302


def test_the_lent_name_can_be_kept(client, cast):
    join(client, cast, own="Quiet Her0n")
    member = Membership.objects.latest("pk")
    said = {"accepts": "on", "version": 1, "country": "", "offered": member.name, "suggestion": member.name}

    assert client.post(reverse("spaces:arrive", args=["low"]), said).status_code == 302
    assert Membership.objects.get(pk=member.pk).name == member.name


def test_asking_for_names_has_an_end_also_inside(client, cast):
    client.force_login(cast.max.account)
    url = reverse("spaces:join", args=["low"])

    answers = [client.post(url, {"own": "Quiet Her0n"}) for _try in range(NAME_TRIES + 1)]

    assert [answer.status_code for answer in answers] == [422] * NAME_TRIES + [429]
    assert "That was a lot at once." in answers[-1].content.decode()


def test_coming_back_with_the_words_gives_a_new_password_and_new_words(client, cast):
    _page, answer = join(client, cast)
    name, words = kept(answer)
    come_in(client)
    client.logout()

    shouted = words.upper().replace(" ", ",  ")
    back = client.post(reverse("people:come_back"), {"sign_in_name": f" {name.upper()} ", "words": shouted,
                                                     "password": "another plain sentence"}, follow=True)  # fmt: skip

    _name, new_words = kept(back)
    assert new_words != words
    assert client.get(reverse("forums:home", args=["low"])).status_code == 200
    client.logout()
    again = client.post(reverse("people:come_back"), {"sign_in_name": name, "words": words,
                                                      "password": "another plain sentence"})  # fmt: skip
    assert again.status_code == 422


def test_the_words_stay_through_a_reload_until_they_are_kept(client, cast):
    _page, first = join(client, cast)
    url = reverse("people:words")

    again = client.get(url)
    onward = client.post(url)

    assert kept(again) == kept(first)
    assert again["Cache-Control"] == "no-store"
    assert onward.url == f"{reverse('spaces:arrive', args=['low'])}?step=3"
    assert "step 3 of 3" in client.get(onward.url).content.decode()
    assert client.get(url).url == "/"
    come_in(client)
    assert "not shown any more" in client.get(reverse("forums:home", args=["low"])).content.decode()


def test_the_words_are_gone_after_half_an_hour(client, cast):
    join(client, cast)
    rows = Login.objects.filter(account=None)
    ends = {
        "expire_date__gt": from_now(timedelta(minutes=29)),
        "expire_date__lt": from_now(timedelta(minutes=31)),
    }
    assert rows.filter(**ends).count() == 1, "needs words that wait"

    rows.update(expire_date=from_now(timedelta(seconds=-1)))

    assert client.get(reverse("people:words")).url == "/"
    forget_ended_logins()
    assert not Login.objects.filter(account=None).exists()


def test_wrong_words_and_an_unknown_name_answer_alike(client, cast):
    _page, answer = join(client, cast)
    name, _words = kept(answer)
    client.logout()

    def try_with(sign_in_name: str) -> str:
        said = {"sign_in_name": sign_in_name, "words": "none of these are right at all", "password": PASSWORD}
        html = client.post(reverse("people:come_back"), said).content.decode()
        html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)
        return html.replace(sign_in_name, "NAME")

    assert try_with(name) == try_with("nobody-here-999")
