"""What happened in a case since somebody looked, in words: the answer to an act on stale data."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.look.moments import clock
from community.spaces.abilities import duty_name_at

from ..models import Case, CaseEntry


def changes_since(case: Case, seen_version: int) -> list[str]:
    """Sentences, oldest first. 1 query."""
    newer = entries_of(case).filter(details__version__gt=seen_version)
    return [f"{clock(entry.at)} {who(entry) or _('The program')}: {said(entry)}" for entry in newer]


def entries_of(case: Case) -> QuerySet[CaseEntry]:
    """The case's thread, oldest first, with the names under which the team acted."""
    entries = CaseEntry.objects.filter(case=case).select_related("by", "case").order_by("id")
    return entries.annotate(duty_name=duty_name_at("by"))


def who(entry: CaseEntry) -> str:
    """Whose act it was, under the name they have in it. Empty: the program's. Takes what `entries_of` gives."""
    if entry.by is None:
        return ""
    is_the_person = entry.by_id == entry.case.person_id
    return entry.by.name if is_the_person else entry.duty_name or _("A colleague")  # type: ignore[attr-defined]


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
