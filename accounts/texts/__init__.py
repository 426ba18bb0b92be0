"""A text by its id: what an owner made of it, else what the product ships with. Callers write `text("bar.help")`."""

from typing import Any


def text(text_id: str, *, lang: str = "en", owner: str = "", **variables: Any) -> str:
    """Plain words with their variables filled in. A variable without a value takes its fallback, or its sentence
    goes. Works from the shipped file when the database is away. KeyError for an id that isn't there."""
    from .queries import words_of
    from .words import fill

    return fill(words_of(text_id, lang=lang, owner=owner), variables)
