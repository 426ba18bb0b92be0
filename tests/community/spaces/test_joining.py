"""A newcomer joins without an address, keeps two things, and comes back with them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.clock import from_now
from accounts.people.actions import forget_ended_logins
from accounts.people.models import Account, Consent
from accounts.people.sessions import Login
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
    ("is_adult", None), ("agrees", None), ("password", "short"), ("own", "The Team"), ("own", "Quiet Her0n"),
    ("own", "jamie_leeds1992"), ("website", "spam"),
])  # fmt: skip
def test_what_is_missing_or_wrong_is_said_and_what_was_typed_is_kept(client, cast, field, value):
    _page, answer = join(client, cast, **{field: value})

    assert answer.status_code == 422
    assert not Account.objects.filter(sign_in_name__startswith="copper-kettle").exists()
    assert b"copper-kettle" in answer.content


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
