"""What stands around a hit, and what that makes of it.

The rules are an ordered list; the first one with something to say decides. Context may take a hit
away or lower it. It never lowers a plain present statement in the first person: that takes denial,
quotation or somebody else's mouth.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from .levels import Evidence, idea_of
from .matching import Hit, Matches
from .reading import Reading

LOOKS_NEGATIVE = 5  # words within which "don't know how" shows what it is
NEGATION_REACH = 5  # words between a "not" and what it denies
PASSING = {"urge", "urge_feared", "wobble", "despair", "passive", "worry", "farewell", "goodbye", "danger"}
PARTING = {"farewell", "blessing", "settled", "calm", "note"}
AROUND = 2  # sentences before and after
SELF, OTHER, YOU = "self", "other", "you"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A reason, and what happens to the hit: taken away, lowered to concern, or about somebody else."""

    reason: str
    lowers: bool = False
    other: bool = False


@dataclass(slots=True)
class Scene:
    """One reading with its matches, prepared so that every question below is a single look."""

    reading: Reading
    matches: Matches
    covered: bytearray = field(default_factory=bytearray)
    persons: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.covered = bytearray(len(self.reading.words))
        for hit in self.matches.harmless:
            self.covered[hit.first : hit.last + 1] = b"\1" * (hit.last + 1 - hit.first)

    def has(self, hit: Hit, name: str) -> bool:
        return bool(self.matches.of(hit.entry.lang, name).sentences)

    def in_sentence(self, hit: Hit, name: str) -> bool:
        return self.reading.sentence[hit.first] in self.matches.of(hit.entry.lang, name).sentences

    def near(self, hit: Hit, name: str) -> bool:
        at = self.reading.sentence[hit.first]
        found = self.matches.of(hit.entry.lang, name).sentences
        return any(sentence in found for sentence in range(at - AROUND, at + AROUND + 1))

    def in_clause(self, hit: Hit, name: str) -> bool:
        return self.reading.clause[hit.first] in self.matches.of(hit.entry.lang, name).first_in_clause

    def leads_clause(self, hit: Hit, name: str) -> bool:
        firsts = self.matches.of(hit.entry.lang, name).first_in_clause
        return firsts.get(self.reading.clause[hit.first], hit.first) < hit.first

    def ends_at(self, hit: Hit, name: str, word: int) -> int | None:
        return self.matches.of(hit.entry.lang, name).start_by_end.get(word)

    def person(self, hit: Hit) -> str:
        """Whom the hit is about: the nearest person named where it begins or before that in its sentence."""
        lang = hit.entry.lang
        if lang not in self.persons:
            self.persons[lang] = self._people(lang)
        # "I can't wake her" is about her; "I hate her and want to die" is not.
        inside = self.matches.of(lang, "other_object").start_by_end
        if any(word in inside for word in range(hit.first, hit.last + 1)):
            return OTHER
        return self.persons[lang][hit.first]

    def _people(self, lang: str) -> list[str]:
        reading, nearest = self.reading, ""
        named = {end: name for name in (YOU, OTHER, SELF) for end in self.matches.of(lang, name).start_by_end}
        people: list[str] = []
        for at in range(len(reading.words)):
            # Whoever is spoken to is left behind with the clause, anybody else with the sentence.
            scope = reading.clause if nearest == YOU else reading.sentence
            if at and scope[at] != scope[at - 1]:
                nearest = ""
            nearest = named.get(at, nearest)
            people.append(nearest)
        return people


def _idiom(hit: Hit, scene: Scene) -> Ruling | None:
    if any(scene.covered[hit.first : hit.last + 1]):
        return Ruling("a figure of speech")
    return None


def _crowded(hit: Hit, scene: Scene) -> Ruling | None:
    """Loose pieces belong together only when no "not" and nobody else stands among them."""
    if not hit.entry.wide:
        return None
    for word in range(hit.first + 1, hit.last + 1):
        start = scene.ends_at(hit, "negation", word)
        if start is not None and not _only_looks_negative(hit, scene, start, word):
            return Ruling("denied")
        if any(scene.ends_at(hit, name, word) is not None for name in (OTHER, YOU, "other_object")):
            return Ruling("about somebody else")
    return None


def _denied(hit: Hit, scene: Scene) -> Ruling | None:
    clause = scene.reading.clause
    if scene.ends_at(hit, "subjects", hit.first) == hit.first:
        return _disbelieved(hit, scene, hit.first)
    for word in range(hit.first - 1, max(-1, hit.first - 1 - NEGATION_REACH), -1):
        if clause[word] != clause[hit.first]:
            return None
        start = scene.ends_at(hit, "negation", word)
        if start is not None and not _only_looks_negative(hit, scene, start, word):
            return Ruling("denied")
        if scene.ends_at(hit, "subjects", word) is not None:
            return _disbelieved(hit, scene, word)
    return None


def _disbelieved(hit: Hit, scene: Scene, subject: int) -> Ruling | None:
    """A subject ends the reach of an older "not": "I'm not okay I want to die". Not so "I don't think I…"."""
    if not subject or scene.ends_at(hit, "belief", subject - 1) is None:
        return None
    if any(scene.ends_at(hit, "negation", word) is not None for word in range(max(0, subject - 3), subject)):
        return Ruling("denied")
    return None


def _only_looks_negative(hit: Hit, scene: Scene, start: int, end: int) -> bool:
    """ "can't stop", "don't know if": the negation belongs to another word."""
    return any(
        (begin := scene.ends_at(hit, "not_negation", word)) is not None and begin <= start
        for word in range(end, min(end + LOOKS_NEGATIVE, len(scene.reading.words)))
    )


def _goes_on(hit: Hit, scene: Scene) -> Ruling | None:
    """ "Goodbye all, see you Thursday"; "gave it all away, we move on Friday": life goes on."""
    evidence, is_light = hit.entry.evidence, hit.entry.light
    is_parting = evidence in PARTING or (is_light and evidence in ("preparation", "goodbye"))
    if is_parting and scene.near(hit, "goes_on"):
        return Ruling("life goes on")
    return Ruling("eased") if hit.entry.evidence == "calm" and scene.near(hit, "eased") else None


def _quoted(hit: Hit, scene: Scene) -> Ruling | None:
    if not scene.reading.is_quoted(hit.first, hit.last) or scene.has(hit, "applies"):
        return None
    if hit.entry.light:
        return Ruling("a quotation")
    if scene.has(hit, "said") and scene.has(hit, OTHER) and not scene.has(hit, "report"):
        return Ruling("said by somebody else", other=True)
    return Ruling("a quotation")


def _addressed(hit: Hit, scene: Scene) -> Ruling | None:
    if hit.entry.subject not in ("nearest", "self"):
        return None
    if scene.leads_clause(hit, "anyone") or (hit.entry.subject == "nearest" and scene.person(hit) == YOU):
        return Ruling("advice or a question to somebody")
    return None


def _reported(hit: Hit, scene: Scene) -> Ruling | None:
    if _is_plain_here(hit, scene) or not scene.in_clause(hit, "report"):
        return None
    return Ruling("a report or a study", lowers=scene.has(hit, "applies"))


def _past(hit: Hit, scene: Scene) -> Ruling | None:
    if hit.entry.tense == "past":
        return _long_past(hit, scene)
    if hit.entry.evidence == "wobble" or _is_plain_here(hit, scene) or scene.in_clause(hit, "present"):
        return None
    recovered = scene.in_sentence(hit, "recovery") and hit.entry.evidence not in PASSING
    return Ruling("long past") if scene.in_sentence(hit, "past") or recovered else None


def _long_past(hit: Hit, scene: Scene) -> Ruling | None:
    """For what is told in the past tense: "years ago" beats a "today" beside it."""
    if scene.in_clause(hit, "past"):
        return Ruling("long past")
    if scene.in_sentence(hit, "recent"):
        return None
    if scene.in_sentence(hit, "recovery"):
        return Ruling("long past")
    if scene.in_sentence(hit, "present"):
        return None
    over = scene.has(hit, "past") or scene.has(hit, "recovery")
    return Ruling("long past") if over else Ruling("past", lowers=True)


def _supposed(hit: Hit, scene: Scene) -> Ruling | None:
    if hit.entry.plain or not scene.leads_clause(hit, "hypothetical"):
        return None
    return Ruling("only supposed", lowers=True)


def _joked(hit: Hit, scene: Scene) -> Ruling | None:
    if not scene.has(hit, "joke"):
        return None
    if hit.entry.light:
        return Ruling("a joke")
    return Ruling("said with a joke", lowers=True) if hit.entry.evidence == "ideation" else None


def _is_plain_here(hit: Hit, scene: Scene) -> bool:
    return hit.entry.plain and (hit.entry.subject == "self" or scene.person(hit) in (SELF, ""))


# In this order: what a hit is comes before who says it, and that before when.
RULES: tuple[Callable[[Hit, Scene], Ruling | None], ...] = (
    _idiom,
    _crowded,
    _denied,
    _goes_on,
    _quoted,
    _addressed,
    _reported,
    _past,
    _supposed,
    _joked,
)


def ruling_on(hit: Hit, scene: Scene) -> Ruling | None:
    return next((ruling for rule in RULES if (ruling := rule(hit, scene))), None)


def evidence_of(hit: Hit, scene: Scene) -> Evidence | None:
    ruling = ruling_on(hit, scene)
    if ruling and not (ruling.lowers or ruling.other):
        return None
    entry, reading = hit.entry, scene.reading
    subject = entry.subject
    if subject == "nearest":
        subject = OTHER if scene.person(hit) == OTHER else SELF
    if ruling and ruling.other:
        subject = OTHER
    is_elsewhere = subject == OTHER != entry.subject
    piece = Evidence(
        kind=entry.evidence,
        category=entry.category,
        subject=subject,
        sentence=reading.sentence[hit.first],
        clause=reading.clause[hit.first],
        start=hit.first,
        end=hit.last,
        rule=entry.id,
        says=f"somebody else {entry.says}" if is_elsewhere else entry.says,
        idea=idea_of(entry.evidence, entry.says),
        flags=entry.flags,
        persistent=scene.in_sentence(hit, "persistent"),
    )
    return _lowered(piece) if ruling and ruling.lowers else piece


def _lowered(piece: Evidence) -> Evidence:
    """Concern at most, and as another kind: what is lowered must not be raised again by "tonight"."""
    if piece.level != "none":
        piece.kind, piece.level, piece.flags = "lowered", "concern", ()
    return piece
