"""Half, slow, doubled and forged requests never reach a view. Attacks on a real server, by raw sockets."""

import os
import socket
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A server with one thread and one view, which says what reached it.
SERVER = """
    import json, sys
    import uvicorn
    from a2wsgi import WSGIMiddleware
    from config.whole_body import WholeBody

    def view(environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        seen = {name: value for name, value in environ.items() if isinstance(value, str)}
        open(sys.argv[2], "a").write(body.decode("latin1") + chr(10))
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({"body": body.decode("latin1"), "environ": seen}).encode()]

    import django
    django.setup()
    app = WholeBody(WSGIMiddleware(view, workers=1), limit=10_000, seconds=1.5)
    uvicorn.run(app, port=int(sys.argv[1]), lifespan="off", log_level="critical")
"""


class Target:
    def __init__(self, port: int, seen: Path) -> None:
        self.port, self._seen = port, seen

    @property
    def reached(self) -> list[str]:
        return self._seen.read_text().splitlines() if self._seen.exists() else []

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=5)

    def send(self, *lines: str, body: bytes = b"") -> str:
        with self.connect() as sent:
            sent.sendall("\r\n".join([*lines, "", ""]).encode() + body)
            sent.settimeout(4)
            answer = b""
            while part := sent.recv(65536):
                answer += part
        return answer.decode()


@pytest.fixture(scope="module")
def target(tmp_path_factory):
    seen = tmp_path_factory.mktemp("whole_body") / "seen"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", textwrap.dedent(SERVER), str(port), str(seen)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings"}
    with subprocess.Popen(command, env=environment) as server:
        _wait_for(port)
        yield Target(port, seen)
        server.terminate()


def _wait_for(port: int) -> None:
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("The small server for this test did not start within 20 s.")


GET = ("GET / HTTP/1.1", "Host: a", "Connection: close")
POST = ("POST / HTTP/1.1", "Host: a", "Connection: close")


def test_a_whole_message_arrives(target):
    answer = target.send(*POST, "Content-Length: 5", body=b"hello")

    assert answer.startswith("HTTP/1.1 200")
    assert '"body": "hello"' in answer


def test_a_message_in_chunks_arrives_whole(target):
    answer = target.send(*POST, "Transfer-Encoding: chunked", body=b"3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n")

    assert '"body": "hello"' in answer


def test_half_a_message_never_reaches_the_view(target):
    before = target.reached
    with target.connect() as cut:
        cut.sendall("\r\n".join([*POST, "Content-Length: 1000", "", ""]).encode() + b"x" * 280)
    target.send(*GET)  # whatever the cut one would have done is done before this answer

    assert [line for line in target.reached[len(before) :] if line.startswith("x")] == []


def test_slow_uploads_hold_no_thread(target):
    slow = [target.connect() for _ in range(20)]
    for upload in slow:
        upload.sendall("\r\n".join([*POST, "Content-Length: 1000", "", ""]).encode() + b"x")

    started = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: target.send(*GET), range(8)))

    assert all(answer.startswith("HTTP/1.1 200") for answer in answers)
    assert time.monotonic() - started < 1.4, "the one thread waited for a slow upload"
    slow[0].settimeout(5)
    assert slow[0].recv(65536).startswith(b"HTTP/1.1 408")
    for upload in slow:
        upload.close()


@pytest.mark.parametrize("headers", [
    ("Content-Length: 10001",),
    ("Content-Length: 99999999999999999999999999",),
])  # fmt: skip
def test_a_body_said_to_be_too_long_is_refused_before_it_is_sent(target, headers):
    assert " 413 " in target.send(*POST, *headers) or " 400 " in target.send(*POST, *headers)


def test_a_body_that_grows_too_long_is_refused(target):
    chunk = b"1000\r\n" + b"x" * 4096 + b"\r\n"
    before = len(target.reached)

    assert " 413 " in target.send(*POST, "Transfer-Encoding: chunked", body=chunk * 4 + b"0\r\n\r\n")
    assert len(target.reached) == before


@pytest.mark.parametrize("doubled", [
    ("Host: b",),
    ("Cookie: a=1", "Cookie: b=2"),
    ("X-Forwarded-For: 1.2.3.4", "X-Forwarded-For: 5.6.7.8"),
    ("X-Forwarded-Proto: https", "X-Forwarded-Proto: http"),
    ("Forwarded: for=1.2.3.4", "Forwarded: for=5.6.7.8"),
])  # fmt: skip
def test_headers_that_say_two_things_are_refused(target, doubled):
    before = len(target.reached)

    assert target.send(*GET, *doubled).startswith("HTTP/1.1 400")
    assert len(target.reached) == before


@pytest.mark.parametrize("lengths", [
    ("Content-Length: 5", "Content-Length: 6"),
    ("Content-Length: 5", "Transfer-Encoding: chunked"),
    ("Content-Length: +5",),
    ("Content-Length: -5",),
])  # fmt: skip
def test_two_readings_of_the_length_are_refused(target, lengths):
    before = len(target.reached)

    assert target.send(*POST, *lengths, body=b"hello").startswith("HTTP/1.1 400")
    assert len(target.reached) == before


def test_headers_with_an_underscore_are_dropped(target):
    answer = target.send(
        *GET, "X_Forwarded_Proto: https", "X_Forwarded_For: 6.6.6.6", "X-Forwarded-For: 1.2.3.4"
    )

    assert answer.startswith("HTTP/1.1 200")
    assert "6.6.6.6" not in answer
    assert "HTTP_X_FORWARDED_PROTO" not in answer


@pytest.mark.parametrize("address", [b"/?a=\xff\xfe", b"/?a=%00", b"/c/a%00b/"])
def test_an_address_no_page_of_ours_makes_is_refused(target, address):
    with target.connect() as sent:
        sent.sendall(b"GET " + address + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert b" 400 " in sent.recv(65536)
