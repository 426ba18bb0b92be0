"""Starts what the tests stand on before anything else is loaded: a real Postgres, a real Valkey.

Loaded by `-p tests.services` (pyproject.toml): a conftest.py would come too late, after Django's settings.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from config.embedded import DataFolder, services_for

_open = ExitStack()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    # The workers of pytest-xdist inherit the environment, and with it the servers, of the first process.
    if "PEER_TESTS" not in os.environ:
        _start()
    return (yield)


def _start() -> None:
    folder = Path(tempfile.mkdtemp(prefix="peer-tests-"))
    _open.callback(shutil.rmtree, folder, ignore_errors=True)
    data = DataFolder(folder)
    (folder / "static").mkdir()  # WhiteNoise warns where nothing was collected, and warnings are errors
    services = _open.enter_context(services_for(data, durable=False))
    atexit.register(_open.close)
    os.environ |= {
        "PEER_TESTS": "1",
        "PEER_DATA": str(folder),
        "DATABASE_URL": services.database_url,
        "REDIS_URL": services.redis_url,
        "SECRET_KEY": data.secret_key,
        "CONN_MAX_AGE": "0",  # a thread that keeps its connection keeps the test database from being dropped
        "SITE_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    }


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        _open.close()
