"""The rows of a lexicon as checked values: entries, and the context lists of a language.

Reading files is for `lexicon.py`. Whatever is wrong with a row is said in words, with its id.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .finding import CATEGORIES, FLAGS
from .levels import KINDS
from .phrases import BadLexicon

SUBJECTS = ("self", "other", "nearest", "none")
NEEDED = ("id", "phrases", "evidence", "author", "date", "positive", "negative")
ALLOWED = {*NEEDED, "category", "subject", "says", "flags", "tense", "plain", "light", "wide", "note"}
EXAMPLES_NEEDED = 2

# What a language says about itself in context.toml; any list may be missing.
CONTEXT_LISTS = (
    "stopwords",
    "fillers",
    "turns",
    "keys",
    "real_words",
    "subjects",
    "self",
    "other",
    "other_object",
    "you",
    "anyone",
    "negation",
    "not_negation",
    "belief",
    "said",
    "past",
    "recovery",
    "recent",
    "present",
    "time",
    "at_once",
    "persistent",
    "goes_on",
    "eased",
    "report",
    "applies",
    "hypothetical",
    "joke",
)


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    lang: str
    phrases: tuple[str, ...]
    evidence: str
    category: str
    subject: str
    says: str
    flags: tuple[str, ...]
    tense: str  # "past": says what was; "" is anything else
    plain: bool  # a plain present statement: only denial, quotation or somebody else's mouth takes it away
    light: bool  # also an everyday figure of speech: a joke beside it takes it away
    wide: bool  # made of loose pieces: a "not" or somebody else among them takes it away
    author: str
    date: date
    note: str
    positive: tuple[str, ...]
    negative: tuple[str, ...]

    @property
    def is_harmless(self) -> bool:
        return self.evidence == "harmless"


def checked_entry(row: dict, lang: str) -> Entry:
    name = row.get("id", "an entry without id")
    for problem in _problems(row, lang):
        raise BadLexicon(f"{name}: {problem}")
    return Entry(
        lang=lang,
        category=row.get("category", "none"),
        subject=row.get("subject", "nearest"),
        says=row.get("says", ""),
        tense=row.get("tense", ""),
        plain=row.get("plain", False),
        light=row.get("light", False),
        wide=row.get("wide", False),
        note=row.get("note", ""),
        phrases=tuple(row.get("phrases", ())),
        flags=tuple(row.get("flags", ())),
        positive=tuple(row.get("positive", ())),
        negative=tuple(row.get("negative", ())),
        id=row["id"],
        evidence=row["evidence"],
        author=row["author"],
        date=row["date"],
    )


def _problems(row: dict, lang: str) -> Iterator[str]:
    yield from (f"{key} is missing" for key in NEEDED if not row.get(key))
    yield from (f"{key} is not a field" for key in row if key not in ALLOWED)
    yield from (
        f"{key} is not a list of words"
        for key in ("phrases", "positive", "negative", "flags")
        if not _is_words(row.get(key, []))
    )
    if not str(row["id"]).startswith(f"{lang}."):
        yield f"the id does not begin with {lang}."
    if not isinstance(row["date"], date):
        yield "date is not a date"
    if row["evidence"] not in KINDS:
        yield f"there is no evidence of the kind {row['evidence']!r}"
    if row.get("subject", "nearest") not in SUBJECTS:
        yield f"subject is none of {', '.join(SUBJECTS)}"
    yield from (f"there is no flag {flag!r}" for flag in row.get("flags", ()) if flag not in FLAGS)
    if row["evidence"] != "harmless":
        if row.get("category") not in CATEGORIES and row["evidence"] != "flag":
            yield "a category is needed"
        if not row.get("says"):
            yield "says is missing: the reason a moderator reads"
        elif row["says"][:1].isupper() or row["says"][-1] in ".;":
            yield "says stands in a row of reasons: no capital before it, no stop after it"
    if min(len(row["positive"]), len(row["negative"])) < EXAMPLES_NEEDED:
        yield f"{EXAMPLES_NEEDED} positive and {EXAMPLES_NEEDED} negative sentences are needed"


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def checked_context(lists: dict) -> dict[str, list[str]]:
    for name, words in lists.items():
        if name not in CONTEXT_LISTS:
            raise BadLexicon(f"context has no list {name!r}")
        if not _is_words(words):
            raise BadLexicon(f"context list {name!r} is not a list of words")
    return lists
