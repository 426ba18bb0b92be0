"""Whole families of English phrasing, each with what only sounds like it. Our own sentences throughout."""

import pytest

from moderation.detection.engine import assess

GOODBYES = [
    "thank you for everything. goodbye everyone",
    "I've found a home for the dog and paid what I owed. Goodbye, all of you.",
    "The letters are in the top drawer. Look after each other. Goodbye.",
    "You were all so patient with me. Thanks for everything. Goodbye my friends.",
    "i feel so calm tonight. goodbye everybody",
    "Everything is paid and the flat is clean. I feel lighter than in years. Bye everyone.",
    "Please don't be sad. Goodbye everyone, be kind to each other.",
    "My neighbour has the cat now. I gave the guitar to my nephew. I'm at peace.",
    "I gave away most of my records today. Strange how calm I am.",
    "I've written to each of my children and put my affairs in order.",
    "goodbye you lot. I'm sorry for everything",
]
ORDINARY_GOODBYES = [
    "goodbye everyone, see you Thursday",
    "Thank you for everything tonight, goodbye all, see you next week",
    "good night all, thanks for listening",
    "bye for now, tea is ready",
    "Goodbye everyone, talk soon!",
    "right, that's me off to bed, bye all, look after each other",
    "Thanks for everything, bye for now, back on Sunday",
    "Goodbye all of you, same time tomorrow",
    "last day at work today, said goodbye to everyone, thank you for everything they gave me",
    "my gran died in March, I never said goodbye to her",
    "love you all, bye xx",
]
PREPARATION = [
    "I have given away all my things and written the letters.",
    "gave my cat to my sister. letters done. i feel calm",
    "I've sorted my will, rehomed the dogs and cancelled the phone. No more worries.",
]
HOUSEKEEPING = [
    "We're moving house on Friday, gave away all my old furniture",
    "Took three bags to the charity shop, gave away most of my clothes",
    "Decluttering weekend: gave away my books and put my papers in order",
    "I found a new home for my cat because I'm allergic",
    "I wrote letters to my family from camp",
    "put my affairs in order before the move abroad",
    "I feel calm today after yoga",
]
FEARED = [
    ("self_harm", "I'm scared I'm going to hurt myself tonight"),
    ("self_harm", "Haven't cut since last summer. I'm scared I'm going to hurt myself tonight."),
    ("self_harm", "i haven't done it since last summer but i'm afraid i'll cut tonight"),
    ("suicide", "I'm scared I'm going to do it tonight"),
    ("suicide", "terrified that I might do something to myself tonight"),
    ("suicide", "I don't know if I can keep myself safe tonight"),
    ("suicide", "frightened of what I'll do to myself if I'm left alone"),
]
FALSE_ALARMS = [
    "I started a new job on Monday",
    "I started the course yesterday and I did it wrong twice",
    "I did it wrong and had to start again",
    "We started late and it's done now",
    "I did it! I passed my driving test",
    "I'm hopeless with numbers",
    "he's hopeless at parking",
    "completely useless with my new phone",
    "I feel hopeless at small talk",
    "What's it for, the little blue lever?",
    "what is it for? the third remote I mean",
    "this meeting is pointless",
    "I'm scared I'm going to miss the bus tonight",
    "scared I'll do it badly at the concert tonight",
]
SUBJECTS = [
    ("concern", "suicide", "self", "They'd all be better off without me"),
    ("concern", "suicide", "self", "She would be happier without me and so would the kids"),
    ("concern", "suicide", "self", "he says it isn't true but I'm a burden to him"),
    ("concern", "suicide", "other", "my brother says everyone would be better off without him"),
    (
        "imminent",
        "suicide",
        "other",
        "My flatmate has locked herself in with the pills and says she wants to die",
    ),
    ("imminent", "suicide", "other", "he's shut himself in the garage with a rope, he told me he wants out"),
    ("imminent", "abuse", "self", "He has locked the doors and is loading his gun"),
    ("imminent", "abuse", "self", "my husband locked all the doors and he has the gun out"),
]
LONG_PAST = [
    "I was suicidal at twenty; I'm forty now and content",
    "At nineteen I tried to kill myself. I'm fifty and love my garden.",
    "there was a time I wanted to die. That time is over and I'm happy with my life.",
    "I attempted suicide in my early twenties, these days I'm well and settled",
    "I used to be suicidal, now I'm in a good place",
]
PAST_RETURNS = [
    "I was suicidal at twenty; I'm forty now and the thoughts are back",
    "At nineteen I tried to kill myself. I'm fifty and I think of ending it again.",
]

FURTHER = [
    ("imminent", "You've all been so good to me. It's time. Goodbye friends."),
    ("imminent", "I have posted the letters and fed the cat one last time. Goodbye all."),
    (
        "imminent",
        "Everything's sorted, bills paid, keys with my neighbour. I feel at peace. Take care of each other.",
    ),
    ("imminent", "To everyone in this room: thanks for putting up with me. Farewell."),
    ("imminent", "I want you all to know it's not your fault. Goodbye."),
    ("imminent", "Tell my mum I loved her. Bye everyone"),
    ("imminent", "i gave my dog to my ex today and wrote a letter to each of the kids"),
    ("imminent", "I've said what I needed to say. Remember me kindly. Goodbye everybody."),
    ("imminent", "Finally at peace with my decision. My sister will get the car and my brother the dog."),
    ("high", "I'm frightened I'll end up hurting myself tonight"),
    ("high", "haven't self harmed in eight months but tonight I'm scared I will"),
    ("high", "not sure I can stay safe tonight"),
    ("high", "I'm terrified I'm going to act on these thoughts tonight"),
    ("high", "I don't feel safe being on my own tonight, I might do something"),
    ("imminent", "my son has barricaded himself in his room with a knife saying he wants to die"),
    ("imminent", "My mate's locked in the bathroom with all his tablets and says he can't do this any more"),
    ("imminent", "she has taken the car keys and the pills and says she is going to end it"),
    ("imminent", "he's blocking the door with a knife in his hand"),
    ("imminent", "my dad has got his shotgun out and won't let us leave"),
    ("concern", "I think everybody's life would be easier without me in it"),
    ("concern", "mum would be happier if I wasn't around"),
    ("concern", "they are better off without me"),
    ("none", "goodbye to everyone who came tonight, see you at the next meeting"),
    ("none", "I'm leaving the choir after six years, thank you for everything, goodbye everyone!"),
    ("none", "we gave away half our furniture before the move"),
    ("none", "Gave my late husband's clothes to the hospice shop today. It was hard."),
    ("none", "Found a home for all five kittens!"),
    ("none", "I finally wrote my will, the solicitor was lovely"),
    ("none", "wrote a long letter to my sister, posted it this morning"),
    ("none", "I'm useless with the new washing machine"),
    ("none", "my son is hopeless with alarms"),
    ("none", "Feeling hopeless at knitting but I keep going"),
    ("none", "what's this button for?"),
    ("none", "It's all done, the essay is in!"),
    ("none", "I did it wrong again, the bread didn't rise"),
    ("none", "I've done it! Ran my first 5k"),
    ("none", "I just started antidepressants, anyone else feel sleepy?"),
    ("none", "I was suicidal in my teens. I'm a dad of two now and content."),
    ("none", "Twelve years ago I attempted suicide. Today I run a bakery."),
    ("none", "Back in 2010 I wanted to end it. Life is full now."),
    ("concern", "I was suicidal at twenty and now at forty it's creeping back"),
    ("none", "signing off for tonight, thanks everyone, sleep well"),
    ("none", "I'm scared I'll fail tomorrow"),
    ("none", "so calm and peaceful by the lake today"),
    ("none", "goodbye summer, thank you for everything"),
    ("none", "Thank you all for being there for me on Saturday, feeling calmer"),
    ("none", "Said goodbye to my therapist today, she was so good to me, graduation of sorts"),
    ("none", "I cleaned the flat, paid the bills and I feel lighter. small wins"),
]


@pytest.mark.parametrize("words", GOODBYES + PREPARATION)
def test_a_calm_goodbye_or_things_put_in_order_is_imminent(words):
    finding = assess(words)
    assert (finding.level, finding.category, finding.subject) == ("imminent", "suicide", "self"), (
        finding.rules
    )


@pytest.mark.parametrize("words", ORDINARY_GOODBYES + HOUSEKEEPING + FALSE_ALARMS + LONG_PAST)
def test_what_only_sounds_like_it_raises_nothing(words):
    assert assess(words).level == "none", assess(words).rules


@pytest.mark.parametrize(("category", "words"), FEARED)
def test_the_fear_of_acting_tonight_is_high_and_no_plan(category, words):
    assert (assess(words).level, assess(words).category) == ("high", category), assess(words).rules


@pytest.mark.parametrize(("level", "category", "subject", "words"), SUBJECTS)
def test_whose_danger_it_is(level, category, subject, words):
    finding = assess(words)
    assert (finding.level, finding.category, finding.subject) == (level, category, subject), finding.rules


@pytest.mark.parametrize("words", PAST_RETURNS)
def test_an_old_story_counts_when_it_returns(words):
    assert assess(words).level in ("concern", "high"), assess(words).rules


def test_no_point_alone_stays_a_concern():
    assert assess("What's the point").level == "concern"
    assert assess("what's it all for").level == "concern"


@pytest.mark.parametrize(("level", "words"), FURTHER)
def test_further_members_of_these_families(level, words):
    assert assess(words).level == level, assess(words).rules


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        (
            ("wants to die", "names means at hand", "says goodbye", "leaves last kind words"),
            "I want to die. I have the pills. Goodbye everyone, thank you for everything",
        ),
        (("speaks of a new home for an animal", "says goodbye"), GOODBYES[1]),
        (("somebody else thinks about suicide",), "My cousin keeps thinking about ending his life"),
        (
            ("fears for somebody who said goodbye, is gone or has means at hand",),
            "My best friend texted me goodbye and she has the pills",
        ),
        (("wishes not to be alive",), "I hope I don't wake up. So tired of being alive"),
    ],
)
def test_reasons_stand_in_a_row_and_none_is_told_twice(reasons, words):
    assert assess(words).why == reasons
