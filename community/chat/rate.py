"""How fast one member may speak: the same pace for all their windows, and for messages sent without scripts."""

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.errors import TooFast
from accounts.live.streams import Seat
from accounts.pace import Pace
from community.spaces.models import Membership

_pace = Pace(over_seconds=5)  # room for a burst of short lines


def check_pace(seat: Seat) -> int:
    """Seconds to wait, or 0. Counts one message when it may go. A seat in a room knows its membership by its key."""
    return _wait(seat.who)


def check_form(author: Membership) -> None:
    if wait := _wait(author.pk):
        raise TooFast(_("That was a lot at once."), seconds=wait, kept=_("Your words are kept."))


def _wait(member: int) -> int:
    return _pace.wait(member, a_second=settings.MESSAGES_A_SECOND)
