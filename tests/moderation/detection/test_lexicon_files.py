"""The lexicon as data: what is refused, and why; and the shipped files' own sentences."""

from time import process_time

import pytest

from moderation.detection.engine import BadLexicon, assess, default_lexicon, load_lexicon
from moderation.detection.engine.checking import check
from moderation.detection.engine.phrases import Slots, expand, parts

ENTRY = """
[[entry]]
id = "en.test"
phrases = ["{want} (fall|drop) .. now"]
evidence = "ideation"
category = "suicide"
says = "they want to fall"
author = "a test"
date = 2026-11-24
positive = ["I want to fall right now", "we want to drop it all now"]
negative = ["nothing here", "not this one"]
"""


def write_lexicon(folder, entries=ENTRY, slots='want = ["want to", "wanna"]', context=""):
    (folder / "en").mkdir(parents=True)
    (folder / "en" / "entries.toml").write_text(entries)
    (folder / "en" / "slots.toml").write_text(slots)
    (folder / "en" / "context.toml").write_text(context)
    return folder


def test_every_shipped_entry_passes_its_own_sentences_and_none_contradict():
    assert check(default_lexicon()) == []


def test_the_shipped_lexicon_loads_in_about_a_second_of_work():
    started = process_time()
    load_lexicon(default_lexicon_folder())
    assert (
        process_time() - started < 4
    )  # about 0.6 on a quiet machine; a busy one counts more for the same work


def default_lexicon_folder():
    from moderation.detection.engine.lexicon import DEFAULT_FOLDER

    return DEFAULT_FOLDER


def test_six_languages_are_shipped():
    assert set(default_lexicon().languages) == {"en", "es", "pt", "fr", "de", "zh"}


def test_an_entry_of_ones_own_is_found_over_a_gap(tmp_path):
    lexicon = load_lexicon(write_lexicon(tmp_path / "one"))
    assert assess("I wanna drop it all now", lexicon=lexicon, second_opinion=False).rules == ("en.test",)
    assert (
        assess("I wanna drop one two three four five six now", lexicon=lexicon, second_opinion=False).rules
        == ()
    )
    assert assess("I wanna drop. It is now", lexicon=lexicon, second_opinion=False).rules == ()


def test_a_changed_file_is_a_changed_version(tmp_path):
    one = load_lexicon(write_lexicon(tmp_path / "one"))
    other = load_lexicon(write_lexicon(tmp_path / "two", ENTRY.replace("fall|drop", "fall|sink")))
    assert one.version != other.version


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (ENTRY.replace('evidence = "ideation"', 'evidence = "sadness"'), "no evidence of the kind"),
        (ENTRY.replace('author = "a test"', ""), "author is missing"),
        (ENTRY.replace('category = "suicide"', 'category = "weather"'), "a category is needed"),
        (ENTRY.replace('"I want to fall right now", ', ""), "2 positive and 2 negative"),
        (ENTRY.replace("{want}", "{wish}"), "no slot is named 'wish'"),
        (ENTRY.replace("(fall|drop)", "(fall|drop"), "a bracket is never closed"),
        (ENTRY.replace("(fall|drop) ..", "fall) .."), "on its own"),
        (ENTRY.replace('"en.test"', '"fr.test"'), "does not begin with en."),
        (ENTRY.replace("2026-11-24", '"today"'), "date is not a date"),
        (ENTRY + ENTRY, "two entries have this id"),
        (ENTRY + 'flags = ["shouting"]', "no flag 'shouting'"),
        (ENTRY + 'colour = "red"', "colour is not a field"),
        ("[[entry]\n", "entries.toml"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(tmp_path, broken, reason):
    with pytest.raises(BadLexicon, match=reason.replace("(", r"\(")):
        load_lexicon(write_lexicon(tmp_path / "broken", broken))


def test_slots_that_form_a_circle_are_refused(tmp_path):
    with pytest.raises(BadLexicon, match="circle: want > need > want"):
        load_lexicon(write_lexicon(tmp_path / "circle", slots='want = ["{need}"]\nneed = ["{want}"]'))


def test_a_phrase_that_would_grow_without_end_is_refused():
    ten = f"({'|'.join('abcdefghij')})"
    with pytest.raises(BadLexicon, match="more than"):
        expand(" ".join([ten] * 4), Slots.of({}))


def test_a_phrase_is_spelled_out_with_its_options():
    assert expand("[so] (tired|weary) of it", Slots.of({})) == {
        ("so", "tired", "of", "it"),
        ("so", "weary", "of", "it"),
        ("tired", "of", "it"),
        ("weary", "of", "it"),
    }


def test_a_part_that_could_be_nothing_is_refused():
    with pytest.raises(BadLexicon, match="could be empty"):
        parts("fall .. [now]", Slots.of({}))


def test_entries_that_share_words_but_not_harm_are_named(tmp_path):
    harmless = (
        ENTRY.replace("en.test", "en.figure").replace('"ideation"', '"harmless"').replace(" .. now", "")
    )
    danger = ENTRY.replace(" .. now", "")
    lexicon = load_lexicon(write_lexicon(tmp_path / "both", danger + harmless))
    assert "en.figure and en.test: the same words, but one calls them harmless" in check(lexicon)
