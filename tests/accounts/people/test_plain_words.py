"""What goes wrong at the doors is said in our words, warm and with what to do, not in a library's."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from accounts.people.actions import open_account

pytestmark = pytest.mark.django_db
PASSWORD = "five plain words in a row"
COLD = re.compile(
    r"and/or|username|specified|invalid|incorrect|too common|must contain|similar to", re.IGNORECASE
)


def told(answer) -> str:
    """What stands in the page's error summary."""
    html = answer.content.decode()
    assert 'id="what-to-change"' in html
    words = re.sub(r"<[^>]+>|\s+", " ", html.partition('id="what-to-change"')[2].partition("</div>")[0])
    assert not COLD.search(words), words
    return re.sub(r" +", " ", words)


def test_a_sign_in_that_does_not_fit_says_so_kindly(client):
    known, _words = open_account(name_words="copper-kettle", password=PASSWORD)

    for name in (known.sign_in_name, "nobody-here-999"):
        answer = client.post(reverse("account_login"), {"login": name, "password": "not the one at all"})
        assert "Sign-in name and password don’t fit together." in told(answer)


@pytest.mark.parametrize(("password", "said"), [
    ("short", "This is a bit short."), ("qwertyuiop", "Many people use this one"),
])  # fmt: skip
def test_a_password_that_will_not_do_says_what_would(client, cast, password, said):
    join = {"is_adult": "on", "own": "Slow Tuesday", "agrees": "on", "password": password}
    back = {"sign_in_name": "nobody-here-999", "words": "none of them", "password": password}

    assert said in told(client.post(reverse("spaces:join", args=["low"]), join))
    assert said in told(client.post(reverse("people:come_back"), back))


def test_a_password_like_the_sign_in_name_says_so(client):
    account, _words = open_account(name_words="copper-kettle", password=PASSWORD)
    client.force_login(account)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    new = {"oldpassword": PASSWORD, "password1": account.sign_in_name, "password2": account.sign_in_name}

    answer = client.post(reverse("account_change_password"), new)

    assert "too much like your sign-in name" in told(answer)


def test_a_box_that_is_not_ticked_is_not_called_empty(client, cast):
    answer = client.post(reverse("spaces:join", args=["low"]), {"own": "Slow Tuesday", "password": ""})

    words = told(answer)
    assert words.count("Please tick this to go on.") == 2
    assert words.count("This is still empty.") == 1


def test_wrong_digits_say_what_to_do(client):
    account, _words = open_account(name_words="copper-kettle", password=PASSWORD)
    TOTP.activate(account, generate_totp_secret())
    asked = client.post(reverse("account_login"), {"login": account.sign_in_name, "password": PASSWORD})

    answer = client.post(asked["Location"], {"code": "000000"})

    assert "These digits don’t fit." in answer.content.decode()
