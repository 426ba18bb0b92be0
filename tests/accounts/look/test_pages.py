"""Pages of the look, and the pages for what went wrong: none of them needs the database."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from accounts.errors import Stale
from accounts.look import long_texts
from accounts.look.comfort import SIMPLE_COOKIE, THEME_COOKIE
from accounts.texts.templatetags.texts import text_html
from config import errors


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(
        "accounts.texts.queries._refresh", lambda: None
    )  # the shipped words, without the database
    return Client(headers={"accept-language": "en"})


@pytest.mark.parametrize("status", ["500", "503"])
def test_when_the_database_is_gone_the_page_still_leads_to_help(status):
    page = render_to_string(f"errors/{status}.html", {"request_id": "3f2a9c"})

    assert 'href="/help/"' in page
    assert "3f2a9c" in page


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 429])
def test_an_error_page_has_the_two_buttons_and_a_way_on(status, client):
    page = errors.page(RequestFactory().get("/"), status).content.decode()

    assert "Get help now" in page
    assert "data-leave-quickly" in page
    assert page.count("<h1>") == 1


def test_the_loser_of_a_race_reads_what_changed_and_that_the_words_are_kept(client):
    lost = Stale(
        "Someone else has this now.", kept="Your words are kept.", changes=("Raised to high at 20:56.",)
    )

    page = errors.problem(RequestFactory().get("/"), lost).content.decode()

    for words in ("Someone else has this now.", "Your words are kept.", "Raised to high at 20:56."):
        assert words in page


def test_words_sent_from_a_page_that_was_open_too_long_come_back_escaped(client):
    request = RequestFactory().post("/", {"text": "I stayed <b>up</b>"})

    page = errors.form_is_too_old(request).content.decode()

    assert "I stayed &lt;b&gt;up&lt;/b&gt;" in page


def test_a_theme_is_chosen_signed_out_and_stays_on_the_device(client):
    client.post(reverse("look:comfort"), {"theme": "low", "is_simple": "on"})

    assert client.cookies[THEME_COOKIE].value == "low"
    assert client.cookies[SIMPLE_COOKIE].value == "yes"
    assert 'data-theme="low"' in client.get(reverse("look:comfort")).content.decode()


def test_a_theme_nobody_knows_is_not_taken_from_the_cookie(client):
    client.cookies[THEME_COOKIE] = '"><script>'

    assert "data-theme" not in client.get(reverse("look:comfort")).content.decode()


def test_the_page_of_parts_is_for_developers_only(client):
    with override_settings(SHOW_PARTS=False):
        assert client.get(reverse("look:parts")).status_code == 404
    with override_settings(SHOW_PARTS=True):
        assert client.get(reverse("look:parts")).status_code == 200


def test_safety_buttons_come_first_after_the_skip_link(client):
    page = client.get(reverse("look:comfort")).content.decode()
    order = [
        page.index(sign) for sign in ('class="skip"', "Get help now", "Leave quickly", 'class="app-header"')
    ]

    assert order == sorted(order)


def test_the_private_page_answers_each_of_its_questions_under_a_heading(client):
    page = client.get(reverse("look:privacy")).content.decode()

    assert "<h1>What stays private and what does not</h1>" in page
    assert "<h2>Does a program read what I write?</h2>" in page
    assert "**" not in page


def test_guidelines_are_cut_into_thirteen_and_a_last_word(client):
    guidelines = long_texts.cut(text_html("guidelines"))

    assert len(guidelines.parts) == 13
    assert guidelines.parts[0][0] == "Be kind."
    assert guidelines.last_word.startswith("<strong>If something goes wrong</strong>")
