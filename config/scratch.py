"""A whole instance for as long as a benchmark, a picture or a test needs it; nothing of it is left."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.embedded import DataFolder
from config.environment import ROOT, base_environment

OF_WHOEVER_ASKS = {
    "DATABASE_URL",
    "REDIS_URL",
    "SITE_URL",
    "ORIGINS",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
    "PEER_DATA",
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
        environment = os.environ | base_environment(self.folder)
        return subprocess.run(program, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    def log(self, part: str) -> str:
        return (self.folder.path / "logs" / f"{part}.log").read_text()


@contextlib.contextmanager
def scratch_instance(*, demo: bool = True, server: str = "uvicorn", **environment: str) -> Iterator[Scratch]:
    """Start bin/up on a new data folder and a free port; stop it and clear up after the block."""
    data = Path(tempfile.mkdtemp(prefix="peer-scratch-"))
    command = [sys.executable, "-m", "config.up", "--port", str(_free_port()), "--data", str(data)]
    command += ["--server", server, *([] if demo else ["--empty"])]
    # Not the servers or the address of whoever asks: an instance of its own.
    own = {name: value for name, value in os.environ.items() if name not in OF_WHOEVER_ASKS}
    own |= {"PYTHONPATH": str(ROOT), **environment}
    process = subprocess.Popen(command, env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield Scratch(_wait_until_ready(process), DataFolder(data), process)
    finally:
        process.terminate()
        process.communicate(timeout=15)
        shutil.rmtree(data, ignore_errors=True)


def _wait_until_ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    assert process.stderr is not None
    for line in process.stdout:
        if line.startswith("Ready: "):
            return line.split()[1]
    raise RuntimeError(f"The scratch instance did not start:\n{process.stderr.read()}")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]
