"""The queue. A message only says that something is due; the duty is a row, so any message may be lost."""

import os
from datetime import timedelta
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_ready
from django.conf import settings
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# A request must never wait for the broker: one short try, then the sweeper's turn.
FROM_A_REQUEST = {
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
    "retry_on_timeout": False,
    "max_retries": 0,
}
# A worker waits for the broker as long as it takes. Redelivery is late: the sweeper brings duties back.
AS_A_WORKER = {
    "visibility_timeout": 600,
    "socket_keepalive": True,
    "health_check_interval": 10,
    "retry_on_timeout": True,
    "socket_connect_timeout": 5,
    "socket_timeout": 10,
    "queue_order_strategy": "priority",  # crisis first, as the queues are named on the command line
}


def queue_settings(part: str) -> dict[str, Any]:
    """Celery's settings for a web, worker or scheduler process."""
    return {
        "broker_url": settings.REDIS_URL.replace("unix://", "redis+socket://", 1),
        "broker_transport_options": FROM_A_REQUEST if part == "web" else AS_A_WORKER,
        "broker_connection_timeout": 1,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "task_publish_retry": False,
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_time_limit": 60,
        "task_soft_time_limit": 45,
        "task_default_queue": "default",
        "task_routes": {"cases.assess_*": {"queue": "crisis"}},  # never behind anything else
        "worker_prefetch_multiplier": 1,
        "worker_cancel_long_running_tasks_on_connection_loss": True,
        "worker_soft_shutdown_timeout": 3,
        "worker_enable_remote_control": False,
        "worker_send_task_events": False,
        "beat_scheduler": "config.scheduler:HeardScheduler",
        "beat_max_loop_interval": 5,
        "beat_schedule": {
            "due": {"task": "config.tasks.run_due", "schedule": 5, "options": {"expires": 5}},
            "sessions": {"task": "config.tasks.clear_sessions", "schedule": timedelta(hours=24)},
        },
    }


app = Celery("peer")
app.conf.update(queue_settings(settings.PEER_PART))
app.set_default()  # every thread that publishes finds this app, not only the one that loads it
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logs(**kwargs: Any) -> None:
    """Celery's own log lines would hold task arguments; connecting here switches them off."""


@worker_ready.connect
def start_worker_clock(**kwargs: Any) -> None:
    from config.due_clock import start_due_clock

    start_due_clock(every_s=5, budget_s=3, also=_ask_for_pulse)


def _ask_for_pulse() -> None:
    from config.tasks import pulse

    try:
        pulse.apply_async(expires=10)
    except OperationalError:
        return  # no broker, no pulse: /readyz then says late
