"""The whole way of a text: read, match, weigh in context, add up, say why.

Pure: no files, no clock but the deadline, nothing kept. Each step lives in a module of its own.
"""

from collections.abc import Sequence

from .context import Scene, evidence_of
from .finding import CATEGORIES, FLAGS, Deadline, Finding
from .language import recognise
from .levels import ALONE, EACH_MORE, SCORE, TIMED, Evidence, raised, rank
from .lexicon import Lexicon, default_lexicon
from .matching import match
from .opinion import default_model, second
from .reading import Reading, read

LOOK_EVERY = 100  # hits between two looks at the clock
MOST_EARLIER = 20  # messages; ten minutes of one person
SHORT = 4  # words: "tonight" alone goes with the message before it, "tonight we watch a film" does not
MOST_SPANS = 200
MOMENTS = ("time", "at_once")


def assess(
    text: str,
    *,
    lang: str | None = None,
    earlier: Sequence[str] = (),
    deadline_s: float | None = None,
    lexicon: Lexicon | None = None,
    second_opinion: bool = True,
) -> Finding:
    """What the text says about danger. Linear in its length; raises only `OutOfTime`. The second opinion speaks
    where the lexicon is silent; without it the answer is the lexicon's alone."""
    lexicon = lexicon or default_lexicon()
    deadline = Deadline(deadline_s)
    scene = scene_of(text, lexicon, deadline)
    pieces = _evidence(scene, deadline)
    if pieces and earlier:
        pieces += _earlier_evidence(earlier, scene.reading, lexicon, deadline)
    deadline.look()
    finding = _finding(raised(pieces), scene.reading, lexicon, recognise(scene.reading, lexicon, lang))
    return second(finding, scene, default_model(), deadline) if second_opinion else finding


def scene_of(text: str, lexicon: Lexicon, deadline: Deadline) -> Scene:
    """The text with everything the lexicon finds in it, before any of it is weighed."""
    reading = read(text, lexicon.speller, lexicon.turns, deadline)
    return Scene(reading, match(reading, lexicon, deadline))


def _evidence(scene: Scene, deadline: Deadline) -> list[Evidence]:
    """Every piece that still stands after its context was read."""
    pieces: list[Evidence] = []
    for number, hit in enumerate(scene.matches.hits):
        if number % LOOK_EVERY == 0:
            deadline.look()
        if piece := evidence_of(hit, scene):
            pieces.append(piece)
    return pieces + _times(scene)


def _times(scene: Scene) -> list[Evidence]:
    """ "Tonight" is no entry of its own: it weighs only beside something else."""
    reading, found = scene.reading, []
    for (_, name), marks in scene.matches.marks.items():
        if name in MOMENTS:
            found += [
                Evidence(name, "none", "none", reading.sentence[start], reading.clause[start], start, end)
                for end, start in marks.start_by_end.items()
            ]
    return found


def _earlier_evidence(
    earlier: Sequence[str],
    now: Reading,
    lexicon: Lexicon,
    deadline: Deadline,
) -> list[Evidence]:
    pieces: list[Evidence] = []
    for text in earlier[-MOST_EARLIER:]:
        pieces += _evidence(scene_of(text, lexicon, deadline), deadline)
    for piece in pieces:
        piece.earlier, piece.sentence = True, -1
        piece.clause = -1 if len(now.words) <= SHORT else -1 - SHORT
    return pieces


def _finding(pieces: list[Evidence], reading: Reading, lexicon: Lexicon, lang: str) -> Finding:
    known = lang == "und" or lang in lexicon.languages
    now = [piece for piece in pieces if not piece.earlier]
    counted = [piece for piece in now if piece.level != "none" or piece.flags]
    flags = {flag for piece in counted for flag in piece.flags}
    if not counted:
        return Finding(lang=lang, lexicon=lexicon.version, known_language=known)
    gravest = min(counted, key=lambda piece: (-rank(piece.level), _tie(piece)))
    return Finding(
        level=gravest.level,
        category="none" if gravest.level == "none" else gravest.category,
        subject="none" if gravest.level == "none" else gravest.subject,
        flags=tuple(flag for flag in FLAGS if flag in flags),
        lang=lang,
        score=_score(gravest, counted),
        spans=tuple((*reading.span(p.start, p.end), p.rule) for p in counted[:MOST_SPANS]),
        rules=tuple(dict.fromkeys(piece.rule for piece in now if piece.rule)),
        why=_why(now),
        lexicon=lexicon.version,
        known_language=known,
    )


def _tie(piece: Evidence) -> tuple[int, int]:
    order = CATEGORIES.index(piece.category) if piece.category in CATEGORIES else len(CATEGORIES)
    return order, piece.start


def _score(gravest: Evidence, counted: list[Evidence]) -> float:
    return round(min(1.0, SCORE[gravest.level] + EACH_MORE * (len({p.rule for p in counted}) - 1)), 2)


def _why(pieces: list[Evidence]) -> tuple[str, ...]:
    """One plain phrase per idea, in the order of the text: the lexicon's words, never the text's own."""
    timed = {piece.sentence for piece in pieces if piece.kind in MOMENTS}
    gravest: dict[tuple[str, str], Evidence] = {}
    for piece in pieces:
        if piece.says and (piece.level != "none" or piece.flags or piece.adds):
            key = (piece.idea, piece.subject)
            if key not in gravest or rank(ALONE[piece.kind]) > rank(ALONE[gravest[key].kind]):
                gravest[key] = piece
    return tuple(
        dict.fromkeys(
            f"{piece.says}, with a time"
            if piece.kind in TIMED and piece.level == "imminent" and piece.sentence in timed
            else piece.says
            for piece in sorted(gravest.values(), key=lambda piece: (piece.sentence, piece.start))
        )
    )
