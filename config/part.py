"""Becomes one part of the running whole:  python -m config.part postgres|valkey|web|worker|scheduler

The supervisor of bin/up starts parts through here, so that each ends with it, however it ends.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from config.embedded.folder import DataFolder
from config.embedded.lifetime import end_with_parent

ROOT = Path(__file__).resolve().parent.parent


def main(name: str) -> None:
    PARTS[name](DataFolder(os.environ["PEER_DATA"]))


def become(command: list[str], *, end_with: signal.Signals = signal.SIGTERM) -> None:
    end_with_parent(end_with)
    os.execv(command[0], command)  # noqa: S606  (no shell is the point)


def postgres(folder: DataFolder) -> None:
    from config.embedded.postgres import Postgres

    server = Postgres(folder)
    server.prepare()
    os.chdir("/")
    if server.user:  # before prctl: giving up root clears it
        os.setgroups([])
        os.setgid(server.user.pw_gid)
        os.setuid(server.user.pw_uid)
    become(server.command, end_with=signal.SIGINT)


def valkey(folder: DataFolder) -> None:
    from config.embedded.valkey import Valkey

    become(Valkey(folder).command)


def web(folder: DataFolder) -> None:
    become([sys.executable, "-m", "config.serve"])


def worker(folder: DataFolder) -> None:
    queues = ["-Q", "crisis,default", "--concurrency", os.environ.get("WORKER_PROCESSES", "2")]
    _celery("worker", [*queues, "--without-gossip", "--without-mingle", "--without-heartbeat"])


def scheduler(folder: DataFolder) -> None:
    _celery("scheduler", [])


def _celery(part: str, options: list[str]) -> None:
    os.environ["PEER_PART"] = part
    command = {"worker": "worker", "scheduler": "beat"}[part]
    become([sys.executable, "-m", "celery", "-A", "config.celery", "--quiet", command, *options])


PARTS: dict[str, Callable[[DataFolder], None]] = {
    "postgres": postgres, "valkey": valkey, "web": web, "worker": worker, "scheduler": scheduler,
}  # fmt: skip

if __name__ == "__main__":
    main(sys.argv[1])
