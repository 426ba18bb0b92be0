"""From evidence to a level: one table, made to be read by a moderator.

Where evidence comes from is for `matching.py` and `context.py`. The lower half says how two
pieces close to each other weigh more than either alone.
"""

from dataclasses import dataclass

from .finding import LEVELS

# What one piece of evidence means when it stands alone.
ALONE = {
    # suicide
    "despair": "concern",  # what's the point, a burden, no hope
    "passive": "concern",  # wishes not to wake up
    "lowered": "concern",  # any of these, made less by its context
    "wobble": "concern",  # old thoughts coming back
    "ideation": "high",  # wants to die, thinks about suicide
    "happened": "high",  # wanted to die, or tried, a short while ago
    "suicidal": "high",  # feels suicidal, without saying when
    "intent": "high",  # is going to do it
    "feared": "high",  # afraid of doing it
    "means": "none",  # has pills, a weapon
    "means_ready": "imminent",  # has them out, stands at the edge
    "decided": "none",  # has made up their mind
    "note": "none",  # a note or letters, of whatever kind
    "farewell": "none",  # bye everyone
    "blessing": "none",  # last kindnesses: thank you for everything, look after each other
    "settled": "none",  # one thing put in order: the dog's new home, the debts paid
    "calm": "none",  # at peace at last
    "deed": "none",  # did it, of whatever it may be
    "goodbye": "imminent",  # this is my last message
    "preparation": "imminent",  # letters written, belongings given away
    "sorry": "none",  # I am sorry
    "time": "none",  # tonight
    "at_once": "none",  # now
    "act": "imminent",  # has taken, has cut, is doing it
    "missing": "imminent",  # somebody gone after a goodbye
    # the body
    "taken": "none",  # has taken them, whatever they were
    "mistake": "high",  # took a dose by mistake
    "unwell": "none",  # dizzy, sleepy
    "symptom": "none",  # chest pain, blood, cannot breathe
    "danger": "imminent",  # will not wake up, collapsed
    # self-harm
    "scars": "concern",  # marks seen, an older relapse
    "urge": "concern",
    "urge_feared": "high",  # afraid of acting on it
    "self_harm": "high",  # this week, or now
    # eating
    "slip": "concern",
    "severe": "high",  # days without food, purging every day
    # other people
    "fear": "concern",  # not safe at home
    "abuse": "high",
    "attacked": "imminent",  # now, or a weapon, or at the door
    "anger": "concern",
    "threat": "high",
    "weapon": "none",
    "target": "none",  # knows where somebody lives
    "armed": "imminent",  # on the way, with a weapon
    "worry": "concern",  # about somebody else
    "urging": "high",  # tells somebody to die
    # beside distress
    "flag": "none",
    "harmless": "none",
}
KINDS = frozenset(ALONE)

# Two pieces near each other, whichever comes first.
TOGETHER = [
    ({"ideation", "intent"}, {"time", "means", "weapon", "farewell", "blessing", "decided"}, "imminent"),
    ({"ideation", "intent", "suicidal", "passive", "feared"}, {"settled", "deed"}, "imminent"),
    ({"suicidal", "passive", "despair", "happened", "feared"}, {"means", "farewell", "decided"}, "imminent"),
    ({"passive", "despair", "happened"}, {"blessing", "settled"}, "high"),
    ({"suicidal", "feared"}, {"blessing", "sorry"}, "imminent"),
    ({"intent"}, {"at_once"}, "imminent"),
    ({"lowered"}, {"means"}, "high"),
    ({"taken"}, {"sorry", "farewell", "blessing", "goodbye", "decided", "calm"}, "imminent"),
    ({"taken"}, {"ideation", "intent", "suicidal", "passive", "despair", "symptom"}, "imminent"),
    ({"taken"}, {"means", "means_ready"}, "imminent"),
    ({"taken"}, {"unwell"}, "high"),
    ({"means"}, {"farewell", "blessing", "decided", "goodbye", "settled", "deed"}, "imminent"),
    ({"farewell"}, {"blessing", "settled", "calm"}, "imminent"),
    ({"settled"}, {"settled", "calm", "blessing", "decided", "note"}, "imminent"),
    ({"note", "means"}, {"calm", "blessing"}, "imminent"),
    ({"note"}, {"means", "ideation", "intent", "suicidal", "passive", "despair", "decided"}, "imminent"),
    ({"decided"}, {"farewell", "time"}, "imminent"),
    ({"means", "decided", "ideation", "intent"}, {"sorry"}, "imminent"),
    ({"despair", "passive"}, {"passive"}, "high"),
    ({"wobble"}, {"despair", "passive"}, "high"),
    ({"urge", "self_harm"}, {"means"}, "high"),
    ({"urge"}, {"urge_feared"}, "high"),
    ({"threat", "anger"}, {"weapon", "armed"}, "imminent"),
    ({"threat"}, {"time", "target"}, "imminent"),
    ({"target"}, {"weapon"}, "imminent"),
    ({"anger"}, {"target"}, "high"),
    ({"mistake", "severe", "self_harm"}, {"symptom"}, "imminent"),
    ({"mistake"}, {"unwell"}, "imminent"),
    ({"fear", "abuse"}, {"attacked"}, "imminent"),
]
# "Tonight" belongs to what is said in the same breath; everything else to the lines around it.
CLOSE_ONLY = {"time", "at_once"}
TIMED = {"ideation", "intent", "decided", "threat"}  # of these a time is told
# Said twice it is still one thing: only another entry of the same kind adds to it.
ONE_OF_MANY = {"settled"}
NEAR = 3  # sentences
CLOSE = 1  # clauses
MOST_NEIGHBOURS = 24  # pieces compared with one piece, so that a text of nothing but hits stays cheap

# Kinds that tell a moderator the same thing; the gravest of them is said.
SAME_IDEA = [
    {"passive", "ideation", "suicidal", "intent", "feared"},
    {"farewell", "goodbye"},
    {"note", "preparation", "settled"},
    {"unwell", "symptom", "danger"},
    {"urge", "urge_feared", "self_harm"},
    {"slip", "severe"},
    {"fear", "abuse", "attacked"},
    {"anger", "threat"},
    {"weapon", "armed"},
    {"worry", "missing", "means", "means_ready"},
]

# A body in danger is a medical matter, whatever brought it there.
MEDICAL_WITH = {"symptom", "unwell"}

SCORE = {"none": 0.0, "concern": 0.35, "high": 0.65, "imminent": 0.85}
EACH_MORE = 0.03


@dataclass(slots=True)
class Evidence:
    """One piece that still stands after its context was read."""

    kind: str
    category: str
    subject: str
    sentence: int
    clause: int
    start: int  # word indexes
    end: int
    rule: str = ""
    says: str = ""
    flags: tuple[str, ...] = ()
    level: str = ""
    persistent: bool = False
    earlier: bool = False  # from an older message: it can only add to what is said now
    idea: str = ""  # pieces of one idea are told once
    adds: bool = False  # raised something, or was raised

    def __post_init__(self) -> None:
        self.level = self.level or ALONE[self.kind]


def idea_of(kind: str, says: str) -> str:
    return next(("/".join(sorted(kinds)) for kinds in SAME_IDEA if kind in kinds), says)


def rank(level: str) -> int:
    return LEVELS.index(level)


def raised(pieces: list[Evidence]) -> list[Evidence]:
    """The same pieces, each with the level that its neighbours give it."""
    pieces.sort(key=lambda piece: (piece.sentence, piece.start))
    for piece in pieces:
        if piece.kind == "passive" and piece.persistent and piece.level == "concern":
            piece.level = "high"
    for at, piece in enumerate(pieces):
        # Each kind is compared once per neighbourhood, so a text of one repeated word stays linear.
        seen: set[tuple[str, str]] = set()
        for other in pieces[at + 1 : at + 1 + MOST_NEIGHBOURS]:
            if other.sentence - piece.sentence > NEAR:
                break
            if (other.kind, other.rule) not in seen and _are_apart(piece, other):
                _add_up(piece, other)
                seen.add((other.kind, other.rule))
    return pieces


def _are_apart(a: Evidence, b: Evidence) -> bool:
    """Two readings of the same words do not add up, nor do two messages of ten minutes ago."""
    if a.earlier or b.earlier:
        return not (a.earlier and b.earlier)
    return b.end > a.end


def _add_up(a: Evidence, b: Evidence) -> None:
    for one, two, level in TOGETHER:
        if (a.kind in one and b.kind in two) or (a.kind in two and b.kind in one):
            if CLOSE_ONLY & {a.kind, b.kind} and abs(a.clause - b.clause) > CLOSE:
                continue
            if a.kind == b.kind and a.kind in ONE_OF_MANY and a.rule == b.rule:
                continue
            lead, add = (a, b) if a.kind in one else (b, a)
            # An older message adds to what is said now; a finding always rests on the present words.
            bearer = lead if not lead.earlier else add
            a.adds = b.adds = True
            if rank(level) > rank(bearer.level):
                bearer.level = level
                bearer.category = "overdose_or_medical" if add.kind in MEDICAL_WITH else lead.category
