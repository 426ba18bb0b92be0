"""A whole instance for as long as a benchmark, a picture or a test needs it; nothing of it is left."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from config.embedded import DataFolder
from config.environment import ROOT, base_environment
from config.supervisor import pid_of

# Not the servers, secrets or addresses of whoever asks: an instance of its own.
OF_WHOEVER_ASKS = {
    "DATABASE_URL",
    "REDIS_URL",
    "SITE_URL",
    "ORIGINS",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
    "PEER_DATA",
    "CONN_MAX_AGE",
}


@dataclass(frozen=True)
class Scratch:
    url: str
    folder: DataFolder
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to work on this instance's database."""
        said = self.folder.instance
        return base_environment(self.folder) | {
            "SITE_URL": self.url,
            "SECRET_KEY": self.folder.secret_key,  # a sign-in made here must hold there
            "DATABASE_URL": said["database_url"],
            "REDIS_URL": said["redis_url"],
        }

    def join(self) -> None:
        """Set Django up in this process, on this instance's database. Once per process."""
        import django

        os.environ |= self.environment
        django.setup()

    def manage(self, *command: str) -> str:
        """What a management command of this instance answers."""
        program = [sys.executable, "-m", "config.manage", "--data", str(self.folder.path), *command]
        environment = (
            _own_environment() | base_environment(self.folder) | {"SECRET_KEY": self.folder.secret_key}
        )
        return subprocess.run(program, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    def pid(self, part: str) -> int:
        """The process of postgres, valkey, web, worker or scheduler; 0 while it is down."""
        return pid_of(self.folder, part)

    def send(self, part: str, what: signal.Signals) -> None:
        """Kill, freeze or wake a part with all its children. Those of Postgres lead groups of their own."""
        pid = self.pid(part)
        children = _children_of(pid)
        os.killpg(pid, what)
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, what)

    def log(self, part: str) -> str:
        return (self.folder.path / "logs" / f"{part}.log").read_text()


@contextlib.contextmanager
def scratch_instance(
    *, demo: bool = True, server: str = "uvicorn", data: Path | None = None, port: int = 0, **environment: str
) -> Iterator[Scratch]:
    """Start bin/up on a new data folder (or `data`) and a free port; stop it and clear up after the block."""
    folder = data or Path(tempfile.mkdtemp(prefix="peer-scratch-"))
    command = [sys.executable, "-m", "config.up", "--port", str(port or _free_port()), "--data", str(folder)]
    command += ["--server", server, *([] if demo else ["--empty"])]
    own = _own_environment() | {"PYTHONPATH": str(ROOT), **environment}
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, env=own, stdout=subprocess.PIPE, stderr=said, text=True)
        try:
            yield Scratch(_wait_until_ready(process, said), DataFolder(folder), process)
        finally:
            process.terminate()
            process.wait(timeout=15)
            if process.stdout:
                process.stdout.close()
            if data is None:
                DataFolder(folder).drop_sockets()
                shutil.rmtree(folder, ignore_errors=True)


def _children_of(pid: int) -> list[int]:
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for children in lists for child in children.read_text().split()]


def _own_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in OF_WHOEVER_ASKS}


def _wait_until_ready(process: subprocess.Popen[str], said: IO[str]) -> str:
    for line in process.stdout or ():
        if line.startswith("Ready: "):
            return line.split()[1]
    said.seek(0)
    raise RuntimeError(f"The scratch instance did not start:\n{said.read()}")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]
