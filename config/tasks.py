"""Tasks of the wiring itself: proofs of life and tidying. What the apps do lies in their own tasks.py."""

from celery import shared_task
from django.core.management import call_command

from accounts import due


@shared_task(queue="crisis", ignore_result=True)
def pulse() -> None:
    """Only a worker that really takes from the queue runs this: /readyz calls it well by that."""
    due.beat("worker")


@shared_task(ignore_result=True)
def run_due() -> None:
    due.run_due(budget_s=3)


@shared_task(ignore_result=True)
def clear_sessions() -> None:
    call_command("clearsessions")
