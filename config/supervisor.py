"""The supervisor of bin/up: starts the parts, brings back what dies, stops all of them in order."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import xmlrpc.client
from pathlib import Path
from typing import Any

from supervisor.xmlrpc import SupervisorTransport

from config.embedded.folder import DataFolder
from config.embedded.lifetime import end_with_parent
from config.environment import ROOT

STORES = ("postgres", "valkey")
APP = ("web", "worker", "scheduler")

HEAD = """[supervisord]
nodaemon=true
silent=true
logfile={logs}/supervisor.log
logfile_maxbytes=1MB
pidfile={folder}/supervisor.pid
directory={root}
umask=077
{user}
[unix_http_server]
file={socket}
chmod=0700

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""
PROGRAM = """
[program:{name}]
command="{python}" -m config.part {name}
autostart={autostart}
autorestart=true
startsecs=1
startretries=1000000
stopsignal={stopsignal}
stopwaitsecs={stopwaitsecs}
stopasgroup={stopasgroup}
killasgroup=true
redirect_stderr=true
stdout_logfile={logs}/{name}.log
stdout_logfile_maxbytes=10MB
stdout_logfile_backups=2
"""
# The app stops before the stores it uses; the members of a group stop together.
GROUPS = "\n[group:stores]\nprograms={stores}\npriority=10\n\n[group:app]\nprograms={app}\npriority=20\n"


class Supervisor:
    def __init__(self, folder: DataFolder, *, stores: list[str]) -> None:
        self.folder, self.stores = folder, stores
        self.logs = folder.made("logs")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, environment: dict[str, str]) -> None:
        """Start it with the stores; the app waits until they are prepared."""
        config = self.folder.file("supervisor.conf")
        config.write_text(self._config())
        command = [sys.executable, "-W", "ignore", "-m", "supervisor.supervisord", "-n", "-c", str(config)]
        with (self.logs / "supervisor.out").open("w") as out:
            # A session of its own: Ctrl-C reaches bin/up alone, which then stops the parts in order.
            self.process = subprocess.Popen(
                command, env=environment, stdout=out, stderr=out, start_new_session=True,
                preexec_fn=end_with_parent,  # safe: a single thread runs here
            )  # fmt: skip

    def _config(self) -> str:
        plain = {"logs": _plain(self.logs), "folder": _plain(self.folder.path), "root": _plain(ROOT)}
        text = HEAD.format(
            **plain, socket=socket_of(self.folder), user="user=root\n" if os.geteuid() == 0 else ""
        )
        for name in [*self.stores, *APP]:
            text += PROGRAM.format(
                name=name, python=_plain(Path(sys.executable)), logs=plain["logs"],
                autostart="true" if name in STORES else "false",
                stopsignal="INT" if name == "postgres" else "TERM",
                stopwaitsecs=5,
                stopasgroup="false",  # the worker's own children finish what they hold
            )  # fmt: skip
        groups = GROUPS.format(stores=",".join(self.stores), app=",".join(APP))
        return text + (groups if self.stores else "\n[group:app]" + groups.split("[group:app]")[1])

    def start_app(self) -> None:
        with ask(self.folder) as supervisor:
            supervisor.supervisor.startProcessGroup("app", False)

    def wait_until_asked(self, *, seconds: float = 10) -> None:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and self.is_running:
            with contextlib.suppress(OSError, xmlrpc.client.Error), ask(self.folder) as supervisor:
                supervisor.supervisor.getState()
                return
            time.sleep(0.03)
        raise RuntimeError(
            f"The supervisor did not start. It said:\n{(self.logs / 'supervisor.out').read_text()}"
        )

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self, *, seconds: float = 9.5) -> None:
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()  # its parts end with it: config.part sees to that
            self.process.wait()


def socket_of(folder: DataFolder) -> Path:
    return folder.sockets / "supervisor.sock"


def ask(folder: DataFolder) -> xmlrpc.client.ServerProxy:
    return xmlrpc.client.ServerProxy(
        "http://local", SupervisorTransport(None, None, f"unix://{socket_of(folder)}")
    )


def pid_of(folder: DataFolder, part: str) -> int:
    """The process of a part; its process group holds its children too. 0 while it is down."""
    group = "stores" if part in STORES else "app"
    with ask(folder) as supervisor:
        about: Any = supervisor.supervisor.getProcessInfo(f"{group}:{part}")
    return int(about["pid"])


def _plain(path: Path) -> str:
    """A path for its configuration file, where % begins a variable."""
    return str(path).replace("%", "%%")
