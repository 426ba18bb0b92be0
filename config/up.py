"""bin/up: everything from a fresh clone to a served address, until Ctrl-C or SIGTERM."""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from config.embedded import DataFolder, MissingProgram
from config.embedded.folder import take
from config.embedded.postgres import Postgres
from config.embedded.valkey import Valkey
from config.environment import FOR_COMMANDS, ROOT, base_environment, web_environment
from config.supervisor import Supervisor

READY_SECONDS = 60
PATIENCE_SECONDS = 60  # with a bin/manage that holds the folder's database


class CannotStart(RuntimeError):
    """Says why, and what to do."""


class StopAsked(BaseException):
    """Ctrl-C or SIGTERM: everything under way is left, and the parts are stopped."""


def main() -> int:
    options = parse()
    signal.signal(signal.SIGTERM, stop_asked)
    signal.signal(signal.SIGINT, stop_asked)
    try:
        Instance(options).run()
    except StopAsked:
        say("Stopped. The data is kept.")
    except (CannotStart, MissingProgram, RuntimeError) as error:
        say(str(error))
        return 1
    return 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/up", description="Start everything; Ctrl-C stops it all.")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PEER_PORT", "8000")))
    parser.add_argument("--data", default=os.environ.get("PEER_DATA", str(ROOT / ".local")), metavar="DIR")
    parser.add_argument("--empty", action="store_true", help="without the demo")
    parser.add_argument("--server", choices=["uvicorn", "daphne"], default="uvicorn")
    return parser.parse_args()


def stop_asked(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise StopAsked


class Instance:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.folder = DataFolder(options.data)
        self.host = os.environ.get("PEER_HOST", "127.0.0.1")
        self.demo = not options.empty and not os.environ.get("PRODUCTION")

    def run(self) -> None:
        with self.folder.file("owner.lock").open("a") as held:
            self._own(held.fileno())
            try:
                self._serve()
            finally:
                self.folder.forget_instance()
                self.folder.drop_sockets()

    def _own(self, descriptor: int) -> None:
        ends = time.monotonic() + PATIENCE_SECONDS
        told = False
        while not take(descriptor, wait=False):
            if url := self.folder.instance.get("url"):
                raise CannotStart(
                    f"{self.folder.path} is already served at {url}. Stop that one, or use --data DIR."
                )
            if time.monotonic() > ends:
                raise CannotStart(f"Another process uses {self.folder.path}. Let it end, or use --data DIR.")
            if not told:
                say(f"Waiting for another command to finish with {self.folder.path} ...")
                told = True
            time.sleep(0.2)

    def _serve(self) -> None:
        self.port = free_port(self.host, self.options.port)
        self.url = f"http://{self.host}:{self.port}"
        self.postgres = None if os.environ.get("DATABASE_URL") else Postgres(self.folder)
        self.valkey = None if os.environ.get("REDIS_URL") else Valkey(self.folder)
        environment = self._environment()
        stores = [name for name, own in (("postgres", self.postgres), ("valkey", self.valkey)) if own]
        self.supervisor = Supervisor(self.folder, stores=stores)
        try:
            self._start(environment)
            self._watch()
        finally:
            self.supervisor.stop()

    def _environment(self) -> dict[str, str]:
        environment = os.environ | base_environment(self.folder) | web_environment(self.host, self.port)
        environment |= {"PEER_SERVER": self.options.server, "PEER_PART": "web"}
        if self.postgres:
            environment["DATABASE_URL"] = self.postgres.url
        if self.valkey:
            environment["REDIS_URL"] = self.valkey.url
        if self.demo:
            environment.setdefault("STAFF_SECOND_FACTOR", "off")
        return environment

    def _start(self, environment: dict[str, str]) -> None:
        say(f"Starting in {self.folder.path} ...")
        if self.postgres:
            self.postgres.prepare()
            self.postgres.stop()  # one that outlived a killed bin/up would keep the new one out
        self.supervisor.start(environment)
        self.supervisor.wait_until_asked()
        if self.postgres:
            self.postgres.wait_until_ready()
        self._announce(environment)
        self._prepare(environment)
        self.supervisor.start_app()
        self._wait_until_ready()
        if self.demo:
            self._print_sign_ins(environment)
        sys.stdout.write(f"Ready: {self.url}\n")
        sys.stdout.flush()

    def _announce(self, environment: dict[str, str]) -> None:
        self.folder.instance = {
            "url": self.url,
            "pid": os.getpid(),
            "database_url": environment["DATABASE_URL"],
            "redis_url": environment["REDIS_URL"],
        }

    def _prepare(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "config.prepare", *(["--demo"] if self.demo else [])]
        quiet = {"LOG_LEVEL": environment.get("LOG_LEVEL", "WARNING")}
        done = subprocess.run(command, env=environment | FOR_COMMANDS | quiet, stdout=sys.stderr, check=False)
        if done.returncode:
            raise CannotStart("The database could not be prepared; what went wrong is said above.")

    def _wait_until_ready(self) -> None:
        ends = time.monotonic() + READY_SECONDS
        while (said := self._ready()) is not None:
            if time.monotonic() > ends or not self.supervisor.is_running:
                raise CannotStart(
                    f"Not ready after {READY_SECONDS} s: {said}. Look into {self.folder.path}/logs."
                )
            time.sleep(0.1)

    def _ready(self) -> str | None:
        """None when every part is ok, else what is not."""
        try:
            with urllib.request.urlopen(f"{self.url}/readyz?all=1", timeout=5):  # noqa: S310  (our own)
                return None
        except urllib.error.HTTPError as error:
            return error.read().decode()
        except OSError as error:
            return f"the web process does not answer ({error})"

    def _print_sign_ins(self, environment: dict[str, str]) -> None:
        command = [sys.executable, str(ROOT / "manage.py"), "demo_accounts", "--json"]
        answer = subprocess.run(
            command, env=environment | {"LOG_LEVEL": "ERROR"}, capture_output=True, check=True
        )
        people = json.loads(answer.stdout)
        say("This is a demo. People to sign in as:")
        for person in one_of_each_kind(people):
            roles = ", ".join(f"{', '.join(m['roles'])} in {m['community']}" for m in person["memberships"])
            say(f"  {person['sign_in_name']:<24} {person['password']:<20} {roles}")
        say("All of them: bin/manage demo_accounts --json")

    def _watch(self) -> None:
        while self.supervisor.is_running:
            time.sleep(0.5)
        raise CannotStart(
            f"The supervisor ended by itself. Look into {self.folder.path}/logs/supervisor.log."
        )


def one_of_each_kind(people: list[dict]) -> list[dict]:
    """The first person of each set of roles: a member, a moderator, a lead, an admin."""
    seen: dict[tuple, dict] = {}
    for person in people:
        seen.setdefault(tuple(sorted({role for m in person["memberships"] for role in m["roles"]})), person)
    return list(seen.values())


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next free one, said."""
    for port in range(wanted, min(wanted + 50, 65536)):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((host, port))
            except PermissionError as error:
                raise CannotStart(f"Port {port} is for root only. Choose one above 1023.") from error
            except OSError:
                continue
        if port != wanted:
            say(f"Port {wanted} is taken; using {port}.")
        return port
    raise CannotStart(f"No free port from {wanted} on. Choose one with --port.")


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
