"""How a name is shown. Everywhere, through this one function, so that "former member" and "the team" need no twin."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.look import quilt
from accounts.texts import text

TEAM_PATCH = -1  # the table, not a quilt block


@dataclass(frozen=True)
class Byline:
    name: str
    patch: int
    role_words: str = ""
    is_me: bool = False


def byline(
    *, name: str, patch: int, state: str, as_team: bool = False, is_me: bool = False, duty_name: str = ""
) -> Byline:
    """What a reader sees beside words. `duty_name` is said only inside a talk with the team."""
    if as_team:
        return Byline(duty_name or _("The team"), TEAM_PATCH, _("Peer moderator"), is_me)
    if state == "former":
        return Byline(text("stub.former"), quilt.FORMER)
    return Byline(name, patch, "", is_me)
