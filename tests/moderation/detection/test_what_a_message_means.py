"""Levels, categories and subjects by family of phrasing. The sentences are ours, not the labelled sample's."""

import pytest

from moderation.detection.engine import assess

MEANT = [
    # (level, category, subject, words)
    ("high", "suicide", "self", "I really just want to die"),
    ("high", "suicide", "self", "My brain keeps telling me to kill myself"),
    ("high", "suicide", "self", "not gonna lie, I want to be dead"),
    ("high", "suicide", "self", "I've felt like I want to die for weeks now"),
    ("imminent", "suicide", "self", "I'm going to kill myself tonight"),
    ("imminent", "suicide", "self", "the pills are lined up in front of me"),
    (
        "imminent",
        "suicide",
        "self",
        "Thanks for being kind to me. I won't be here tomorrow. Please feed the cat.",
    ),
    ("imminent", "suicide", "self", "I've written letters to my kids"),
    ("imminent", "suicide", "other", "My best friend just texted me goodbye and turned off her phone"),
    ("high", "suicide", "other", "my flatmate says she wants to kill herself"),
    ("concern", "suicide", "self", "everyone would be better off without me"),
    ("concern", "suicide", "self", "lately the old thoughts are coming back"),
    ("high", "suicide", "self", "I pray I don't wake up, every single night"),
    ("imminent", "overdose_or_medical", "self", "I just took all my pills"),
    ("imminent", "overdose_or_medical", "other", "she's taken something and I can't wake her"),
    ("high", "overdose_or_medical", "self", "I accidentally took my meds twice"),
    ("imminent", "overdose_or_medical", "self", "I accidentally took my meds twice and feel dizzy"),
    ("high", "self_harm", "self", "I cut myself last night"),
    ("concern", "self_harm", "self", "I've been having urges again"),
    ("high", "eating_disorder", "self", "I haven't eaten in four days"),
    ("concern", "eating_disorder", "self", "I hate my body so much today"),
    ("high", "abuse", "self", "my stepdad hit me again"),
    ("concern", "abuse", "self", "I don't feel safe at home"),
    ("imminent", "abuse", "self", "he's breaking down the door please help"),
    ("high", "abuse", "other", "do us all a favour and die"),
    ("high", "harm_to_others", "self", "I swear I'll make them pay"),
    ("imminent", "harm_to_others", "self", "bringing a gun to school tomorrow"),
    # other languages
    ("high", "suicide", "self", "me quiero morir"),
    ("imminent", "suicide", "self", "quiero morir y tengo las pastillas"),
    ("high", "suicide", "self", "não quero mais viver"),
    ("imminent", "suicide", "self", "ce soir je me tue, adieu"),
    ("high", "suicide", "other", "meine Schwester will sich umbringen"),
    ("imminent", "suicide", "self", "Der Abschiedsbrief ist fertig"),
    ("high", "suicide", "self", "我不想活了"),
    ("imminent", "overdose_or_medical", "self", "我吞了一整瓶药"),
]

HARMLESS = [
    "this homework is killing me",
    "I ran 5 kms today and feel great",
    "dying to know how it ends",
    "that cake is to die for",
    "I don't want to die, I want to sleep",
    "I'm not suicidal, just tired",
    "Ten years ago I wanted to die. Today I have a garden and I'm grateful.",
    "My brother killed himself in 2019, I miss him",
    "Suicide prevention week starts Monday",
    'The lyric goes "I want to die young" and everybody sings along',
    "If you are thinking of ending your life please call someone",
    "Have you had thoughts of hurting yourself? You can tell me.",
    "cut myself shaving again",
    "bye everyone, see you next week",
    "he beat me at chess",
    "I could murder a curry",
    "please don't kill yourself over an exam",
    "took my pills with breakfast",
    "me muero de hambre",
    "tô morrendo de sono",
    "ce travail me tue",
    "ich sterbe vor Hunger",
    "困死了，晚安",
]


@pytest.mark.parametrize(("level", "category", "subject", "words"), MEANT)
def test_a_message_is_read_as_a_trained_moderator_would(level, category, subject, words):
    finding = assess(words)
    assert (finding.level, finding.category, finding.subject) == (level, category, subject), finding.rules


@pytest.mark.parametrize("words", HARMLESS)
def test_ordinary_talk_raises_nothing(words):
    finding = assess(words)
    assert (finding.level, finding.category, finding.subject) == ("none", "none", "none"), finding.rules


@pytest.mark.parametrize(
    "words",
    [
        "I want to d1e",
        "i wannna dieeee",
        "w a n t  t o  d i e",
        "I want to k*ll myself",
        "I w\u0430nt to di\u0435",
        "I want to d\u200bie",
        "i want to kil mysef",
        "thinking of s*icide again",
        "I want to 𝓭𝓲𝓮",
        "I wanna d!e",
        "I want to u n a l i v e myself",
        "thinking about sewerslide",
        "WANT TO DIE",
        "i wanttodie",
    ],
)
def test_disguised_words_are_read(words):
    assert assess(words).level == "high"


@pytest.mark.parametrize(
    "words",
    [
        "My analysis of the assassin bug",
        "5kms along the canal",
        "https://example.org/die/kms",
        "Пойду домой",
        "k2 d1 s4 are my chess notes",
        "S.O.S. is a song",
        "the DIE casting firm",
        "Gооd mоrning",
    ],
)
def test_words_that_only_look_disguised_are_left_alone(words):
    assert assess(words).level == "none"


def test_but_ends_reassurance():
    assert assess("I'm not suicidal but I want to be dead").level == "high"
    assert assess("not suicidal, just wouldn't mind not existing").level == "concern"


def test_one_line_in_a_long_post_counts_as_much_as_alone():
    around = "We planted beans and the weather held. My sister came by with cake. " * 40
    finding = assess(f"{around}I want to kill myself. {around}")
    assert finding.level == "high"
    start, end, rule = finding.spans[0]
    assert (around + "I want to kill myself")[start:end].endswith("kill myself")
    assert rule == "en.suicide.wants-to-die"


def test_chat_written_in_pieces_adds_up():
    assert assess("bye everyone").level == "none"
    assert assess("bye everyone", earlier=["I want to die", "I have the pills"]).level == "imminent"


def test_earlier_messages_alone_raise_nothing():
    assert assess("what is for dinner?", earlier=["I want to die", "I have the pills"]).level == "none"


def test_a_time_raises_only_what_is_said_in_the_same_breath():
    assert assess("I want to die tonight").level == "imminent"
    assert assess("I want to die. My mother cooks. We watch a film. The film is on tonight.").level == "high"


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        ("method", "what is the most painless way to die"),
        ("attack", "kys loser"),
        ("encouragement", "looking for someone to die with"),
        ("contact", "add me on snapchat and don't tell your parents"),
    ],
)
def test_what_may_be_held_is_flagged_beside_the_level(flag, words):
    assert flag in assess(words).flags


def test_fishing_for_contact_is_a_flag_and_no_distress():
    finding = assess("add me on snapchat")
    assert (finding.level, finding.category, finding.flags) == ("none", "none", ("contact",))


def test_the_reason_is_a_sentence_of_ours_and_never_quotes():
    words = "Wilhelmina, I want to kill myself tonight"
    reasons = assess(words).why
    assert reasons == ("wants to die, with a time",)


def test_the_main_language_is_named_and_a_missing_lexicon_admitted():
    assert assess("ich weiß nicht, was das ist und wie es geht").lang == "de"
    assert assess("no sé qué es lo que pasa con el tiempo").lang == "es"
    assert assess("今天天气很好").lang == "zh"
    japanese = assess("今日はとても楽しかったです")
    assert (japanese.lang, japanese.known_language) == ("ja", False)
    assert assess("ciao a tutti", lang="it").known_language is False
