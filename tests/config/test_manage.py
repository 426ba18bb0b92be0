"""bin/manage: an answer on standard output and nothing else, with a database only while it is needed."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from config.embedded import DataFolder
from config.environment import ROOT


@pytest.fixture
def manage(tmp_path_factory):
    """bin/manage on a data folder of its own, whose path has a space and would be too long for a socket."""
    folder = tmp_path_factory.mktemp("a folder with a long name" * 4) / "My data"
    own = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}

    def run(*command: str, said: str = "") -> subprocess.CompletedProcess[str]:
        program = [sys.executable, "-m", "config.manage", *command]
        environment = own | {"PEER_DATA": str(folder), "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            program, env=environment, input=said, capture_output=True, text=True, cwd="/", check=False
        )

    run.folder = folder
    return run


def test_the_answer_is_all_there_is_on_standard_output(manage):
    done = manage("migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""

    answer = manage("demo_accounts", "--json")

    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout) == []


def test_the_database_ends_with_the_last_command_that_uses_it(manage):
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: manage("check", "--database", "default"), range(3)))

    assert [answer.returncode for answer in answers] == [0, 0, 0], answers
    assert not (manage.folder / "postgres" / "postmaster.pid").exists()
    assert not (manage.folder / "sockets").exists()


def test_data_may_be_named_before_or_after_the_command(manage, tmp_path):
    for command in (["--data", str(tmp_path / "x"), "check"], ["check", "--data", str(tmp_path / "x")]):
        assert manage(*command).returncode == 0
    assert (tmp_path / "x" / "postgres").is_dir()
    assert not (manage.folder / "postgres").exists()


def test_assess_needs_no_database(manage):
    answer = manage("assess", said='{"id": "1", "text": "hello"}\nnot json\n')

    first, second = map(json.loads, answer.stdout.splitlines())
    assert first["id"] == "1"
    assert first["level"] == "none"
    assert "error" in second
    assert not (manage.folder / "postgres").exists()


def test_an_unknown_command_fails_and_says_so_on_standard_error(manage):
    answer = manage("no_such_command")

    assert answer.returncode != 0
    assert answer.stdout == ""
    assert "no_such_command" in answer.stderr


def test_secrets_are_made_once_and_for_their_owner_only(tmp_path):
    first = DataFolder(tmp_path / "data").secret_key

    assert len(first) >= 50
    assert DataFolder(tmp_path / "data").secret_key == first
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o777 == 0o600
