"""What the team's work tells people: kinds of notices, each looked up again at delivery. None holds words."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.help.queries import lines_for, plain_lines
from accounts.notices.kinds import Said, register
from accounts.people.models import Account
from accounts.texts import text
from community.spaces.kinds import kind_of
from community.spaces.models import Contribution, Place

from .models import Case, Decision, Report


def _team_message(account: Account, refs: list[str]) -> dict[str, Said]:
    rooms = Place.objects.select_related("community").filter(
        ref__in=refs, seats__membership__account=account, seats__ended_at=None
    )
    return {
        room.ref: Said(text("notify.message"), reverse("chat:talk", args=[room.community.slug]))
        for room in rooms
    }


def _decision(account: Account, refs: list[str]) -> dict[str, Said]:
    found = Decision.objects.filter(ref__in=refs, person__account=account)
    return {
        row.ref: Said(_("The team took something down. Read why."), reverse("cases:decision", args=[row.ref]))
        for row in found
    }


def _report_outcome(account: Account, refs: list[str]) -> dict[str, Said]:
    found = Report.objects.select_related("community").filter(ref__in=refs, reporter__account=account)
    return {
        row.ref: Said(
            _("There is an answer to what you told the team."),
            reverse("cases:reported", args=[row.community.slug]),
        )
        for row in found
    }


def _ask_late(account: Account, refs: list[str]) -> dict[str, Said]:
    """With the lines of the account's own country: whoever reads this has waited, and may have no other page open."""
    found = Case.objects.filter(ref__in=refs, person__account=account)
    lines = plain_lines(lines_for(account.country))
    return {row.ref: Said(text("ask.late", lines=lines), reverse("help:page")) for row in found}


def _released(account: Account, refs: list[str]) -> dict[str, Said]:
    found = Contribution.objects.filter(ref__in=refs, author__account=account, state="published")
    return {row.ref: Said(_("What you wrote is published now."), kind_of(row).address(row)) for row in found}


def _help_card(account: Account, refs: list[str]) -> dict[str, Said]:
    found = Contribution.objects.filter(ref__in=refs, author__account=account)
    return {row.ref: Said(_("There is help here if you want it."), reverse("help:page")) for row in found}


register("team_message", _team_message)
register("decision", _decision)
register("report_outcome", _report_outcome)
register("ask_late", _ask_late)
register("released", _released)
register("help_card", _help_card)
