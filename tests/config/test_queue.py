"""The queue: tasks really run, and a dead or frozen broker never holds a request."""

import socket
import time
from uuid import uuid4

import pytest
from celery import Celery
from kombu.exceptions import OperationalError

from config.celery import queue_settings
from config.tasks import pulse


@pytest.fixture
def frozen_broker():
    """Takes connections and never answers, as a stopped Valkey does."""
    with socket.create_server(("127.0.0.1", 0), backlog=8) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@pytest.fixture
def dead_broker():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"redis://127.0.0.1:{port}/0"


@pytest.mark.parametrize("broker", ["frozen_broker", "dead_broker"])
def test_publishing_from_a_request_gives_up_within_two_seconds(request, broker):
    queue = Celery("peer-test", set_as_current=False)
    queue.conf.update(queue_settings("web") | {"broker_url": request.getfixturevalue(broker)})

    started = time.monotonic()
    with pytest.raises(OperationalError):
        queue.send_task("config.tasks.pulse", queue="crisis")

    assert time.monotonic() - started < 2


def test_a_published_task_waits_in_its_queue():
    name = f"test-{uuid4()}"  # other tests use the same Valkey at the same time
    queue = Celery("peer-test", set_as_current=False)
    queue.conf.update(queue_settings("web"))

    pulse.apply_async(queue=name, expires=60)

    with queue.connection_for_write() as connection:
        assert connection.default_channel.client.llen(name) == 1
        connection.default_channel.client.delete(name)


def test_the_proof_of_life_goes_where_danger_goes():
    assert pulse.queue == "crisis"


def test_web_and_worker_wait_differently():
    web, worker = queue_settings("web"), queue_settings("worker")

    assert web["broker_transport_options"]["socket_timeout"] <= 1
    assert worker["broker_transport_options"]["visibility_timeout"] >= worker["task_time_limit"] * 10
    assert worker["task_acks_late"]
    assert worker["task_reject_on_worker_lost"]
