"""Texts: every id that is used is there, every variable is filled or its sentence goes, critical ones keep theirs."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.texts import text
from accounts.texts.actions import load_shipped
from accounts.texts.models import Text
from accounts.texts.queries import DEFAULTS, forget, shipped
from accounts.texts.words import FALLBACKS, fill, variables_in

ROOT = Path(__file__).resolve().parents[3]
IN_TEMPLATES = re.compile(r"{% (?:text|text_head|text_title|text_rest|long_text) ['\"]([^'\"]+)['\"]")
IN_CODE = re.compile(r"\btext(?:_html)?\(\s*['\"]([a-zA-Z0-9_.]+)['\"]")


def used() -> set[tuple[str, str]]:
    found = set()
    for path in [*ROOT.glob("templates/**/*.html"), *ROOT.glob("templates/**/*.js")]:
        found |= {(str(path), text_id) for text_id in IN_TEMPLATES.findall(path.read_text("utf8"))}
    for layer in ("accounts", "community", "moderation", "config"):
        for path in (ROOT / layer).rglob("*.py"):
            found |= {(str(path), text_id) for text_id in IN_CODE.findall(path.read_text("utf8"))}
    return found


def test_every_text_that_is_shown_is_shipped():
    known, asked = set(shipped()), used()
    assert len(asked) > 40, "the search for texts finds too few to mean anything"

    missing = [
        f"{path}: {text_id}" for path, text_id in asked if text_id not in known and text_id != "card.id"
    ]

    assert not missing


@pytest.mark.parametrize("text_id", sorted(shipped()))
def test_no_variable_is_left_unfilled(text_id):
    words = str(shipped()[text_id]["words"])

    assert not variables_in(fill(words, {}))
    assert not variables_in(fill(words, dict.fromkeys(variables_in(words), "x")))


@pytest.mark.parametrize(("text_id", "said"), [
    ("card.danger", "go where other people are. Call your local emergency number."),
    ("card.eating", "needs a doctor today, or your local emergency number."),
    ("ask.read", "The team has read it."),
])  # fmt: skip
def test_what_stands_for_a_variable_begins_a_sentence_with_a_capital(text_id, said):
    assert said in fill(str(shipped()[text_id]["words"]), {})


def test_what_is_known_is_said_as_it_is():
    words = "Come. {emergency}. {duty_name} is here. - {operator} read it."

    known = {"emergency": "call 999", "duty_name": "asha", "operator": "we"}

    assert fill(words, known) == "Come. call 999. asha is here. - we read it."
    assert fill(words, {}, show=lambda value: f"<{value}>") == (
        "Come. <Call your local emergency number>. <The team> is here. - <The people who run this site> read it."
    )


def test_a_text_that_may_save_a_life_never_goes_silent():
    for text_id in ("help.body_first", "card.suicide", "card.medical", "card.danger", "ask.late", "err.503"):
        assert fill(str(shipped()[text_id]["words"]), {}), text_id


def test_a_safety_critical_text_keeps_its_variables_in_every_language():
    for path in DEFAULTS.glob("*.json"):
        for row in json.loads(path.read_text("utf8")):
            original = shipped()[row["id"]]
            if original["critical"]:
                assert variables_in(row["words"]) >= variables_in(str(original["words"])), (
                    path.name,
                    row["id"],
                )


def test_only_the_clause_goes_where_the_time_is_not_known():
    words = "We read what is written once a day, most days by {daily_time}. We are not here live."

    assert fill(words, {}) == "We read what is written once a day. We are not here live."
    assert "by 19:30." in fill(words, {"daily_time": "19:30"})


@given(st.text(), st.dictionaries(st.sampled_from([*FALLBACKS, "lines", "x1"]), st.text()))
def test_filling_never_raises(words, variables):
    assert not variables_in(fill(words, {name: value.replace("{", "") for name, value in variables.items()}))


@pytest.mark.django_db
def test_a_new_wording_is_a_new_version_and_the_newest_is_shown():
    load_shipped()
    assert load_shipped() == 0
    Text.objects.create(text_id="bar.help", owner="o" * 16, lang="en", version=1, words="Help", audience="G")
    forget()

    assert (text("bar.help", owner="o" * 16), text("bar.help")) == ("Help", "Get help now")


@pytest.mark.django_db
def test_an_unknown_id_is_an_error():
    with pytest.raises(KeyError):
        text("no.such.text")
