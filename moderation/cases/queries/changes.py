"""What happened in a case since somebody looked, in words: the answer to an act on stale data."""

from django.utils.translation import gettext as _

from community.spaces.models import Membership

from ..models import Case, CaseEntry


def changes_since(case: Case, seen_version: int) -> list[str]:
    """Sentences, oldest first. 1 query."""
    newer = CaseEntry.objects.select_related("by").filter(case=case, details__version__gt=seen_version)
    return [f"{_who(entry.by)}: {said(entry)}" for entry in newer.order_by("id")]


def _who(by: Membership | None) -> str:
    return by.name if by else _("The program")


def said(entry: CaseEntry) -> str:
    """One entry as a short sentence. Facts only."""
    details = entry.details
    sentences = {
        "opened": _("opened the case"),
        "flagged": _("pointed at words: {why}").format(why="; ".join(details.get("why", []))),
        "unread": _("could not read this one"),
        "reported": _("a member told us"),
        "asked": _("the writer asked for someone"),
        "card_shown": _("help card shown"),
        "claimed": _("took the case"),
        "put_back": _("put it back"),
        "revealed": _("read the words"),
        "level_set": _("set the level from {old} to {new}").format(
            old=details.get("from"), new=details.get("to")
        ),
        "level_raised": _("raised the level from {old} to {new}").format(
            old=details.get("from"), new=details.get("to")
        ),
        "follow_up_set": _("set the next look"),
        "wrote": _("wrote to the person"),
        "answered": _("answered"),
        "joined_talk": _("joined the talk"),
        "hid": _("took words down"),
        "kept": _("left words up"),
        "released": _("published what was held"),
        "taken_down": _("the writer took it down"),
        "person_left": _("the person left"),
        "clock_missed": _("nobody had written in time; the person was told"),
        "closed": _("closed the case"),
    }
    return sentences[entry.act]
