"""The embedded servers: anywhere, side by side, never with people's words in their logs."""

import os
import shutil

import psycopg
import pytest
import redis

from config.embedded import DataFolder, MissingProgram, programs, services_for
from config.embedded.postgres import Postgres


@pytest.fixture
def no_servers_given(monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("REDIS_URL")


@pytest.fixture
def folder(no_servers_given, tmp_path):
    """A data folder with a space in its path, and a path far longer than a socket's may be."""
    return DataFolder(tmp_path / ("a long name and a space " * 5) / "Data")


def ask(url: str, question: str) -> str:
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()[0]


def test_two_folders_have_two_databases_at_once(folder, tmp_path):
    other = DataFolder(tmp_path / "other")
    with services_for(folder) as one, services_for(other) as two:
        with psycopg.connect(one.database_url) as connection:
            connection.execute("CREATE TABLE mine ()")

        assert ask(two.database_url, "SELECT to_regclass('mine')::text") is None
        assert redis.Redis.from_url(one.redis_url).set("a", 1)
        assert redis.Redis.from_url(two.redis_url).get("a") is None

    with services_for(folder) as again:
        assert ask(again.database_url, "SELECT to_regclass('mine')::text") == "mine"


def test_nothing_of_them_is_left_after_the_block(folder):
    with services_for(folder) as services:
        pid = Postgres(folder).pid
        assert pid

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(redis.ConnectionError):
        redis.Redis.from_url(services.redis_url).ping()


def test_nobody_else_on_the_machine_may_speak_to_them(folder):
    with services_for(folder):
        assert (folder.sockets / "postgres").stat().st_mode & 0o077 == 0
        assert (folder.sockets / "valkey.sock").stat().st_mode & 0o077 == 0
        assert folder.path.stat().st_mode & 0o066 == 0


def test_what_was_acknowledged_is_on_the_disk(folder):
    with services_for(folder) as services:
        assert ask(services.database_url, "SHOW fsync") == "on"
        assert ask(services.database_url, "SHOW synchronous_commit") == "on"


def test_a_refused_statement_leaves_no_words_in_the_log(folder):
    with (
        services_for(folder) as services,
        psycopg.connect(services.database_url, autocommit=True) as connection,
    ):
        connection.execute("CREATE TABLE posts (words text UNIQUE)")
        for statement in ("INSERT INTO posts VALUES ('canary-words')", "SELECT nonsense, 'canary-words'"):
            for _ in range(2):
                try:
                    connection.execute(statement)
                except psycopg.Error:
                    continue

    assert "canary-words" not in (folder.path / "logs" / "postgres.log").read_text()


def test_our_role_is_no_superuser(folder):
    with services_for(folder) as services:
        assert (
            ask(services.database_url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        )


def test_servers_that_are_given_are_used(tmp_path):
    given = os.environ["DATABASE_URL"]

    with services_for(DataFolder(tmp_path / "data")) as services:
        assert services.database_url == given
    assert not (tmp_path / "data" / "postgres").exists()


@pytest.mark.parametrize(("look", "says"), [
    (programs.postgres_folder, "apt install postgresql"),
    (programs.valkey_server, "apt install valkey-server"),
])  # fmt: skip
def test_a_machine_without_them_is_told_what_to_install(monkeypatch, look, says):
    monkeypatch.setattr(programs, "_wheel", lambda *_: None)
    monkeypatch.setattr(programs, "_distribution", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with pytest.raises(MissingProgram, match=says):
        look()
