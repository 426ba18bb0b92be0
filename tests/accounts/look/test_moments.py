from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.look.moments import clock, said_when

NOW = datetime(2026, 5, 14, 20, 50, tzinfo=ZoneInfo("UTC"))  # a Thursday evening


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW - timedelta(seconds=20), "just now"),
        (NOW - timedelta(minutes=11), "ten minutes ago"),
        (NOW - timedelta(minutes=31), "half an hour ago"),
        (NOW - timedelta(minutes=70), "about an hour ago"),
        (NOW.replace(hour=16), "this afternoon"),
        (NOW.replace(hour=9), "this morning"),
        (NOW.replace(hour=3), "in the night"),
        (NOW.replace(day=13, hour=21), "yesterday evening"),
        (NOW.replace(day=13, hour=8), "yesterday morning"),
        (NOW.replace(day=10), "on Sunday"),
        (NOW.replace(day=5), "last week"),
        (NOW.replace(month=4, day=28), "two weeks ago"),
        (NOW.replace(month=3), "in March"),
        (NOW.replace(year=2025, month=3), "in March 2025"),
    ],
)
def test_members_read_a_moment_in_coarse_words(moment, words):
    assert said_when(moment, NOW) == words


def test_no_moment_of_the_last_two_years_shows_members_a_clock_or_a_day_of_the_month():
    moments = [NOW - timedelta(minutes=7 * step) for step in range(1, 150_000, 97)]

    said = {said_when(moment, NOW) for moment in moments}

    digits = {
        words
        for words in said
        if any(sign.isdigit() for sign in words.replace("2024", "").replace("2025", ""))
    }
    assert len(said) > 20, "needs moments of many ages"
    assert not digits


def test_a_moment_is_said_in_the_readers_own_zone():
    with timezone.override("Pacific/Auckland"):
        assert said_when(NOW - timedelta(hours=6), NOW) == "in the night"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW.replace(hour=9, minute=5), "09:05"),
        (NOW.replace(day=13), "yesterday 20:50"),
        (NOW.replace(day=15, hour=18, minute=0), "tomorrow 18:00"),
        (NOW.replace(day=3), "3 May, 20:50"),
        (NOW.replace(year=2025), "14 May 2025, 20:50"),
    ],
)
def test_the_team_reads_a_moment_by_the_clock(moment, words):
    assert clock(moment, NOW) == words
