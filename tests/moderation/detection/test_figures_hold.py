"""Floors on our own building corpus: no change may quietly find less or alarm more.

It is the half the lexicon was built from, so these figures say nothing about unseen messages.
"""

from pathlib import Path

import pytest

from moderation.detection.engine.measure import measure

CORPUS = Path(__file__).parents[2] / "corpora" / "detection" / "building.jsonl"
GRAVE = ("high", "imminent")
FLAGGED = ("concern", *GRAVE)


@pytest.fixture(scope="module")
def made():
    with CORPUS.open(encoding="utf-8") as lines:
        return measure(lines)


def share(made, labelled, answered):
    return made.count(None, labelled, answered) / made.count(None, labelled, (*FLAGGED, "none"))


def test_every_line_of_the_corpus_is_a_labelled_message(made):
    assert made.bad_lines == []
    assert len(made.times) > 500


def test_what_needs_somebody_within_the_hour_is_found(made):
    assert share(made, GRAVE, GRAVE) >= 0.95


def test_imminent_is_hardly_ever_rated_none(made):
    assert share(made, ["imminent"], ["none"]) <= 0.04


def test_harmless_messages_are_left_alone(made):
    assert share(made, ["none"], FLAGGED) <= 0.02
    assert share(made, ["none"], ["imminent"]) == 0


def test_the_category_is_right_among_those_flagged(made):
    assert made.categories[True] / made.categories.total() >= 0.95
