"""Hints to open pages: `{stream, n}`, never words. Losing one costs seconds, because every reader also asks.

In a web process the hub takes them; in a worker, which has none, they go straight to Valkey.
"""

import asyncio
import json
import secrets
from collections.abc import Callable

import redis
from django.conf import settings

from accounts.rest import Rest

CHANNEL = "peer:hints"
PROCESS = secrets.token_hex(8)  # a process does not listen to itself

_hub: Callable[[str, int | None], None] | None = None
_loop: asyncio.AbstractEventLoop | None = None
_valkey: redis.Redis | None = None
_rest = Rest()


def to_hub(take: Callable[[str, int | None], None], loop: asyncio.AbstractEventLoop) -> None:
    """From now on hints of this process go to its hub, for as long as its event loop runs."""
    global _hub, _loop
    _hub, _loop = take, loop


def hint(stream: str, n: int | None = None) -> None:
    """Tell every process that a stream has news. Never raises, and never makes a request wait on Valkey."""
    if _hub is not None and _loop is not None and _loop.is_running():
        _hub(stream, n)
    else:
        _publish(stream, n)


def as_message(stream: str, n: int | None) -> str:
    return json.dumps({"stream": stream, "n": n, "from": PROCESS})


def _publish(stream: str, n: int | None) -> None:
    global _valkey
    if _rest:
        return
    if _valkey is None:
        _valkey = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
    try:
        _valkey.publish(CHANNEL, as_message(stream, n))
    except (redis.RedisError, OSError):
        _rest.begin()
