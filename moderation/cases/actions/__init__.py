"""Every write in the team's work: opening, working, talking, deciding, reporting, and what the clocks do."""

from .assessing import assess_ticket, note_change, note_ending, open_for_reading, sweep_tickets
from .clocks import miss_clocks
from .deciding import hide_contribution, keep_contribution, release_contribution
from .reporting import report_contribution, show_to_team_only
from .talking import ask_team, join_case, open_talk, write_to_member
from .working import change_level, claim_case, close_case, put_back, reveal_words, set_follow_up

__all__ = [
    "ask_team",
    "assess_ticket",
    "change_level",
    "claim_case",
    "close_case",
    "hide_contribution",
    "join_case",
    "keep_contribution",
    "miss_clocks",
    "note_change",
    "note_ending",
    "open_for_reading",
    "open_talk",
    "put_back",
    "release_contribution",
    "report_contribution",
    "reveal_words",
    "set_follow_up",
    "show_to_team_only",
    "sweep_tickets",
    "write_to_member",
]
