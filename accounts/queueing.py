"""Handing work to the queue without ever waiting for it. The duty itself is a row; a sweep finds what got lost.

Tasks are asked for by name: whoever enqueues need not know who does the work.
"""

import structlog
from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from accounts.rest import Rest

log = structlog.get_logger("queueing")
_rest = Rest()


def enqueue(task: str, *arguments: object) -> bool:
    """Ask a worker to run the task of this name. Never raises; False when the broker could not be reached."""
    if _rest:
        return False
    try:
        current_app.send_task(task, arguments)
    except (OperationalError, RedisError, OSError) as error:
        _rest.begin()
        log.warning("queue away", error=type(error).__name__)
        return False
    return True
