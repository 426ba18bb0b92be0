"""Duties with a time. Any worker or web process takes what is due, so no part is a single point of failure.

An app registers a function that takes a few due rows with SKIP LOCKED and says how many it did.
"""

import time
from collections.abc import Callable

from django.db import connection

_duties: dict[str, Callable[[], int]] = {}


def register(name: str, run: Callable[[], int]) -> None:
    _duties[name] = run


def run_due(*, budget_s: float) -> dict[str, int]:
    """Run each duty until it finds nothing more or the time is used up."""
    ends = time.monotonic() + budget_s
    done = dict.fromkeys(_duties, 0)
    for name, run in _duties.items():
        while time.monotonic() < ends and (count := run()):
            done[name] += count
    return done


def beat(part: str) -> None:
    """This part of the system is alive. 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_heartbeat (part, at) VALUES (%s, statement_timestamp()) "
            "ON CONFLICT (part) DO UPDATE SET at = excluded.at",
            [part],
        )


def beats() -> dict[str, float]:
    """Seconds since each part was last heard. 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT part, extract(epoch FROM statement_timestamp() - at)::float8 FROM record_heartbeat"
        )
        return dict(cursor.fetchall())
