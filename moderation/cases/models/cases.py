"""A case, what happened in it, what it is about, and when somebody looks again."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from accounts.refs import new_ref
from community.spaces.models import Community, Contribution, Membership, Place, Revision
from moderation.detection.models import Level


class Case(models.Model):
    class Kind(models.TextChoices):
        CARE = "care", "Care"  # one person's episode: someone may be in danger
        CONDUCT = "conduct", "Conduct"  # one person and the rules
        REVIEW = "review", "Review"  # a held or unread text, no mark on anybody

    ref = models.CharField(max_length=16, unique=True, default=new_ref)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="cases")
    kind = models.CharField(max_length=8, choices=Kind)
    person = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    contribution = models.ForeignKey(
        Contribution, null=True, blank=True, on_delete=models.PROTECT, related_name="review_cases"
    )
    level = models.CharField(max_length=8, choices=Level)
    level_by_person = models.BooleanField(
        default=False
    )  # an old text assessed again never undoes a person's word
    category = models.CharField(max_length=24, default="none")
    why = models.JSONField(default=list)  # sentences in category words, never a quote
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    room = models.OneToOneField(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="case")
    opened_at = models.DateTimeField(db_default=Now())
    renewed_at = models.DateTimeField(null=True, blank=True)  # newest grave words since it was opened
    due_at = models.DateTimeField()
    missed_at = models.DateTimeField(null=True, blank=True)  # the clock ran out before anybody wrote
    answered_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(closed_at=None, kind__in=["care", "conduct"]),
                name="case_open_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["contribution"],
                condition=Q(closed_at=None, kind="review"),
                name="review_open_once_per_text",
            ),
            models.CheckConstraint(
                condition=Q(kind="review", contribution__isnull=False)
                | (Q(kind__in=["care", "conduct"]) & (Q(person__isnull=False) | Q(closed_at__isnull=False))),
                name="case_is_about_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="closed_case_has_an_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "due_at"], condition=Q(closed_at=None), name="case_open_by_clock"
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(closed_at=None, answered_at=None, missed_at=None),
                name="case_clock_running",
            ),
            models.Index(fields=["person", "-opened_at"], name="case_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def holder(self) -> Membership | None:
        """Who has it now. A claim that ran out is nobody's."""
        is_held = self.claimed_until is None or self.claimed_until > timezone.now()
        return self.claimed_by if is_held else None


class CaseEntry(models.Model):
    """One thing that happened. Corrections are new entries. Words of staff lie here with their salt."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=32)
    details = models.JSONField(default=dict)
    words = models.CharField(max_length=1000, blank=True)
    salt = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="case_timeline")]
        triggers = [
            pgtrigger.Protect(name="case_entry_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class Evidence(models.Model):
    """Pins a revision to a case: it is kept as long as the case needs it, and never copied."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="evidence")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "revision"], name="evidence_pins_once"),
        ]


class FollowUp(models.Model):
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    due_at = models.DateTimeField()
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(done_at=None), name="follow_up_next_is_one"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="follow_up_due")]
