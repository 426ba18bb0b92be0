"""The demo's times hold at whatever hour and on whatever day it is loaded. No database."""

from datetime import UTC, datetime, time, timedelta

import pytest

from community.spaces.models import Community
from config.demo.loading import clock_for
from config.demo.people import DATA, facts
from config.demo.scripts import Clock, read
from moderation.cases.clocks import next_reading

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
HOURS = [MONDAY + timedelta(days=day, hours=hour, minutes=1) for day in range(7) for hour in range(24)]


@pytest.fixture(params=facts("communities")["community"], ids=lambda about: about["slug"])
def about(request):
    return request.param


def threads_of(about):
    return [thread for place in [*about["forum"], *about["room"]] for thread in read(DATA / place["script"])]


def test_everything_is_said_in_order_and_nothing_in_the_future(about):
    community = Community(daily_time=time.fromisoformat(about["daily_time"]))
    for now in HOURS:
        clock = clock_for(community, now)
        for thread in threads_of(about):
            said = [line.at for line in clock.place(thread).lines]
            assert said == sorted(said), (now, thread.title)
            assert said[-1] < now
            assert said[0] > clock.ago("23d")


def test_no_daily_reading_lies_between_what_just_happened_and_now(about):
    community = Community(daily_time=time.fromisoformat(about["daily_time"]))
    recent = [
        line.when for thread in threads_of(about) for line in thread.lines if line.when.startswith("now-")
    ]

    assert recent
    for now in HOURS:
        for when in recent:
            assert next_reading(community, clock_for(community, now).moment(when)) > now


@pytest.mark.parametrize(("words", "said"), [
    ("2d 02:10", "2026-11-23 02:10"), ("sun 15:40", "2026-11-22 15:40"), ("sun-1 15:40", "2026-11-15 15:40"),
    ("tomorrow 10:00", "2026-11-26 10:00"), ("now-14m", "2026-11-25 11:46"),
])  # fmt: skip
def test_times_are_read_as_written(words, said):
    clock = Clock(datetime(2026, 11, 25, 12, 0, tzinfo=UTC))

    assert f"{clock.moment(words):%Y-%m-%d %H:%M}" == said
