"""What the team works on: cases with one timeline, reports, decisions, follow-ups."""

from .cases import Case, CaseEntry, Evidence, FollowUp
from .decisions import Decision
from .reports import Report

__all__ = ["Case", "CaseEntry", "Decision", "Evidence", "FollowUp", "Report"]
