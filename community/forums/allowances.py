"""How much one member may write in a day, fewer for newcomers: a flood is met while it is small."""

from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import limits
from community.spaces.models import Membership

A_DAY = 24 * 60 * 60


class Allowance(StrEnum):
    TOPICS = "topic"
    REPLIES = "post"


TOPICS, REPLIES = Allowance.TOPICS, Allowance.REPLIES
FEW = {TOPICS: 2, REPLIES: 10}  # from here on it is said how many are left


def take(what: Allowance, author: Membership) -> None:
    """Count one; `TooFast` when the day's are used up. Inside the caller's transaction. 1 query."""
    most = _most(what, author)
    limits.check(
        what, author.pk, most=most, seconds=A_DAY, happened=_used_up(what, most), kept=_("Your words are kept."),
        do_next=_instead(what),
    )  # fmt: skip


def words_left(what: Allowance, author: Membership) -> str:
    """For beside the form of a newcomer who has few left; else nothing. 1 query for newcomers, none for others."""
    if not _is_newcomer(author):
        return ""
    most = _most(what, author)
    left = limits.left(what, author.pk, most=most, seconds=A_DAY)
    if not left:
        return f"{_used_up(what, most)} {_instead(what)}"
    return _few(what, left) if left <= FEW[what] else ""


def _most(what: Allowance, author: Membership) -> int:
    if _is_newcomer(author):
        return settings.NEWCOMER_TOPICS_A_DAY if what is TOPICS else settings.NEWCOMER_REPLIES_A_DAY
    return settings.TOPICS_A_DAY if what is TOPICS else settings.REPLIES_A_DAY


def _is_newcomer(author: Membership) -> bool:
    return timezone.now() - author.joined_at < timedelta(hours=settings.NEWCOMER_HOURS)


def _few(what: Allowance, left: int) -> str:
    if what is TOPICS:
        words = ngettext(
            "You can start {left} more topic today.", "You can start {left} more topics today.", left
        )
    else:
        words = ngettext(
            "You can post {left} more reply today.", "You can post {left} more replies today.", left
        )
    return f"{words.format(left=left)} {_('On your first day here it is a little at a time.')}"


def _used_up(what: Allowance, most: int) -> str:
    if what is TOPICS:
        return _("You have started {most} topics today, and that is all for now.").format(most=most)
    return _("You have posted {most} replies today, and that is all for now.").format(most=most)


def _instead(what: Allowance) -> str:
    return (
        _("You can still reply and talk in rooms.") if what is TOPICS else _("You can still talk in rooms.")
    )
