"""A lexicon: read from its folder, checked, compiled once, then only looked at.

One folder per language holds `context.toml` (lists), `slots.toml`, `spelling.toml` and any number
of files with entries. A broken file is refused with its name; nothing half-read is ever used.
"""

import gc
import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import ahocorasick

from .entries import Entry, checked_context, checked_entry
from .phrases import BadLexicon, Part, Slots, expand, parts, words_of
from .spelling import Speller

DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "lexicons"
NOT_ENTRIES = {"context.toml", "slots.toml", "spelling.toml"}
NOT_MATCHED = {"stopwords", "fillers", "turns", "keys", "real_words"}
FIRST_SYMBOL, LAST_SYMBOL = 0x100, 0xD7FF  # one character per word; surrogates begin after it
UNKNOWN, NEVER = "\x01", "\x00"  # a word outside the lexicon; what no text holds


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a match means: an entry's evidence, or a word of context (`mark`)."""

    lang: str
    entry: Entry | None
    mark: str
    gaps: tuple[int, ...]  # per part: words allowed before it
    optional: tuple[bool, ...]  # per part
    steps: int  # the number of its first part; every part of every pattern has one of its own


Meaning = tuple[Pattern, int, int]  # pattern, part, words
# What a wording means: the patterns it may begin, and by the step before it those it may continue.
Meanings = tuple[tuple[Meaning, ...], dict[int, tuple[Meaning, ...]]]
NOTHING_FOLLOWS: dict[int, tuple[Meaning, ...]] = {}  # one for the many wordings that only begin


@dataclass(slots=True)
class Language:
    code: str
    entries: list[Entry] = field(default_factory=list)
    context: dict[str, list[str]] = field(default_factory=dict)
    slots: dict[str, list[str]] = field(default_factory=dict)
    variants: dict[str, str] = field(default_factory=dict)

    def plain(self, name: str) -> set[str]:
        return {word for phrase in self.context.get(name, ()) for word in words_of(phrase)}


@dataclass(frozen=True, slots=True)
class Lexicon:
    version: str
    languages: tuple[str, ...]
    entries: tuple[Entry, ...]
    speller: Speller
    symbols: dict[str, str]
    automaton: ahocorasick.Automaton
    fillers: frozenset[str]
    turns: frozenset[str]
    stopwords: dict[str, tuple[str, ...]]  # word → languages
    wordings: int

    def whole_phrases(self) -> Iterator[tuple[str, set[str]]]:
        """Every wording that is a phrase of its own, with the ids of the entries it belongs to."""
        for key, (begin, _) in self.automaton.items():
            owners = [pattern for pattern, _, _ in begin]
            if found := {each.entry.id for each in owners if each.entry and len(each.gaps) == 1}:
                yield key, found


def load_lexicon(folder: Path) -> Lexicon:
    digest = hashlib.sha256()
    languages = [_read_language(each, digest) for each in sorted(folder.iterdir()) if each.is_dir()]
    _refuse_double_ids(languages)
    newest = max((e.date for lang in languages for e in lang.entries), default=None)
    with _without_sweeping():
        return _Compiler(languages).lexicon(f"{newest}-{digest.hexdigest()[:8]}")


@contextmanager
def _without_sweeping() -> Iterator[None]:
    """Many new objects and no garbage among them: the collector would only look at all of them again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def default_lexicon() -> Lexicon:
    """The shipped lexicon; read once per process, then only handed out."""
    return load_lexicon(DEFAULT_FOLDER)


def _read_language(folder: Path, digest: "hashlib._Hash") -> Language:
    language = Language(folder.name)
    for path in sorted(folder.glob("*.toml")):
        try:
            raw = path.read_bytes()
            digest.update(path.name.encode() + raw)
            _take(language, path.name, tomllib.loads(raw.decode()))
        except (BadLexicon, tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise BadLexicon(f"{folder.name}/{path.name}: {problem}") from problem
    return language


def _take(language: Language, name: str, table: dict) -> None:
    if name == "context.toml":
        language.context = checked_context(table)
    elif name == "slots.toml":
        language.slots = table
    elif name == "spelling.toml":
        language.variants = table
    else:
        language.entries += [checked_entry(row, language.code) for row in table.get("entry", ())]


def _refuse_double_ids(languages: list[Language]) -> None:
    seen: set[str] = set()
    for entry in (entry for language in languages for entry in language.entries):
        if entry.id in seen:
            raise BadLexicon(f"{entry.id}: two entries have this id")
        seen.add(entry.id)


class _Compiler:
    """Turns words into symbols and phrases into strings of symbols, for one automaton over words."""

    def __init__(self, languages: list[Language]) -> None:
        self.languages = languages
        self.symbols: dict[str, str] = {}
        self.steps = 0
        self.meanings: dict[str, tuple[Meaning, ...]] = {}
        self.fillers = self._plain("fillers")

    def lexicon(self, version: str) -> Lexicon:
        for language in self.languages:
            self._language(language)
        entries = tuple(entry for language in self.languages for entry in language.entries)
        return Lexicon(
            version=version,
            languages=tuple(each.code for each in self.languages),
            entries=entries,
            speller=self._speller(),
            symbols=self.symbols,
            automaton=self._automaton(),
            fillers=self.fillers,
            turns=self._plain("turns"),
            stopwords=self._stopwords(),
            wordings=len(self.meanings),
        )

    def _language(self, language: Language) -> None:
        slots = Slots.of(language.slots)
        for entry in language.entries:
            for phrase in entry.phrases:
                try:
                    self._pattern(parts(phrase, slots), language.code, entry=entry)
                except BadLexicon as problem:
                    raise BadLexicon(f"{entry.id}: {problem}") from problem
        for name, phrases in language.context.items():
            if name not in NOT_MATCHED:
                wordings = frozenset(w for phrase in phrases for w in expand(phrase, slots))
                self._pattern([Part(wordings)], language.code, mark=name)

    def _pattern(self, made: list[Part], lang: str, *, entry: Entry | None = None, mark: str = "") -> None:
        gaps, optional = tuple(part.gap for part in made), tuple(part.is_optional for part in made)
        pattern = Pattern(lang, entry, mark, gaps, optional, self.steps)
        self.steps += len(made)
        for at, part in enumerate(made):
            of_length: dict[int, Meaning] = {}  # one for all its wordings: a lexicon has tens of thousands
            for words in part.wordings - {()}:
                meaning = of_length.setdefault(len(words), (pattern, at, len(words)))
                key = "".join([self.symbols.get(word) or self._symbol(word) for word in words])
                self.meanings[key] = (*self.meanings.get(key, ()), meaning)

    def _symbol(self, word: str) -> str:
        code = FIRST_SYMBOL + len(self.symbols)
        if code > LAST_SYMBOL:
            raise BadLexicon("the lexicon knows too many different words")
        self.symbols[word] = chr(code)
        return self.symbols[word]

    def _automaton(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        # Each word of a text is looked for among the beginnings, one after the other: unknown words,
        # which are most, come first, then by how often the lexicon itself says them.
        automaton.add_word(UNKNOWN + NEVER, _by_step(()))
        said = Counter(symbol for key in self.meanings for symbol in key)
        for key in sorted(self.meanings, key=lambda key: -said[key[0]]):
            automaton.add_word(key, _by_step(self.meanings[key]))
        automaton.make_automaton()
        return automaton

    def _speller(self) -> Speller:
        variants = {w: r for language in self.languages for w, r in language.variants.items()}
        known = set(self.symbols) | self.fillers | self._plain("turns") | self._plain("stopwords")
        # French itself is left out: its own short words are exactly what elision is made of.
        common = {w for each in self.languages if each.code != "fr" for w in each.plain("stopwords")}
        return Speller(known, variants, self._plain("keys"), self._plain("real_words"), common)

    def _plain(self, name: str) -> frozenset[str]:
        return frozenset().union(*(language.plain(name) for language in self.languages))

    def _stopwords(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for language in self.languages:
            for word in language.plain("stopwords"):
                found[word] = (*found.get(word, ()), language.code)
        return found


def _by_step(meanings: tuple[Meaning, ...]) -> Meanings:
    if not any(part for _, part, _ in meanings):
        return meanings, NOTHING_FOLLOWS
    follow: dict[int, tuple[Meaning, ...]] = {}
    for meaning in meanings:
        pattern, part, _ = meaning
        if part:
            step = pattern.steps + part - 1
            follow[step] = (*follow.get(step, ()), meaning)
    return tuple(meaning for meaning in meanings if not meaning[1]), follow
