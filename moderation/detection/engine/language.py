"""Which language a message is in, from its own words: no library, no network.

Every message is matched in all languages; this only names the main one.
"""

from collections import Counter

from .lexicon import Lexicon
from .reading import Reading

ENOUGH_WORDS = 200
# First and last letter of scripts that no lexicon reads yet, with the language most written in it.
SCRIPTS = (
    ("\u0400", "\u04ff", "ru"),
    ("\u0370", "\u03ff", "el"),
    ("\u0590", "\u05ff", "he"),
    ("\u0600", "\u06ff", "ar"),
    ("\u0900", "\u097f", "hi"),
    ("\u0e00", "\u0e7f", "th"),
    ("\u3040", "\u30ff", "ja"),
    ("\uac00", "\ud7af", "ko"),
)


def recognise(reading: Reading, lexicon: Lexicon, hint: str | None) -> str:
    words = reading.words[:ENOUGH_WORDS]
    counts: Counter[str] = Counter()
    for word in words:
        for lang in lexicon.stopwords.get(word, ()):
            counts[lang] += 1
        if "㐀" <= word[0] <= "鿿":
            counts["zh"] += 1
        elif word[0] >= "\u0370":
            counts.update(lang for low, high, lang in SCRIPTS if low <= word[0] <= high)
    # Kana decides: Japanese is written with Chinese characters too.
    if counts["ja"]:
        return "ja"
    base = hint.split("-")[0].lower() if hint else ""
    if base:
        counts[base] += 1
    return max(counts, key=lambda lang: (counts[lang], lang == base)) if counts else "und"
