"""Handing work to the queue without ever waiting for it. The duty itself is a row; a sweep finds what got lost.

Tasks are asked for by name: whoever enqueues need not know who does the work.
"""

import time

import structlog
from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = structlog.get_logger("queueing")
# After a failure the broker is left alone this long: a frozen Valkey slows one request, not all.
REST_S = 5.0

_rests_until = 0.0


def enqueue(task: str, *arguments: object) -> bool:
    """Ask a worker to run the task of this name. Never raises; False when the broker could not be reached."""
    global _rests_until
    if time.monotonic() < _rests_until:
        return False
    try:
        current_app.send_task(task, arguments)
    except (OperationalError, RedisError, OSError) as error:
        _rests_until = time.monotonic() + REST_S
        log.warning("queue away", error=type(error).__name__)
        return False
    return True
