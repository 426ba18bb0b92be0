"""The queue. A message only says that something is due; the duty is a row, so any message may be lost."""

import os
from typing import Any

from celery import Celery
from django.conf import settings

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
}


def queue_settings(part: str) -> dict[str, Any]:
    """Celery's settings for a web, worker or scheduler process."""
    return {
        "broker_url": settings.REDIS_URL,
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
        "worker_prefetch_multiplier": 1,
        "worker_cancel_long_running_tasks_on_connection_loss": True,
        "worker_soft_shutdown_timeout": 5,
        "worker_hijack_root_logger": False,
        "worker_send_task_events": False,
        "worker_enable_remote_control": False,
        "beat_max_loop_interval": 5,
        "beat_schedule": {
            "due": {"task": "config.tasks.run_due", "schedule": 5, "options": {"expires": 5}},
        },
    }


app = Celery("peer")
app.conf.update(queue_settings(settings.PEER_PART))
app.set_default()  # every thread that publishes finds this app, not only the one that loads it
app.autodiscover_tasks()
