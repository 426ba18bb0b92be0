"""Help: only checked lines, never an empty page, and an answer whatever is broken."""

import re

import pytest
from django.db import OperationalError

from accounts.help import actions, copies
from accounts.help.cards import EMERGENCY_FIRST, help_card
from accounts.help.models import HelpLine
from accounts.help.queries import lines_for, text_address, variables
from accounts.people.models import Account
from moderation.cases.cards import card_for
from moderation.detection.engine import CATEGORIES, LEVELS, Finding

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def copies_of_this_test(settings, tmp_path):
    settings.COPIES_ROOT = tmp_path
    copies._tried_at.clear()


@pytest.fixture
def checked():
    actions.import_lines()
    noor = Account.objects.create(sign_in_name="noor-checks-101")
    actions.verify_lines(lines=HelpLine.objects.filter(country__in=["GB", "ZZ"]), by=noor)
    copies.make_copies()
    return noor


def test_an_unchecked_line_is_never_shown(client):
    actions.import_lines()

    html = client.get("/help/gb/").content.decode()

    assert "Samaritans" not in html
    assert "call your local emergency number" in html


def test_checked_lines_stand_with_the_emergency_number_first(client, checked):
    html = client.get("/help/gb/").content.decode()

    assert html.index("Call 999") < html.index("Samaritans")
    assert 'href="sms:85258?body=SHOUT"' in html
    assert "From here we can't see if anyone is on shift." in html.replace("&#x27;", "'")
    assert len(html.encode()) <= 30_000


def test_a_country_without_checked_lines_shows_the_directory(client, checked):
    html = client.get("/help/fr/").content.decode()

    assert "3114" not in html
    assert lines_for("FR").directory[0].name in html


def test_the_page_answers_from_its_copy_when_the_database_is_away(client, checked, monkeypatch):
    monkeypatch.setattr(copies, "FRESH_FOR", -1)
    monkeypatch.setattr(copies, "lines_for", lambda country: (_ for _ in ()).throw(OperationalError))

    answer = client.get("/help/gb/")

    assert answer.status_code == 200
    assert b"Samaritans" in answer.content


def test_the_page_asks_the_database_nothing_while_its_copy_is_fresh(client, checked, max_queries):
    with max_queries(0, "help page"):
        assert client.get("/help/gb/").status_code == 200


def test_a_line_that_changed_must_be_checked_again(checked):
    HelpLine.objects.filter(name="Samaritans", country="GB").update(phone="000")

    actions.import_lines()

    assert HelpLine.objects.get(name="Samaritans", country="GB").verified_at is None


@pytest.mark.parametrize(("words", "address"), [
    ("Text SHOUT to 85258", "sms:85258?body=SHOUT"), ("Text 988", "sms:988"), ("0477 13 11 14", "sms:0477131114"),
    ("WhatsApp 9151 1767", ""), ("", ""),
])  # fmt: skip
def test_a_text_address_is_made_only_where_it_is_plain(words, address):
    assert text_address(HelpLine(text=words)) == address


def test_what_is_not_known_is_empty_and_its_sentence_goes(checked):
    assert variables(lines_for("GB"))["deaf_access"] == ""
    assert variables(lines_for("GB"))["emergency"].startswith("<a")


@pytest.mark.parametrize("level", LEVELS[1:])
@pytest.mark.parametrize("subject", ["self", "other"])
@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_and_subject_has_its_card(checked, category, subject, level):
    text_id = card_for(Finding(level=level, category=category, subject=subject))
    card = help_card(text_id, country="GB", is_imminent=level == "imminent")

    if subject == "other":
        assert text_id == "card.other"
    elif category == "overdose_or_medical":
        assert text_id == "card.medical"
    elif category == "abuse":
        assert text_id == ("card.danger" if level == "imminent" else "card.abuse")
    if level == "imminent" or text_id in EMERGENCY_FIRST:
        assert card.emergency_first
        assert card.lines.emergency == ["999", "112"]


@pytest.mark.parametrize("flag", ["attack", "encouragement"])
def test_nobody_who_attacks_is_thanked(flag):
    assert card_for(Finding(level="high", category="abuse", subject="other", flags=(flag,))) is None
    assert (
        card_for(Finding(level="high", category="suicide", subject="self", flags=(flag,))) == "card.suicide"
    )


def test_the_folds_of_the_help_page_are_titles_without_a_full_stop(client, checked):
    html = client.get("/help/gb/").content.decode()

    folds = re.findall(r"<summary>.*?</svg>(.*?)</summary>", html, re.DOTALL)
    assert len(folds) >= 5, "needs the folds"
    assert not [fold for fold in folds if fold.strip().endswith(".")]
