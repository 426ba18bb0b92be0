"""The second opinion: it raises and never lowers, shows what it goes by, and is made from the messages beside it."""

import json
from pathlib import Path

import pytest

from moderation.detection import training
from moderation.detection.engine import assess, default_lexicon, opinion
from moderation.detection.engine.assess import scene_of
from moderation.detection.engine.finding import Deadline
from moderation.detection.engine.levels import rank

CORPORA = Path(__file__).parents[2] / "corpora" / "detection"
BUILDING = sorted((CORPORA / "building").glob("*.jsonl"))
JUDGING = sorted((CORPORA / "judging").glob("*.jsonl"))


def rows_of(files: list[Path]) -> list[dict]:
    return [json.loads(line) for path in files for line in path.read_text("utf8").splitlines()]


@pytest.fixture(scope="module")
def judged():
    return [(row, assess(row["text"], second_opinion=False), assess(row["text"])) for row in rows_of(JUDGING)]


def test_it_never_lowers_or_takes_back_what_the_lexicon_says(judged):
    for _row, alone, together in judged:
        assert rank(together.level) >= rank(alone.level)
        assert set(alone.rules) <= set(together.rules)
        assert set(alone.flags) <= set(together.flags)


def test_it_finds_messages_that_no_phrase_finds(judged):
    grave = [(alone, together) for row, alone, together in judged if row["level"] in ("high", "imminent")]
    missed = [together for alone, together in grave if alone.level == "none"]

    assert sum(together.level != "none" for together in missed) > len(missed) / 4


def test_what_it_raises_is_named_and_its_words_are_marked(judged):
    raised = [(row, both) for row, alone, both in judged if rank(both.level) > rank(alone.level)]
    assert raised
    for row, finding in raised:
        spans = [span for span in finding.spans if span[2].startswith("opinion.")]
        assert 1 <= len(spans) <= opinion.MOST_MARKED
        assert all(0 <= start < end <= len(row["text"]) for start, end, _rule in spans)
        assert finding.why == (opinion.SAYS[finding.category],)
        assert finding.subject in ("self", "other")


def test_the_weights_are_made_from_the_messages_beside_them():
    head = json.loads(opinion.DEFAULT_FILE.open("rb").readline())

    assert head["corpora"] == training.digest_of(BUILDING), "The messages changed: bin/manage train_opinion"
    assert opinion.DEFAULT_FILE.stat().st_size < 5_000_000


def test_the_same_messages_give_the_same_weights_byte_for_byte(tmp_path):
    examples = training.examples_of(rows_of(BUILDING)[:120])

    for name in ("once", "again"):
        training.write_model(tmp_path / name, training.learn(examples), {}, "")

    assert (tmp_path / "once").read_bytes() == (tmp_path / "again").read_bytes()


def test_every_word_of_a_text_is_looked_at():
    text = "One line. " * 3 + "a long line without an end " * 40 + "\nand the last one here."
    reading = scene_of(text, default_lexicon(), Deadline(None)).reading

    seen = {at for window in opinion.windows(reading) for at in range(window.first, window.end)}

    assert seen == set(range(len(reading.words)))
