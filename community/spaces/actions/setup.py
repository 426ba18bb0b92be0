"""What an admin shapes without touching code: rules, places, people to help. Every act is recorded."""

from datetime import time, timedelta

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.clock import from_now
from accounts.errors import Hidden, Invalid
from accounts.people.models import Account
from accounts.record.actions import write
from accounts.refs import new_token, token_hash

from .. import markup
from ..models import Community, Guidelines, Invitation, Membership, Place, Role
from ..permissions import check_set_up
from .people import accept_guidelines, grant_role, join_community

INVITATION_LASTS = timedelta(days=7)


def open_community(
    *, name: str, purpose: str, guidelines: str, slug: str | None = None, **settings: object
) -> Community:
    """A new community with its first guidelines. Inside the caller's transaction."""
    community = Community.objects.create(
        name=name, purpose=purpose, **({"slug": slug} if slug else {}), **settings
    )
    Guidelines.objects.create(
        community=community, version=1, text=guidelines, html=markup.render_post(guidelines)
    )
    write(act="community_opened", chain=community.ref, object=community.ref)
    return community


@transaction.atomic
def change_guidelines(*, admin: Membership, text: str, reason: str, seen_version: int) -> Guidelines:
    """A new version of the rules. The version an admin saw must still be the newest."""
    from accounts.errors import Stale

    check_set_up(admin)
    if not text.strip():
        raise Invalid(_("The guidelines are empty."))
    Community.objects.select_for_update().get(pk=admin.community_id)
    newest = Guidelines.objects.filter(community=admin.community_id).aggregate(n=Max("version"))["n"] or 0
    if newest != seen_version:
        raise Stale(
            _("Somebody else changed the guidelines while you wrote."), kept=_("Your words are kept.")
        )
    fresh = Guidelines.objects.create(
        community_id=admin.community_id,
        version=newest + 1,
        text=text,
        html=markup.render_post(text),
        reason=reason,
        by=admin,
    )
    accept_guidelines(member=admin, guidelines=fresh)  # whoever wrote them has read them
    _record(admin, "guidelines_changed", admin.community.ref, {"version": fresh.version})
    return fresh


@transaction.atomic
def add_place(
    *, admin: Membership, kind: Place.Kind, name: str, readers: str = Place.Readers.MEMBERS
) -> Place:
    """The place alone; forums and chat add their own row to it in the same transaction."""
    check_set_up(admin)
    if not name.strip():
        raise Invalid(_("A place needs a name."))
    last = (
        Place.objects.filter(community=admin.community_id, kind=kind).aggregate(n=Max("position"))["n"] or 0
    )
    place = Place.objects.create(
        community_id=admin.community_id, kind=kind, name=name.strip(), readers=readers, position=last + 1
    )
    _record(admin, f"{kind}_added", place.ref)
    return place


@transaction.atomic
def set_daily_time(*, admin: Membership, at: time | None) -> None:
    """By when the team reads, each day. Members are told exactly this and nothing more."""
    check_set_up(admin)
    Community.objects.filter(pk=admin.community_id).update(daily_time=at)
    _record(admin, "daily_time_set", admin.community.ref, {"at": at.isoformat() if at else None})


@transaction.atomic
def invite_moderator(*, admin: Membership, duty_name: str) -> str:
    """A link that makes its first user a moderator. Returned once; only its hash is kept."""
    check_set_up(admin)
    token = new_token()
    Invitation.objects.create(
        community_id=admin.community_id,
        token_hash=token_hash(token),
        role=Role.MODERATOR,
        duty_name=duty_name,
        by=admin,
        expires_at=from_now(INVITATION_LASTS),
    )
    _record(admin, "moderator_invited", admin.community.ref)
    return token


def standing_invitation(token: str) -> Invitation:
    """The invitation behind a link, or `Hidden`: used, expired, revoked and never made answer alike."""
    found = (
        Invitation.objects.select_related("community")
        .filter(token_hash=token_hash(token), revoked_at=None, uses_left__gt=0, expires_at__gt=Now())
        .first()
    )
    if found is None:
        raise Hidden()
    return found


@transaction.atomic
def take_invitation(*, account: Account, token: str, name: str) -> Membership:
    """Use an invitation: join when new, and take its role. Two at once: one wins, the other finds nothing."""
    invitation = standing_invitation(token)
    won = Invitation.objects.filter(pk=invitation.pk, uses_left__gt=0, revoked_at=None, expires_at__gt=Now())
    if not won.update(uses_left=F("uses_left") - 1):
        raise Hidden()
    member = join_community(account=account, community=invitation.community, name=name, by_invitation=True)
    grant_role(member=member, role=Role(invitation.role), by=invitation.by, duty_name=invitation.duty_name)
    return member


def _record(admin: Membership, act: str, object_ref: str, details: dict[str, object] | None = None) -> None:
    actor_ref = admin.account.log_ref if admin.account else ""
    write(act=act, actor=actor_ref, chain=admin.community.ref, object=object_ref, details=details)
