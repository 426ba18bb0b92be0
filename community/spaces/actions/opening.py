"""How a community begins: for those who run the site and are no members of it. What its admin does is in `setup`."""

import re

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.clock import from_now
from accounts.errors import Refused
from accounts.record.actions import write
from accounts.refs import new_token, token_hash
from accounts.texts import text

from ..models import Community, Invitation, Membership, Role, RoleGrant
from .setup import INVITATION_LASTS, open_community

_RULE = re.compile(r"\s(\d{1,2}) (?=\*\*)")
_LAST_WORD = re.compile(r"\s(?=\*\*If )")


def shipped_guidelines() -> str:
    """The guidelines that come with the product. They are one run of words; on a page each rule has its own line."""
    return _LAST_WORD.sub("\n\n", _RULE.sub(r"\n\n\1. ", text("guidelines")))


@transaction.atomic
def invite_first_admin(*, name: str, purpose: str) -> str:
    """A link that makes its first user the admin of the community of this name, which is opened where it is missing.
    Returned once; only its hash is kept, and an earlier one stops working. Refused where somebody is admin already."""
    community = Community.objects.select_for_update().filter(name=name).order_by("pk").first()
    if community is None:
        community = open_community(name=name, purpose=purpose, guidelines=shipped_guidelines())
    if _has_admin(community):
        raise Refused(_("This community has an admin already."))
    Invitation.objects.filter(community=community, role=Role.ADMIN, revoked_at=None).update(revoked_at=Now())
    token = new_token()
    Invitation.objects.create(
        community=community,
        token_hash=token_hash(token),
        role=Role.ADMIN,
        expires_at=from_now(INVITATION_LASTS),
    )
    write(act="admin_invited", chain=community.ref, object=community.ref)
    return token


def _has_admin(community: Community) -> bool:
    standing = RoleGrant.objects.filter(
        membership__community=community,
        membership__state=Membership.State.ACTIVE,
        role=Role.ADMIN,
        ended_at=None,
    )
    return standing.exists()
