"""A person's devices: what a browser is called, and what comes along to a new one."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.look.comfort import SIMPLE_COOKIE, THEME_COOKIE
from accounts.people.actions import open_account
from accounts.people.browsers import browser_words

PASSWORD = "five plain words in a row"
MOBILE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"


@pytest.mark.parametrize(("user_agent", "words"), [
    ("Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0", "Firefox on Android"),
    (f"Mozilla/5.0 (Linux; Android 14; SM-S911B) {WEBKIT} Mobile Safari/537.36", "Chrome on Android"),
    (f"Mozilla/5.0 (Linux; Android 14) {MOBILE} SamsungBrowser/26.0 Chrome/122.0 Mobile Safari/537.36",
     "Samsung Internet on Android"),
    (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {MOBILE} Version/18.1 Mobile/15E148 Safari/604.1",
     "Safari on iPhone"),
    (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {MOBILE} FxiOS/132.0 Mobile/15E148 Safari/605.1.15",
     "Firefox on iPhone"),
    (f"Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) {MOBILE} CriOS/131.0 Mobile/15E148 Safari/604.1",
     "Chrome on iPad"),
    (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Safari/537.36 Edg/131.0.0.0", "Edge on Windows"),
    (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Safari/537.36 OPR/115.0", "Opera on Windows"),
    (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {MOBILE} Version/18.1 Safari/605.1.15",
     "Safari on Mac or iPad"),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox on Linux"),
    (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} Safari/537.36", "Chrome on Chromebook"),
    ("Mozilla/5.0 (Windows NT 10.0) Something/1.0", "A browser on Windows"), ("curl/8.5.0", "A browser"),
    ("", "A browser"), ("<script>", "A browser"),
])  # fmt: skip
def test_a_browser_is_called_by_what_it_surely_is(user_agent, words):
    assert browser_words(user_agent) == words


@pytest.fixture
def sam(db):
    account, _words = open_account(name_words="quiet-heron", password=PASSWORD)
    return account


def signed_in(account, **headers) -> Client:
    client = Client(**headers)
    answer = client.post(reverse("account_login"), {"login": account.sign_in_name, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def test_the_page_of_logins_says_browser_and_day_and_never_the_raw_line(sam):
    phone = f"Mozilla/5.0 (Linux; Android 14; SM-S911B) {WEBKIT} Mobile Safari/537.36"
    signed_in(sam, HTTP_USER_AGENT=phone)
    here = signed_in(
        sam, HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
    )

    html = here.get(reverse("usersessions_list")).content.decode()

    assert "<strong>Chrome on Android</strong>" in html
    assert "<strong>Firefox on Linux</strong>" in html
    assert html.count("Signed in on") == 2
    assert html.count("here, now") == 1
    assert not [raw for raw in ("SM-S911B", "Mozilla", "Gecko") if raw in html]


def test_what_makes_pages_easier_comes_along_to_a_new_device(sam):
    first = signed_in(sam)
    first.post(reverse("look:comfort"), {"theme": "low", "is_simple": "on"})

    second = signed_in(sam)

    assert second.cookies[THEME_COOKIE].value == "low"
    assert second.cookies[SIMPLE_COOKIE].value == "yes"
    assert 'data-theme="low"' in second.get("/help/").content.decode()
    page = second.get(reverse("look:comfort")).content.decode()
    assert page.count("checked") == 2


def test_a_device_with_a_choice_of_its_own_keeps_it(sam):
    signed_in(sam).post(reverse("look:comfort"), {"theme": "dark"})
    other = Client()
    other.post(reverse("look:comfort"), {"theme": "light"})

    other.post(reverse("account_login"), {"login": sam.sign_in_name, "password": PASSWORD})

    assert other.cookies[THEME_COOKIE].value == "light"


def test_coming_back_with_the_words_brings_it_along_too(db):
    account, words = open_account(name_words="quiet-heron", password=PASSWORD)
    signed_in(account).post(reverse("look:comfort"), {"theme": "dark"})
    other = Client()

    said = {
        "sign_in_name": account.sign_in_name,
        "words": " ".join(words),
        "password": "another plain sentence",
    }
    other.post(reverse("people:come_back"), said)

    assert other.cookies[THEME_COOKIE].value == "dark"


def test_password_managers_and_search_engines_find_what_they_look_for(client):
    robots = client.get("/robots.txt")

    assert client.get("/.well-known/change-password")["Location"] == reverse("account_change_password")
    assert robots["Content-Type"].startswith("text/plain")
    assert robots.content.decode().splitlines()[-1] == "Disallow: /"
    assert "/c/" not in robots.content.decode(), "not even that there are communities"
