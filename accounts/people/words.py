"""Eight words to come back with: 86 bits from a list of plain words, kept only as a slow hash."""

import secrets
from functools import cache
from pathlib import Path

from django.contrib.auth.hashers import check_password, make_password

HOW_MANY = 8
_LIST = Path(__file__).parent / "recovery_words.txt"


@cache
def _known() -> list[str]:
    return _LIST.read_text("utf8").split()


def fresh() -> list[str]:
    return [secrets.choice(_known()) for _ in range(HOW_MANY)]


def tidy(typed: str) -> str:
    """Words as they were meant: any case, any spaces, commas or line breaks between them."""
    return " ".join(typed.replace(",", " ").replace(".", " ").lower().split())


def hashed(words: list[str]) -> str:
    return make_password(" ".join(words))


def fits(typed: str, words_hash: str) -> bool:
    return check_password(tidy(typed), words_hash)
