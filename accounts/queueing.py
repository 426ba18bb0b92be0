"""Handing work to the queue without ever waiting for it. The duty itself is a row; a sweep finds what got lost."""

import time

import structlog
from celery import Task
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = structlog.get_logger("queueing")
REST_S = (
    5.0  # after a failure the broker is left alone this long, so a frozen Valkey slows one request, not all
)

_rests_until = 0.0


def enqueue(task: Task, *arguments: object) -> bool:
    """Ask a worker to run a task. Never raises; False when the broker could not be reached."""
    global _rests_until
    if time.monotonic() < _rests_until:
        return False
    try:
        task.apply_async(arguments)
    except (OperationalError, RedisError, OSError) as error:
        _rests_until = time.monotonic() + REST_S
        log.warning("queue away", error=type(error).__name__)
        return False
    return True
