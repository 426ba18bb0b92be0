"""What runs in a worker. Thin doors to actions: each may run twice, and none holds the only copy of a duty."""

from celery import shared_task

from accounts.queueing import enqueue


@shared_task(acks_late=True, ignore_result=True, name="cases.assess_contribution")
def assess_contribution(ticket_id: int) -> None:
    from . import actions

    actions.assess_ticket(ticket_id=ticket_id)


@shared_task(acks_late=True, ignore_result=True, name="cases.assess_batch")
def assess_batch(ticket_ids: list[int]) -> None:
    """A room's commit brings many at once: one message on the queue for all of them."""
    from . import actions

    for ticket_id in ticket_ids:
        actions.assess_ticket(ticket_id=ticket_id)


def enqueue_assessments(ticket_ids: list[int]) -> None:
    """Ask a worker to look now. A dead broker is no error: the sweep finds the tickets."""
    if len(ticket_ids) == 1:
        enqueue(assess_contribution, ticket_ids[0])
    else:
        enqueue(assess_batch, ticket_ids)


@shared_task(acks_late=True, ignore_result=True, name="cases.mail_team")
def mail_team(case_id: int) -> None:
    from . import alerts

    alerts.mail_team(case_id)
