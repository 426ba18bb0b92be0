"""Celery's scheduler, in memory and heard. Its usual file can break when it is killed; we need none."""

import contextlib
import time
from typing import Any

from celery.beat import Scheduler
from django.db import Error as DatabaseError
from django.db import close_old_connections

from accounts import due

BEAT_EVERY = 5  # seconds


class HeardScheduler(Scheduler):
    _heard_at = 0.0

    def tick(self, *args: Any, **kwargs: Any) -> float:
        wait = super().tick(*args, **kwargs)
        if time.monotonic() - self._heard_at >= BEAT_EVERY:
            self._heard_at = time.monotonic()
            close_old_connections()
            with contextlib.suppress(DatabaseError):  # it beats again when the database is back
                due.beat("scheduler")
        return min(wait, BEAT_EVERY)
