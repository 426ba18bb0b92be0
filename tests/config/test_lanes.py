"""Help answers while every thread for pages waits."""

import asyncio
import threading

from a2wsgi import WSGIMiddleware
from asgiref.testing import ApplicationCommunicator

from config.lanes import Lanes
from config.patience import Patience


def waiting_view(released: threading.Event):
    def view(environ, start_response):
        if environ["PATH_INFO"].startswith("/c/"):
            released.wait(10)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environ["PATH_INFO"].encode()]

    return view


def request(app, path: str) -> ApplicationCommunicator:
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [],
        "http_version": "1.1",
    }
    return ApplicationCommunicator(app, scope)


async def status_of(communicator: ApplicationCommunicator, *, timeout: float) -> int:
    await communicator.send_input({"type": "http.request", "body": b""})
    status = (await communicator.receive_output(timeout))["status"]
    # To its end: a thread that still answers when the loop is closed would never end.
    await communicator.wait(timeout)
    return status


async def test_help_answers_while_all_pages_wait():
    released = threading.Event()
    view = waiting_view(released)
    app = Lanes(pages=WSGIMiddleware(view, workers=2), always=WSGIMiddleware(view, workers=1))
    held = [asyncio.create_task(status_of(request(app, "/c/x/"), timeout=10)) for _ in range(4)]
    await asyncio.sleep(0)

    try:
        for path in ("/help/", "/help/gb/", "/static/css/base.css", "/sw.js", "/healthz"):
            assert await status_of(request(app, path), timeout=2) == 200
        assert not any(task.done() for task in held), "the pages were to wait, or this test shows nothing"
    finally:
        released.set()
    assert await asyncio.gather(*held) == [200] * 4


async def test_a_page_that_waits_too_long_is_answered_without_its_thread():
    released = threading.Event()
    app = Patience(WSGIMiddleware(waiting_view(released), workers=1), seconds=0.2)
    late = request(app, "/c/x/")

    try:
        await late.send_input({"type": "http.request", "body": b""})
        assert (await late.receive_output(2))["status"] == 503
        assert b"/help/" in (await late.receive_output(2))["body"]
    finally:
        released.set()
    await late.wait(2)
    assert late.output_queue.empty(), "what came too late was sent behind the answer"
    assert await status_of(request(app, "/d/x/"), timeout=2) == 200
