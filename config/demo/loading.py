"""Loads the demo, all of it or nothing, and only once."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from accounts.clock import database_now
from accounts.help.actions import import_lines, verify_lines
from accounts.help.models import DIRECTORY, HelpLine
from accounts.people.models import Account
from community.spaces.models import Community, Contribution
from moderation.cases.clocks import AT_MOST, next_reading

from .aging import protected_rows_may_age, settle
from .people import Cast, assemble, facts
from .scripts import Clock
from .stories import Story
from .words import Writer

COUNTRIES = ("GB", "IE", "US", DIRECTORY)  # where the demo's people live, and the way on from everywhere else
JUST_NOW = timedelta(hours=4)  # no script says "now-" more than this
LOCK = 7_203_918_465  # any number: two loaders at once wait for each other


@transaction.atomic
def load_demo() -> bool:
    """True when the demo was loaded, False when it was there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if is_loaded():
        return False
    now = database_now()
    with protected_rows_may_age():
        cast = assemble(Clock(now))
        named = _write(cast, now)
        settle()
        _tell(cast, now, named)
    _verify_help_lines(cast)
    return True


def is_loaded() -> bool:
    first = facts("people")["person"][0]
    return Account.objects.filter(sign_in_name=first["sign_in_name"]).exists()


def _write(cast: Cast, now: datetime) -> dict[str, Contribution]:
    named: dict[str, Contribution] = {}
    for about in facts("communities")["community"]:
        writer = Writer(cast, about["slug"], clock_for(cast.communities[about["slug"]], now), named)
        for forum in about["forum"]:
            writer.fill_forum(forum)
        for room in about["room"]:
            writer.fill_room(room)
    return named


def _tell(cast: Cast, now: datetime, named: dict[str, Contribution]) -> None:
    for story in facts("stories")["story"]:
        about = Contribution.objects.select_related("community", "author__account").get(
            pk=named[story["about"]].pk
        )
        Story(cast, clock_for(about.community, now), about, story["kind"]).tell(story["acts"])


def clock_for(community: Community, now: datetime) -> Clock:
    """What happened "just now" has happened since the team last read: nobody has missed it yet."""
    since_reading = AT_MOST - (next_reading(community, now) - now)
    return Clock(now, pace=min(1.0, since_reading / JUST_NOW))


def _verify_help_lines(cast: Cast) -> None:
    import_lines()
    lines = HelpLine.objects.filter(country__in=COUNTRIES, verified_at=None)
    verify_lines(lines=lines, by=cast.accounts["noor"])
