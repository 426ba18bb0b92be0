"""The lexicon tested against itself: every entry's own sentences, and entries in each other's way."""

from collections import defaultdict
from collections.abc import Iterator

from .assess import scene_of
from .context import evidence_of
from .entries import Entry
from .finding import Deadline
from .lexicon import Lexicon


def check(lexicon: Lexicon) -> list[str]:
    """What is wrong, a sentence each; empty when all is well."""
    return [*_examples(lexicon), *_shadows(lexicon)]


def _examples(lexicon: Lexicon) -> Iterator[str]:
    for entry in lexicon.entries:
        for number, sentence in enumerate(entry.positive, 1):
            if entry.id not in _standing(sentence, lexicon):
                yield f"{entry.id}: positive sentence {number} is not found"
        for number, sentence in enumerate(entry.negative, 1):
            if entry.id in _standing(sentence, lexicon):
                yield f"{entry.id}: negative sentence {number} is found"


def _standing(sentence: str, lexicon: Lexicon) -> set[str]:
    """Ids of entries that count in this sentence; a figure of speech counts where it stands."""
    scene = scene_of(sentence, lexicon, Deadline(None))
    counted = {piece.rule for hit in scene.matches.hits if (piece := evidence_of(hit, scene))}
    return counted | {hit.entry.id for hit in scene.matches.harmless}


def _shadows(lexicon: Lexicon) -> Iterator[str]:
    """Two entries of one language that own the same words but mean something different."""
    owners: dict[str, set[str]] = defaultdict(set)
    by_id = {entry.id: entry for entry in lexicon.entries}
    for key, entries in lexicon.whole_phrases():
        owners[key] |= entries
    pairs = {
        pair
        for ids in owners.values()
        for pair in _pairs(sorted(ids))
        if _contradict(by_id[pair[0]], by_id[pair[1]])
    }
    yield from (f"{one} and {two}: the same words, but one calls them harmless" for one, two in sorted(pairs))


def _pairs(ids: list[str]) -> Iterator[tuple[str, str]]:
    yield from ((one, two) for at, one in enumerate(ids) for two in ids[at + 1 :])


def _contradict(one: Entry, two: Entry) -> bool:
    return one.lang == two.lang and one.is_harmless != two.is_harmless
