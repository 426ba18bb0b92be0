"""New recovery words open the account, so whoever finds a phone unlocked does not get them."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from accounts.people.actions import open_account

pytestmark = pytest.mark.django_db
PASSWORD = "five plain words in a row"


def test_new_words_are_shown_once_the_password_was_given_again(client):
    account, old = open_account(name_words="copper-kettle", password=PASSWORD)
    client.force_login(account)

    asked = client.post(reverse("people:new_words"))
    shown = client.post(asked["Location"], {"password": PASSWORD}, follow=True)

    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    fresh = re.findall(r"<li>([a-z]{3,8})</li>", shown.content.decode())
    assert len(fresh) == 8
    assert fresh != old


def test_behind_a_second_factor_the_new_words_wait_and_are_seen_after_it(client):
    account, old = open_account(name_words="copper-kettle", password=PASSWORD)
    secret = generate_totp_secret()
    TOTP.activate(account, secret)

    asked = client.post(reverse("people:come_back"), {
        "sign_in_name": account.sign_in_name, "words": " ".join(old), "password": "another sentence"})  # fmt: skip
    before = client.get(reverse("people:words"))
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    shown = client.post(asked["Location"], {"code": code}, follow=True)

    assert asked["Location"] == reverse("mfa_authenticate")
    assert before["Location"].startswith(reverse("account_login"))
    fresh = re.findall(r"<li>([a-z]{3,8})</li>", shown.content.decode())
    assert len(fresh) == 8
    assert fresh != old
