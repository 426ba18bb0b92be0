"""JSON Lines in and out, and the figures of `evaluate`."""

import json

import pytest

from moderation.detection.engine.lines import assess_lines
from moderation.detection.engine.measure import measure, report, wilson


def answers(*lines):
    return [json.loads(answer) for answer in assess_lines(lines)]


def test_each_message_is_answered_with_its_id():
    (answer,) = answers('{"id": "m1", "text": "I want to die", "lang": "en"}')
    assert set(answer) == {
        "id",
        "level",
        "category",
        "subject",
        "flags",
        "lang",
        "score",
        "spans",
        "rules",
        "why",
        "lexicon",
        "ms",
    }
    assert (answer["id"], answer["level"], answer["category"], answer["subject"]) == (
        "m1",
        "high",
        "suicide",
        "self",
    )
    assert answer["spans"] == [[2, 13, "en.suicide.wants-to-die"]]


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        "[]",
        "7",
        '{"id": "x"}',
        '{"id": "x", "text": 5}',
        '{"text": "a", "lang": 3}',
        "[" * 100_000,
        '{"text": ',
    ],
)
def test_a_bad_line_gets_an_error_and_the_next_is_still_answered(bad):
    first, second = answers(bad, '{"id": 2, "text": "hello"}')
    assert first["error"]
    assert (second["id"], second["level"]) == (2, "none")


def test_empty_lines_are_passed_over_and_strange_characters_survive():
    (answer,) = answers("\n", '{"id": 1, "text": "\\ud800 \\u0000 I want to die"}')
    assert answer["level"] == "high"


def gold(level, text, category="suicide", lang="en"):
    return json.dumps({"text": text, "level": level, "category": category, "lang": lang})


def test_figures_count_what_was_found_and_what_was_not():
    made = measure(
        [
            gold("high", "I want to die"),
            gold("imminent", "blue cheese"),
            gold("none", "I want to die"),
            gold("none", "hello"),
            "broken",
            gold("loud", "x"),
        ]
    )
    assert made.count("en", ["high"], ["high"]) == 1
    assert made.count(None, ["imminent"], ["none"]) == 1
    assert made.bad_lines == [5, 6]
    text = "\n".join(report(made))
    assert "high or above: recall 1/2 = 50.0%" in text
    assert "precision 1/2 = 50.0%" in text
    assert "imminent rated none: 1/1" in text
    assert "false alarms on harmless: 1/2" in text


def test_figures_of_nothing_say_so():
    assert "no messages" in "\n".join(report(measure([])))


def test_the_interval_is_wilsons():
    low, high = wilson(9, 10)
    assert low == pytest.approx(0.596, abs=0.001)
    assert high == pytest.approx(0.982, abs=0.001)
