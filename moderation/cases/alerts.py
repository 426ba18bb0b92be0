"""Telling the team by mail that something needs them: no content, no name, no level."""

from allauth.account.models import EmailAddress
from django.conf import settings

from accounts.people.addresses import mail_is_set_up, send
from accounts.texts import text
from community.spaces.models import Membership
from community.spaces.permissions import can

from .models import Case
from .permissions import check_work


def mail_team(case_id: int) -> int:
    """Mail moderators who gave an address, where mail is set up. Returns how many. Looks again who may know: a case
    about one of the team, or about somebody they block, is not theirs to hear of."""
    if not mail_is_set_up():
        return 0
    case = Case.objects.select_related("community").filter(pk=case_id, closed_at=None).first()
    return sum(_mail(member) for member in _team(case)) if case else 0


def _team(case: Case) -> list[Membership]:
    members = Membership.objects.filter(
        community=case.community, account__is_active=True, grants__ended_at=None,
        grants__role__in=["moderator", "lead"],
    ).distinct()  # fmt: skip
    return [member for member in members if can(check_work, member, case)]


def _mail(member: Membership) -> int:
    """One that the mail server refuses keeps nobody else from hearing of it."""
    addresses = EmailAddress.objects.filter(user=member.account_id, verified=True)
    words = text("notify.staff")
    return sum(
        send(address, words, f"{words}\n\n{settings.SITE_URL}/staff/\n")
        for address in addresses.values_list("email", flat=True)
    )
