"""bin/up as a whole: starts, says where, brings back what dies, stops in time and leaves nothing running."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from config.scratch import scratch_instance

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("up")]


@pytest.fixture(scope="module")
def instance():
    with scratch_instance(demo=False) as scratch:
        yield scratch


def processes(instance) -> dict[int, str]:
    """Every process of this instance by number: those with its data folder in their environment, and their children."""
    environs, commands, parents = {}, {}, {}
    for number in map(int, filter(str.isdigit, os.listdir("/proc"))):
        with contextlib.suppress(OSError):
            environs[number] = Path(f"/proc/{number}/environ").read_bytes()
            commands[number] = Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            parents[number] = int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])
    mark = f"PEER_DATA={instance.folder.path}".encode()
    ours = {number for number, environ in environs.items() if mark in environ.split(b"\0")}
    # Valkey writes its title over its environment.
    return {
        number: commands[number] for number, parent in parents.items() if number in ours or parent in ours
    }


def ready(instance) -> dict[str, str]:
    try:
        with urllib.request.urlopen(f"{instance.url}/readyz?all=1", timeout=5) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return json.loads(error.read())
    except OSError:
        return {}


def wait_until(check, *, seconds: float, what: str) -> None:
    ends = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < ends, f"not within {seconds:g} s: {what}"
        time.sleep(0.1)


def test_all_parts_are_ready(instance):
    assert set(ready(instance).values()) == {"ok"}
    assert instance.log("web")


def test_a_command_joins_the_running_instance(instance):
    answer = instance.manage("shell", "-v0", "-c", "from accounts import due; print(sorted(due.beats()))")

    assert answer == "['scheduler', 'worker']\n"
    assert ready(instance)["database"] == "ok"


@pytest.mark.parametrize("part", ["web", "worker", "scheduler", "valkey", "postgres"])
def test_what_dies_comes_back(instance, part):
    died = instance.pid(part)
    instance.send(part, signal.SIGKILL)

    def is_back() -> bool:
        return instance.pid(part) not in {0, died} and set(ready(instance).values()) == {"ok"}

    wait_until(is_back, seconds=30, what=f"{part} back and everything ready")


@pytest.mark.parametrize("part", ["worker", "valkey"])
def test_what_freezes_holds_no_page_up(instance, part):
    instance.send(part, signal.SIGSTOP)
    try:
        started = time.monotonic()
        with urllib.request.urlopen(f"{instance.url}/readyz", timeout=5) as answer:
            assert answer.status == 200
        with urllib.request.urlopen(f"{instance.url}/", timeout=5) as answer:
            assert answer.status == 200
        assert time.monotonic() - started < 3
    finally:
        instance.send(part, signal.SIGCONT)
    wait_until(lambda: set(ready(instance).values()) == {"ok"}, seconds=30, what="ready again")


def test_a_second_start_of_the_same_folder_says_where_the_first_is(instance):
    command = ["bin/up", "--data", str(instance.folder.path)]

    second = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)

    assert second.returncode == 1
    assert instance.url in second.stderr


def test_stop_and_start_keep_the_data_and_leave_nothing(tmp_path):
    with scratch_instance(demo=False) as scratch:
        scratch.manage(
            "shell", "-v0", "-c", "from django.core.cache import cache; cache.set('kept', 'yes', None)"
        )

        started = time.monotonic()
        scratch.process.send_signal(signal.SIGINT)
        assert scratch.process.wait(timeout=15) == 0
        assert time.monotonic() - started < 10, "stopping took longer than promised"
        assert processes(scratch) == {}

        # As an operator's machine does it: the port is taken by something else the next time.
        with socket.socket() as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(("127.0.0.1", scratch.port))
            taken.listen()
            with scratch_instance(demo=False, data=scratch.folder.path, port=scratch.port) as again:
                assert again.port != scratch.port
                answer = again.manage(
                    "shell", "-v0", "-c", "from django.core.cache import cache; print(cache.get('kept'))"
                )
                assert answer == "yes\n"


def test_a_killed_up_takes_its_parts_with_it():
    with scratch_instance(demo=False) as scratch:
        scratch.process.kill()
        scratch.process.wait()

        wait_until(lambda: not processes(scratch), seconds=12, what=f"nothing left of {scratch.folder.path}")


def test_daphne_serves_too():
    with scratch_instance(demo=False, server="daphne") as scratch:
        assert set(ready(scratch).values()) == {"ok"}
        with urllib.request.urlopen(f"{scratch.url}/help/", timeout=5) as page:
            assert page.status == 200
