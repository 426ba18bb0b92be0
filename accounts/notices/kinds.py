"""Kinds of notices. Each app registers its own: the words, the link, and the check made again at delivery."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.people.models import Account


@dataclass(frozen=True)
class Said:
    """How a notice reads today, for this person."""

    words: str
    url: str


# Given an account and the refs of its notices: what may still be said. What is missing is not shown.
Resolve = Callable[[Account, list[str]], dict[str, Said]]
_kinds: dict[str, Resolve] = {}


def register(kind: str, resolve: Resolve) -> None:
    _kinds[kind] = resolve


def resolve(kind: str, account: Account, objects: list[str]) -> dict[str, Said]:
    return _kinds[kind](account, objects)
