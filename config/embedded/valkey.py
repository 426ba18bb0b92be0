"""The embedded Valkey. It carries hints and the queue, nothing that is not also in Postgres: no files."""

import time
from pathlib import Path

import redis

from config.embedded.folder import DataFolder
from config.embedded.programs import valkey_server


class Valkey:
    def __init__(self, folder: DataFolder) -> None:
        self.folder, self.program = folder, valkey_server()

    @property
    def socket(self) -> Path:
        return self.folder.sockets / "valkey.sock"

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    @property
    def command(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder.made("valkey")),
            "save": "",
            "appendonly": "no",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        return [str(self.program), *words]

    def wait_until_ready(self, *, seconds: float = 10) -> None:
        ends = time.monotonic() + seconds
        while True:
            try:
                with redis.Redis(unix_socket_path=str(self.socket), socket_timeout=1) as client:
                    client.ping()
                    return
            except redis.RedisError as error:
                if time.monotonic() > ends:
                    raise RuntimeError(f"Valkey did not start within {seconds:g} s: {error}") from error
                time.sleep(0.03)
