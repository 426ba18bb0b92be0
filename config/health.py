"""/healthz: this process lives. /readyz: what works. Nobody learns more than ok, late or down."""

from collections.abc import Callable

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from accounts import due

LATE_AFTER = 30  # seconds; each part beats every 5
DOWN_AFTER = 120
NEEDED_TO_SERVE = ("database", "migrations")  # without the others pages still work: a proxy must keep us


@login_not_required
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    parts = state_of_parts()
    asked = parts if request.GET.get("all") == "1" else NEEDED_TO_SERVE
    return JsonResponse(parts, status=200 if all(parts[part] == "ok" for part in asked) else 503)


def state_of_parts() -> dict[str, str]:
    """ok, late or down for each part. 3 queries and a ping."""
    database = _try(_database)
    heard = _beats() if database == "ok" else {}
    return {
        "database": database,
        "migrations": _try(_migrations) if database == "ok" else "down",
        "valkey": _try(_valkey),
        "worker": _by_age(heard.get("worker")),
        "scheduler": _by_age(heard.get("scheduler")),
    }


def _try(ask: Callable[[], bool]) -> str:
    try:
        return "ok" if ask() else "down"
    except (DatabaseError, redis.RedisError, OSError):
        return "down"


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


_migrated: list[bool] = []


def _migrations() -> bool:
    # Once true it stays true for this process: it runs the code it was started with.
    if not _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.append(True)
    return True


def _valkey() -> bool:
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1) as client:
        return bool(client.ping())


def _beats() -> dict[str, float]:
    try:
        return due.beats()
    except DatabaseError:
        return {}


def _by_age(seconds: float | None) -> str:
    if seconds is None or seconds > DOWN_AFTER:
        return "down"
    return "ok" if seconds <= LATE_AFTER else "late"
