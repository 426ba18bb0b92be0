"""Whatever a string can hold: an answer, spans inside the text, work that grows no faster than the text."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.detection.engine import CATEGORIES, FLAGS, LEVELS, OutOfTime, assess, default_lexicon

ANY_CHARACTER = st.characters()  # lone surrogates and NUL among them
PIECES = st.sampled_from(
    [
        "I want to die",
        " not ",
        ", but ",
        "kill myself",
        "k*ll",
        "tonight",
        "the pills",
        "bye everyone",
        "“",
        "”",
        '"',
        "我不想活了",
        "quiero morir",
        "👋",
        "💊",
        "\u200b",
        "\u0301",
        "\ud800",
        "\0",
        ". ",
        "\n",
        "d i e",
        "****",
        "5 kms",
        "ﷺ",
        "ǆ",
        "İ",
        "ß",
        "a\u0308",
        "\u202e",
        "my sister said ",
        "years ago ",
        "haha",
    ]
)
TEXTS = st.one_of(st.text(ANY_CHARACTER, max_size=400), st.lists(PIECES, max_size=40).map("".join))

HOSTILE = {
    "one letter": "a",
    "single letters": "a ",
    "a wish": "i want to die ",
    "nots": "not ",
    "quotes": '"',
    "stars": "*",
    "starred": "a*",
    "emoji": "😂",
    "Chinese": "我想死",
    "combining": "a\u0301",
    "surrogates": "\ud800",
    "full stops": ". ",
    "half a phrase": "i want to hurt and ",
    "leet": "k1ll ",
    "hyphens": "a-",
    "turns": "but ",
}


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_text_gets_an_answer_with_spans_inside_it(text):
    finding = assess(text)
    assert finding.level in LEVELS
    assert finding.category in ("none", *CATEGORIES)
    assert set(finding.flags) <= set(FLAGS)
    assert (finding.level == "none") == (finding.category == "none") == (finding.subject == "none")
    assert 0 <= finding.score <= 1
    assert all(0 <= start < end <= len(text) for start, end, _ in finding.spans)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(TEXTS, max_size=4))
def test_earlier_messages_never_break_and_never_lower(text, earlier):
    assert LEVELS.index(assess(text, earlier=earlier).level) >= LEVELS.index(assess(text).level)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_plain_wish_to_die_is_found_whatever_stands_on_the_lines_around_it(text):
    # Quotation marks are left out: an open one may well turn what follows into a quotation.
    around = "".join(char for char in text if char not in '"“”„«»「」『』')
    finding = assess(f"{around}\n\nI want to die.\n\n{around}")
    assert finding.level != "none"


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_the_text_is_at_most_twice_the_work(piece):
    once, twice = (calls_made(lambda size=size: assess(piece * size)) for size in (1500, 3000))
    assert twice <= 2.2 * once + 400


def test_twenty_thousand_characters_of_each_kind_are_answered():
    for piece in HOSTILE.values():
        assert assess((piece * 20_000)[:20_000]).level in LEVELS


def test_a_passed_deadline_is_an_error_of_its_own():
    with pytest.raises(OutOfTime):
        assess("hello", deadline_s=-1.0)
    assert assess("hello", deadline_s=60).level == "none"


def test_the_same_text_gets_the_same_finding():
    words = "I want to die, I have the pills, bye everyone. add me on snapchat"
    assert assess(words) == assess(words)
    assert assess(words).lexicon == default_lexicon().version


def calls_made(run) -> int:
    """Python calls and calls into C: a count of work that no busy machine can change."""
    run()  # caches are filled
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return calls
