"""What was drawn once and is shown again: pieces that many pages share, and whole pages for readers signed out.

A copy is found by all that it shows: the values themselves, the language and the edition of the texts. Nothing has to
be forgotten when something changes, because what shows other values is another copy. They live in the process.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from accounts.texts.queries import edition

from .comfort import theme_of, wants_simple_pages

MOST = 500
WORDS_LAG_S = 60  # "ten minutes ago" may lag by so much

Drawn = TypeVar("Drawn")


class Copies(Generic[Drawn]):
    """Copies of one thing; the oldest goes first."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[Any, Drawn] = OrderedDict()

    def get(self, key: object) -> Drawn | None:
        return self._drawn.get(key)

    def keep(self, key: object, drawn: Drawn) -> None:
        self._drawn[key] = drawn
        if len(self._drawn) > MOST:
            self._drawn.popitem(last=False)


def key_of(*shown: object) -> tuple[object, ...]:
    """What a copy is found by. Fails for values that cannot be compared."""
    return get_language(), edition(), *map(_as_shown, shown)


def _as_shown(value: Any) -> Any:
    """Rows by what they hold: two readings of one row are equal to Django even when its name has changed."""
    if isinstance(value, Model):
        return _columns(type(value))(value)
    if isinstance(value, dict):
        value = list(value.values())
    return tuple(map(_as_shown, value)) if isinstance(value, list) else value


@cache
def _columns(model: type[Model]) -> Callable[[Model], tuple[Any, ...]]:
    return attrgetter(*(field.attname for field in model._meta.concrete_fields))


_pages: Copies[bytes] = Copies()


def page_for_everybody(
    request: HttpRequest, *shown: object, draw: Callable[[], HttpResponse]
) -> HttpResponse:
    """A page of these values: a copy for readers who are signed out, drawn for everybody else.

    Whoever calls this has asked already whether the page may be read; that is never kept.
    """
    if request.user.is_authenticated:
        return draw()
    key = key_of(
        request.get_full_path(), theme_of(request), wants_simple_pages(request),
        int(time.time() / WORDS_LAG_S), *shown,
    )  # fmt: skip
    if (html := _pages.get(key)) is not None:
        return HttpResponse(html)
    response = draw()
    # A form's token is one person's: a page that asked for one is nobody else's.
    if response.status_code == 200 and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
        _pages.keep(key, response.content)
    return response
