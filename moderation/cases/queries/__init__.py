"""Every read of the team's screens: the queue, a case, what changed."""

from .board import Lane, QueueRow, cases_held_by, queue_of
from .case import CasePage, case_page
from .changes import changes_since, said
from .standing import standing_card

__all__ = [
    "CasePage",
    "Lane",
    "QueueRow",
    "case_page",
    "cases_held_by",
    "changes_since",
    "queue_of",
    "said",
    "standing_card",
]
