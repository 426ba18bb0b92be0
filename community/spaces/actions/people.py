"""Joining, roles and blocks."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.errors import Invalid, Refused
from accounts.people.models import Account
from accounts.record.actions import write

from .. import events, names
from ..models import Acceptance, Block, Community, Guidelines, Membership, Role, RoleGrant


@transaction.atomic
def join_community(
    *,
    account: Account,
    community: Community,
    name: str,
    by_invitation: bool = False,
    patch: int | None = None,
) -> Membership:
    """Become a member under a name that looks like nobody else's. Joining twice gives the same membership."""
    if mine := Membership.objects.filter(account=account, community=community).first():
        return _come_back(mine)
    if community.joining != Community.Joining.OPEN and not by_invitation:
        raise Refused(_("This community is joined by invitation."))
    shown = names.clean(name)
    try:
        with transaction.atomic():
            member = Membership.objects.create(
                account=account,
                community=community,
                name=shown,
                name_key=names.skeleton(shown),
                patch=names.random_patch() if patch is None else patch,
            )
    except IntegrityError as clash:
        raise names.taken() from clash
    write(act="joined", actor=account.log_ref, chain=community.ref, object=member.ref)
    return member


def _come_back(member: Membership) -> Membership:
    if member.state == Membership.State.REMOVED:
        raise Refused(_("You can't open this. It may be for others, or closed."))
    if member.state == Membership.State.LEFT:
        member.state = Membership.State.ACTIVE
        member.save(update_fields=["state"])
    return member


@transaction.atomic
def rename_member(*, member: Membership, name: str) -> None:
    """Another name in this community; the same as before is no change."""
    shown = names.clean(name)
    if shown == member.name:
        return
    member.name, member.name_key = shown, names.skeleton(shown)
    try:
        with transaction.atomic():
            member.save(update_fields=["name", "name_key"])
    except IntegrityError as clash:
        raise names.taken() from clash
    write(act="renamed", actor=_log_ref(member), chain=member.community.ref, object=member.ref)


def _log_ref(member: Membership) -> str:
    return member.account.log_ref if member.account else ""


def accept_guidelines(*, member: Membership, guidelines: Guidelines) -> None:
    Acceptance.objects.bulk_create(
        [Acceptance(membership=member, guidelines=guidelines)], ignore_conflicts=True
    )


@transaction.atomic
def grant_role(*, member: Membership, role: Role, by: Membership | None, duty_name: str = "") -> RoleGrant:
    """Give a role, recorded. `by` is None when the site itself sets up a community."""
    standing = RoleGrant.objects.filter(membership=member, role=role, ended_at=None)
    if grant := standing.select_for_update().first():
        return grant
    grant = RoleGrant.objects.create(membership=member, role=role, by=by, duty_name=duty_name)
    _rights_moved(member)
    actor_ref = by.account.log_ref if by and by.account else ""
    write(
        act="role_given",
        actor=actor_ref,
        chain=member.community.ref,
        object=member.ref,
        details={"role": role},
    )
    return grant


@transaction.atomic
def block_member(*, blocker: Membership, blocked: Membership) -> None:
    """From now on the two do not exist for each other here. Silent, and the same when done twice."""
    if blocker.pk == blocked.pk or blocker.community_id != blocked.community_id:
        raise Invalid(_("That is you."))
    Block.objects.bulk_create(
        [Block(community_id=blocker.community_id, blocker=blocker, blocked=blocked)], ignore_conflicts=True
    )
    _rights_moved(blocker)
    _rights_moved(blocked)


def _rights_moved(member: Membership) -> None:
    """Open sockets look at this person's rights again, also where a hint is lost."""
    from django.db.models import F

    Community.objects.filter(pk=member.community_id).update(access_version=F("access_version") + 1)
    events.membership_changed(member.account_id)
