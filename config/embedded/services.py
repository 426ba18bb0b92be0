"""Starts what a command or a test needs, and stops it when nobody needs it any more.

bin/up does not come here: it has a supervisor (config/up.py) that also brings back what dies.
"""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass

from config.embedded.folder import DataFolder, take
from config.embedded.lifetime import end_with_parent
from config.embedded.postgres import Postgres
from config.embedded.programs import MissingProgram
from config.embedded.valkey import Valkey

__all__ = ["MissingProgram", "Services", "database_for", "services_for"]

JOIN_SECONDS = 30


@dataclass(frozen=True)
class Services:
    database_url: str
    redis_url: str


@contextlib.contextmanager
def services_for(folder: DataFolder, *, durable: bool = True) -> Iterator[Services]:
    """A Postgres and a Valkey of one's own while the block runs; DATABASE_URL and REDIS_URL go first."""
    with contextlib.ExitStack() as stack:
        stack.callback(folder.drop_sockets)
        database_url = os.environ.get("DATABASE_URL") or stack.enter_context(_own_postgres(folder, durable))
        redis_url = os.environ.get("REDIS_URL") or stack.enter_context(_own_valkey(folder))
        yield Services(database_url, redis_url)


@contextlib.contextmanager
def database_for(folder: DataFolder) -> Iterator[Services]:
    """The database of a folder for one command: join what runs, else start it and stop it at the end."""
    if url := os.environ.get("DATABASE_URL"):
        yield Services(url, os.environ.get("REDIS_URL", _nobody(folder)))
        return
    with folder.file("owner.lock").open("a") as held:
        if not take(held.fileno(), shared=True, wait=False):
            yield _running(folder)
            return
        postgres = _ensure_started(folder)
        try:
            yield Services(postgres.url, os.environ.get("REDIS_URL", _nobody(folder)))
        finally:
            with folder.lock("start"):
                # Only the last one gets the lock for itself.
                if take(held.fileno(), wait=False):
                    postgres.stop()
                    folder.drop_sockets()


def _ensure_started(folder: DataFolder) -> Postgres:
    with folder.lock("start"):
        postgres = Postgres(folder)
        postgres.prepare()
        if not postgres.pid:
            _spawn(postgres, start_new_session=True)  # a second command may outlive the one that started it
        postgres.wait_until_ready()
    return postgres


def _spawn(postgres: Postgres, **how: object) -> None:
    with (postgres.folder.made("logs") / "postgres.log").open("a") as log:
        subprocess.Popen(postgres.command, stdout=log, stderr=log, **how, **postgres.as_owner())  # type: ignore[call-overload]


def _running(folder: DataFolder) -> Services:
    """What the running bin/up says; it may be on its way up."""
    ends = time.monotonic() + JOIN_SECONDS
    while time.monotonic() < ends:
        if (said := folder.instance) and "database_url" in said:
            return Services(said["database_url"], said["redis_url"])
        time.sleep(0.1)
    raise RuntimeError(f"Something else holds {folder.path} and does not say where its database is.")


def _nobody(folder: DataFolder) -> str:
    """An address where no Valkey answers: one command needs none, and publishing fails at once."""
    return f"unix://{folder.sockets}/valkey.sock"


@contextlib.contextmanager
def _own_postgres(folder: DataFolder, durable: bool) -> Iterator[str]:
    postgres = Postgres(folder, durable=durable)
    postgres.prepare()
    _spawn(postgres, preexec_fn=end_with_parent)
    try:
        postgres.wait_until_ready()
        yield postgres.url
    finally:
        postgres.stop()


@contextlib.contextmanager
def _own_valkey(folder: DataFolder) -> Iterator[str]:
    valkey = Valkey(folder)
    with (folder.made("logs") / "valkey.log").open("a") as log:
        process = subprocess.Popen(valkey.command, stdout=log, stderr=log, preexec_fn=end_with_parent)
    try:
        valkey.wait_until_ready()
        yield valkey.url
    finally:
        process.terminate()
        process.wait(timeout=5)
