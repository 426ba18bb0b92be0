"""Telling the team by mail that something needs them: no content, no name, no level."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail

from accounts.texts import text
from community.spaces.models import Membership

from .models import Case
from .permissions import check_work


def mail_team(case_id: int) -> int:
    """Mail moderators who gave an address, where mail is set up. Returns how many. Looks again who may know."""
    if not settings.EMAIL_HOST:
        return 0
    case = Case.objects.select_related("community").filter(pk=case_id, closed_at=None).first()
    return sum(_mail(case, member) for member in _team(case)) if case else 0


def _team(case: Case) -> list[Membership]:
    from community.spaces.permissions import can

    members = Membership.objects.filter(
        community=case.community, grants__ended_at=None, grants__role__in=["moderator", "lead"]
    ).distinct()
    return [member for member in members if can(check_work, member, case)]


def _mail(case: Case, member: Membership) -> int:
    addresses = EmailAddress.objects.filter(user=member.account_id, verified=True).values_list(
        "email", flat=True
    )
    words = text("notify.staff")
    return sum(
        send_mail(words, f"{words}\n\n{settings.SITE_URL}/staff/\n", None, [address]) for address in addresses
    )
