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

SAID_BY_STRANGERS = [
    (
        "imminent",
        "I've signed off the allotment, paid the rent to June and left the cat with my aunt. Take care, all of you.",
    ),
    ("imminent", "this is me logging off for good"),
    ("imminent", "tell my sister it wasn't her fault, I shall be gone when she reads this"),
    ("imminent", "she posted goodbye an hour ago and nobody can reach her"),
    ("imminent", "there's a lad on the wrong side of the barrier and he is crying"),
    ("imminent", "my flatmate gave me her ring, hugged everyone and now her phone is off"),
    ("imminent", "took way too many and my ears are ringing"),
    ("imminent", "gran is on the kitchen floor, cold and grey, and she won't open her eyes"),
    ("imminent", "he's smashing the bathroom door and I am in the bath with the baby"),
    ("imminent", "I have everything I need in the car and it's tonight"),
    ("imminent", "the cut is deep and it isn't stopping"),
    ("imminent", "I'm stood over him with the hammer and he's asleep"),
    ("imminent", "my uncle took the shotgun and walked off into the woods"),
    ("imminent", "bringing my dad's gun on Monday, then they'll stop laughing"),
    ("imminent", "it's all laid out on the bed and the door is locked"),
    ("imminent", "I have picked the day. I feel so peaceful now"),
    ("high", "relapsed at work today, hid it with my sleeves"),
    ("high", "every evening I want to walk into the sea"),
    ("high", "I want out of life permanently"),
    ("high", "my lodger reckons he will top himself"),
    ("high", "I bring up every meal and my hair falls out"),
    ("high", "nothing in me since Wednesday, I passed out at the till"),
    ("high", "day six of no food"),
    ("high", "my boyfriend keeps my passport and reads my messages"),
    ("high", "her stepfather belts her when she is late"),
    ("high", "the coach makes me send pictures or he tells everyone"),
    ("high", "I'm going to put that man in hospital"),
    ("high", "uninstall life, nobody wants you here"),
    ("high", "can't remember whether I took my insulin already, had it again"),
    ("high", "the voices tell me to stab the neighbour"),
    ("high", "if I had the guts I'd be dead already"),
    ("high", "I've been saving up my tablets since spring"),
    ("high", "my son says he'd sooner be dead than go back to school"),
    ("high", "I pray every night not to wake up, God please take me in my sleep"),
]
STANDS_CLOSE = [
    "logging off for tonight, my eyes hurt",
    "the bus driver was crying with laughter on the bridge",
    "my uncle took the dog and walked off into the woods",
    "I will strangle him if he ate my leftovers from the fridge",
    "we fly tonight, I can't wait",
    "I've picked the day for the barbecue",
    "everything is laid out on the table for the buffet",
    "took way too many photos of the twins",
    "day six of no sugar",
    "the choir gave me her ring binder",
    "he's banging on the door with three pizzas",
    "paid the rent, fed the cat, watered the plants",
    "my boss hugged everyone, her new baby is here",
    "nobody can reach her at karaoke",
    "ask your friend directly if they want to die, and stay with them",
    "first aid course on overdoses tomorrow, bring lunch",
    "I could murder my brother for finishing the cake",
    "he kept my passport at the visa office for a day",
    "can't remember whether I locked the car",
    "the knife is in the drawer with the spoons",
    "she stood over the cake with the candles",
    "if a mate says he wants to end it, take it seriously",
    "my cat attacked me on the stairs at six in the morning",
    "I passed out my flyers on Saturday",
    "the cut of the dress is too deep",
    "lovely evening, the fridge is empty, going out for chips",
    "Paid the rent and the landlord still isn't answering about the boiler",
    "Paid the bills, cleaned the fridge. The plumber isn't picking up, typical",
    "Keys are under the pot. My phone is off until six",
    "He left a note on the fridge. The car is gone, he's at football",
    "Not scared of the dentist any more. Paid the rent too, good week",
    "Sorted my will with the solicitor, such peace",
    "My son gave me his old watch, he's got a smart one. He isn't talking to me till he finishes the game",
    "Mum hugged us all, we cried at the station. Her train left at nine",
    "My therapist said goodbye today, last session. I'm not sad",
    "I updated the passwords, they're in the folder. What a lovely evening",
    "dog is at my mum's, I'm off to Spain, bye all!",
    "Cleared the loft today and cancelled the gym. I feel lighter",
    "thank you all for the memories, I leave the team on Friday",
    "He went to the woods with the dog and no phone, back for tea",
    "My daughter is doing a sponsored silence, she isn't answering",
    "she's asleep and I'm reading with the lamp on",
    "Fainted giving blood, they gave me a biscuit",
    "I can't stand up for laughing",
    "My hands are shaking after the interview, got the job",
    "My lips are numb, dentist",
    "nothing left in the fridge since Sunday",
    "I was sick after the curry",
    "I want out of this contract",
    "Want to jump in the lake, it is so hot",
    "He is in the garden with a barbecue and a beer",
    "She is at the door with my parcel",
    "I took the lot to the tip",
    "My boss makes me send reports on Friday",
    "I'm not allowed to have dairy",
    "They won't let me leave work early",
    "we broke her record for the relay",
    "He broke his wrist at football",
    "My husband broke my favourite mug",
    "The nurse held my hand the whole time",
    "my dad has the belt for the sander",
    "The cat scratched my arm again",
    "My arms are a mess after the brambles",
    "I did it again, burnt the toast",
    "I did it again this morning, ran before work",
    "Relapsed on chocolate again lol",
    "I can't stop, this puzzle is so good",
    "Up on the roof fixing tiles with my dad",
    "We stood on the bridge and watched the boats",
    "On the platform waiting for the train, see you soon",
    "Train is in six minutes, on my way",
    "I'm going now, see you at eight",
    "It's started, the match I mean",
    "It's done, the essay is in",
    "Everything is ready in my room for the baby",
    "Got it in my hand, my degree!",
    "Last day at school tomorrow, cards written",
    "I've had enough of winter",
    "Going into the sea tomorrow with the swim club",
    "The voices in the choir were lovely",
    "I want to be where she is, on that beach",
    "I'll end her streak in tennis",
    "We put him in goal and he cried",
    "I'm going to bury him in emails",
    "See the new knife I got for my birthday, sourdough time",
    "Outside her house with flowers and a card",
    "He has a gun in the game and keeps missing",
    "They'll see tomorrow, the surprise party",
    "You'll be sorry you missed it",
    "I'm scared I want to quit my job",
    "drop dead gorgeous that dress",
    "Mum takes her heart tablets at eight",
    "I took my tablets and then had breakfast",
    "My toddler ate a crayon and smiled",
    "Gave him his tablet back after homework",
    "What time does he leave work? I bake him a cake",
    "My friend posted a picture of the bridge, it's stunning",
    "she sent a photo of the river and said love you all",
    "my brother wants to end it with his girlfriend",
    "she hung up when the bus came",
    "I'm at peace with my weight",
    "Six months clean today",
    "I don't self harm any more and I'm proud",
    "no urges this week",
    "I was abused as a kid, therapy helps",
    "He hit me years ago; I left and I'm safe now",
    "I used to starve myself, I eat well now",
    "My mate attempted in 2015, he is a dad now",
    "not suicidal, just tired",
    "I'm worried about my exam tomorrow",
    "We talked about suicide prevention at the meeting",
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


@pytest.mark.parametrize(("level", "words"), SAID_BY_STRANGERS)
def test_families_are_read_by_the_lexicon_alone(level, words):
    assert assess(words, second_opinion=False).level == level, assess(words).rules


@pytest.mark.parametrize("words", STANDS_CLOSE)
def test_what_stands_close_to_a_family_raises_nothing(words):
    assert assess(words, second_opinion=False).level == "none", assess(words).rules
