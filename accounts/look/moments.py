"""Moments in words: coarse ones for members, exact ones for the team. Nothing here reads the database."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE = timedelta(minutes=1)


def said_when(moment: datetime, now: datetime | None = None) -> str:
    """In words that give no exact time away: it would tell a watcher when somebody is awake."""
    now = now or timezone.now()
    return _just_past(now - moment) or _by_the_day(timezone.localtime(moment), timezone.localtime(now))


def _just_past(age: timedelta) -> str:
    if age < 5 * MINUTE:
        return _("just now")
    if age < 20 * MINUTE:
        return _("ten minutes ago")
    if age < 45 * MINUTE:
        return _("half an hour ago")
    if age < 100 * MINUTE:
        return _("about an hour ago")
    return ""


def _by_the_day(moment: datetime, now: datetime) -> str:
    days = (now.date() - moment.date()).days
    if days <= 0:
        return _today(moment.hour)
    if days == 1:
        return _yesterday(moment.hour)
    if days < 7:
        return _("on %(weekday)s") % {"weekday": date_format(moment, "l")}
    if days < 14:
        return _("last week")
    if days < 28:
        return ngettext("%(n)s week ago", "%(n)s weeks ago", days // 7) % {"n": _small_number(days // 7)}
    if moment.year == now.year or days < 180:
        return _("in %(month)s") % {"month": date_format(moment, "F")}
    return _("in %(month)s") % {"month": date_format(moment, "F Y")}


def _today(hour: int) -> str:
    if hour < 5:
        return _("in the night")
    if hour < 12:
        return _("this morning")
    return _("this afternoon") if hour < 18 else _("this evening")


def _yesterday(hour: int) -> str:
    if hour < 12:
        return _("yesterday morning")
    return _("yesterday afternoon") if hour < 18 else _("yesterday evening")


def _small_number(number: int) -> str:
    return {2: _("two"), 3: _("three")}.get(number, str(number))


def clock(moment: datetime, now: datetime | None = None) -> str:
    """Exact, for the team: "20:41", "yesterday 20:41", "3 May, 20:41"."""
    now = timezone.localtime(now)
    moment = timezone.localtime(moment)
    time, days = date_format(moment, "H:i"), (now.date() - moment.date()).days
    if days == 0:
        return time
    if days == 1:
        return _("yesterday %(time)s") % {"time": time}
    if days == -1:
        return _("tomorrow %(time)s") % {"time": time}
    return f"{date_format(moment, 'j F' if moment.year == now.year else 'j F Y')}, {time}"
