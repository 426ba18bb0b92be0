"""A real web server in a thread of this test, on the test's own database: pages and sockets as they run outside."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import uvicorn

from accounts.live import hub


@dataclass(frozen=True)
class Live:
    url: str

    @property
    def sockets(self) -> str:
        return self.url.replace("http", "ws") + "/ws/"


@contextlib.contextmanager
def running() -> Iterator[Live]:
    from config.asgi import application

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(
        application, host="127.0.0.1", port=port, ws="config.sockets:SocketProtocol", ws_max_size=65_536,
        ws_per_message_deflate=False, lifespan="off", log_config=None, access_log=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("The live server did not start; its log says why.")
        threading.Event().wait(0.02)
    yield Live(f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join(10)
    if hub._hub is not None:
        hub._hub.database.shutdown()  # waits for a query under way: it would keep the database from being dropped
