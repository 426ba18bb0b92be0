"""The embedded Postgres: how its folder is made, how it is started, and when it is ready."""

import contextlib
import os
import pwd
import signal
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from config.embedded.folder import DataFolder
from config.embedded.owner import let_in, let_read, owner
from config.embedded.programs import postgres_folder

ROLE = DATABASE = "peer"
START_SECONDS = 30

SETTINGS = {
    "listen_addresses": "",  # the socket only, in a folder nobody else may enter
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "fsync": "on",
    "synchronous_commit": "on",
    # A refused statement would write the whole post into the log, a refused row its values.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length_on_error": "0",
    "jit": "off",  # compiles for longer than our queries run
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class Postgres:
    def __init__(self, folder: DataFolder, *, durable: bool = True) -> None:
        self.folder, self.cluster, self.durable = folder, folder.path / "postgres", durable
        self.programs: Path = postgres_folder()
        self.user: pwd.struct_passwd | None = owner()

    @property
    def sockets(self) -> Path:
        return self.folder.sockets / "postgres"

    @property
    def url(self) -> str:
        return f"postgresql://{ROLE}@{quote(str(self.sockets), safe='')}/{DATABASE}"

    @property
    def command(self) -> list[str]:
        settings = SETTINGS | {"unix_socket_directories": str(self.sockets)}
        if not self.durable:  # tests: their database is thrown away anyway
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.programs / "postgres"), "-D", str(self.cluster), *options]

    def prepare(self) -> None:
        """Make the cluster and the sockets' folder if they are missing. Safe to call again."""
        for path in (self.cluster, self.sockets):
            path.mkdir(exist_ok=True, mode=0o700)
            if self.user:
                os.chown(path, self.user.pw_uid, self.user.pw_gid)
                let_in(self.user, path, ours=(self.folder.path, self.folder.sockets))
        if self.user:
            let_in(self.user, self.programs)
            let_read(self.programs.parent)
        if not (self.cluster / "PG_VERSION").exists():
            self._initdb()

    def _initdb(self) -> None:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if self._version() >= 17 else []
        command = [str(self.programs / "initdb"), "-D", str(self.cluster), "-U", "postgres"]
        command += ["--auth=trust", "--encoding=UTF8", "--no-instructions", "--locale=C", *locale]
        made = subprocess.run(command, check=False, capture_output=True, text=True, **self.as_owner())
        if made.returncode:
            raise RuntimeError(f"PostgreSQL could not make its folder {self.cluster}:\n{made.stderr.strip()}")

    def _version(self) -> int:
        said = subprocess.check_output([self.programs / "postgres", "--version"], text=True)
        return int(said.split()[2].split(".")[0])

    def as_owner(self) -> dict[str, Any]:
        """Arguments for subprocess that give up root, and a folder its user may stand in."""
        if not self.user:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}

    def wait_until_ready(self, *, seconds: float = START_SECONDS) -> None:
        """Returns once it answers and our role and database are there."""
        ends = time.monotonic() + seconds
        while True:
            try:
                return self._make_database()
            except psycopg.OperationalError as error:
                if time.monotonic() > ends:
                    raise RuntimeError(f"PostgreSQL did not start within {seconds:g} s: {error}") from error
                time.sleep(0.05)

    def _make_database(self) -> None:
        address = {"host": str(self.sockets), "user": "postgres", "dbname": "postgres"}
        with psycopg.connect(**address, autocommit=True, connect_timeout=3) as connection:  # type: ignore[arg-type]
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                made = sql.SQL("CREATE DATABASE {} OWNER {}")
                connection.execute(made.format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))

    @property
    def pid(self) -> int | None:
        """The process that serves this folder now, if any."""
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().split("\n")[0])
            os.kill(pid, 0)
        except (OSError, ValueError):
            return None
        return pid

    def stop(self, *, seconds: float = 8) -> None:
        """Fast shutdown: open transactions end, what was committed stays."""
        if not (pid := self.pid):
            return
        os.kill(pid, signal.SIGINT)
        if not _gone(pid, seconds):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGQUIT)
            _gone(pid, 2)


def _gone(pid: int, seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)  # ours, when we started it: otherwise it stays a zombie
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.03)
    return False
