"""When somebody must have looked. Counted in covered hours; with daily reading that is the next reading."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from community.spaces.models import Community

AT_MOST = timedelta(hours=24)
UNREAD_WITHIN = timedelta(minutes=30)  # a text the program could not read


def next_reading(community: Community, now: datetime) -> datetime:
    """The end of a clock that starts now: the community's next daily reading, a day from now at most."""
    if community.daily_time is None:
        return now + AT_MOST
    zone = ZoneInfo(community.zone)
    here = now.astimezone(zone)
    today = datetime.combine(here.date(), community.daily_time, tzinfo=zone)
    reading = (
        today
        if today > here
        else datetime.combine(here.date() + timedelta(days=1), community.daily_time, tzinfo=zone)
    )
    return min(reading.astimezone(now.tzinfo), now + AT_MOST)
