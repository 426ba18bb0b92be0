"""What runs in a worker. Thin doors to actions: each may run twice, and none holds the only copy of a duty."""

from celery import shared_task

from . import actions, alerts


@shared_task(acks_late=True, ignore_result=True, name="cases.assess_tickets")
def assess_tickets(ticket_ids: list[int]) -> None:
    """One for a post; many where a room's commit brought them together."""
    for ticket_id in ticket_ids:
        actions.assess_ticket(ticket_id=ticket_id)


@shared_task(acks_late=True, ignore_result=True, name="cases.mail_team")
def mail_team(case_id: int) -> None:
    alerts.mail_team(case_id)
