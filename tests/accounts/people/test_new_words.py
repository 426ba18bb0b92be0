"""New recovery words open the account, so whoever finds a phone unlocked does not get them."""

import re

import pytest
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
