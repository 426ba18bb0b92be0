"""The wiring as an app: loads the queue, the due-clock's threads and the checks that guard production."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "config"
    label = "wiring"

    def ready(self) -> None:
        from config import celery, checks  # noqa: F401  (both register themselves)
