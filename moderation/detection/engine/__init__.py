"""Crisis-language detection as a pure package: text in, `Finding` out. No Django, no I/O in `assess`.

Start at `assess.py`; the lexicon's words are data, in `moderation/detection/lexicons/`.
"""

from .assess import assess
from .finding import CATEGORIES, ENGINE_VERSION, FLAGS, LEVELS, Finding, OutOfTime
from .lexicon import Lexicon, default_lexicon, load_lexicon
from .opinion import default_model
from .phrases import BadLexicon

__all__ = [
    "CATEGORIES",
    "ENGINE_VERSION",
    "FLAGS",
    "LEVELS",
    "BadLexicon",
    "Finding",
    "Lexicon",
    "OutOfTime",
    "assess",
    "default_lexicon",
    "default_model",
    "load_lexicon",
]
