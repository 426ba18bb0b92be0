"""Fresh recovery words on their way to the one person who may see them: in a row of their own beside the login, gone
when they say that they kept them, and half an hour later in any case. For good only their hash is kept (`words`).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest

from .sessions import SessionStore

STAY = timedelta(minutes=30)  # to find paper, or a pen that writes
_KEY = "shown_words"


@dataclass(frozen=True)
class ShownWords:
    words: list[str]
    next_url: str
    step: str


def put_aside(request: HttpRequest, words: list[str], *, next_url: str, step: str = "") -> None:
    """For the next page of this login. Ended rows are deleted with ended logins (`actions.forget_ended_logins`)."""
    take_away(request)
    row = SessionStore()
    row.set_expiry(int(STAY.total_seconds()))
    row.update({"words": words, "next_url": next_url, "step": step})
    row.save(must_create=True)
    request.session[_KEY] = row.session_key


def shown_to(request: HttpRequest) -> ShownWords | None:
    """What was put aside for this login, as long as it is there."""
    row = SessionStore(request.session.get(_KEY) or None)
    if "words" not in row:
        return None
    return ShownWords(words=row["words"], next_url=row["next_url"], step=row["step"])


def take_away(request: HttpRequest) -> None:
    if key := request.session.pop(_KEY, None):
        SessionStore(key).delete()
