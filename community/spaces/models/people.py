"""A person in one community. Everything there points at the membership, never at the account."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.refs import new_ref

from .communities import Community


class Role(models.TextChoices):
    MEMBER = "member", "Member"
    SUPPORTER = "supporter", "Supporter"
    MODERATOR = "moderator", "Moderator"
    LEAD = "lead", "Safeguarding lead"
    ADMIN = "admin", "Admin"


class Membership(models.Model):
    class State(models.TextChoices):
        ACTIVE = "active", "Active"
        LEFT = "left", "Left"
        REMOVED = "removed", "Removed"
        FORMER = "former", "Former member"

    ref = models.CharField(max_length=16, unique=True, default=new_ref)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="memberships"
    )
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="memberships")
    name = models.CharField(max_length=24)
    name_key = models.CharField(max_length=80, null=True)  # the look-alike skeleton: one look, one person
    patch = models.PositiveSmallIntegerField(default=0)  # which quilt block stands beside the name
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    joined_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "community"], name="membership_is_one_per_community"),
            models.UniqueConstraint(fields=["community", "name_key"], name="membership_name_looks_unique"),
            models.CheckConstraint(
                condition=Q(state="former", account=None, name_key=None) | ~Q(state="former"),
                name="former_member_is_nobody",
            ),
        ]
        indexes = [models.Index(fields=["community", "state"], name="membership_by_state")]

    def __str__(self) -> str:
        return self.ref


class RoleGrant(models.Model):
    """A role is a row that begins and ends, never an edited column."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=12, choices=Role)
    duty_name = models.CharField(
        max_length=24, blank=True
    )  # what members read when the person speaks in this role
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "role"], condition=Q(ended_at=None), name="role_is_held_once"
            ),
        ]


class Block(models.Model):
    """Two people do not exist for each other in one community. Staff acts and case rooms stand outside it."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE)
    blocker = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="blocks_made")
    blocked = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="blocks_met")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="block_stands_once"),
            models.CheckConstraint(condition=~Q(blocker=F("blocked")), name="nobody_blocks_themselves"),
        ]


class Restriction(models.Model):
    """A timed effect on what a member can do. It never reaches help, their case room, own data or appeals."""

    class Kind(models.TextChoices):
        READ_ONLY = "read_only", "Read, not write"
        PAUSE = "pause", "A break"
        REMOVE = "remove", "Out of the community"

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="restrictions")
    kind = models.CharField(max_length=12, choices=Kind)
    place = models.ForeignKey("spaces.Place", null=True, blank=True, on_delete=models.PROTECT)
    starts_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    cause = models.CharField(max_length=16)  # the ref of the decision behind it

    class Meta:
        indexes = [
            models.Index(fields=["membership"], condition=Q(lifted_at=None), name="restriction_standing"),
        ]

    @classmethod
    def standing(cls) -> "models.QuerySet[Restriction]":
        """Those that hold today."""
        not_over = Q(ends_at=None) | Q(ends_at__gt=Now())
        return cls.objects.filter(not_over, lifted_at=None, starts_at__lte=Now())
