"""What the team did about a contribution or a person, with the reasons the person reads."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from accounts.refs import new_ref
from community.spaces.models import Community, Contribution, Membership

from .cases import Case


class Decision(models.Model):
    class Act(models.TextChoices):
        KEEP = "keep", "Leave it up"
        HIDE = "hide", "Take it down"
        RELEASE = "release", "Publish what was held"

    ref = models.CharField(max_length=16, unique=True, default=new_ref)
    community = models.ForeignKey(Community, on_delete=models.PROTECT)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    person = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="decisions_met")
    contribution = models.ForeignKey(
        Contribution, null=True, on_delete=models.PROTECT, related_name="decisions"
    )
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=12, choices=Act)
    reason = models.CharField(max_length=24)
    rule = models.CharField(max_length=80, blank=True)
    seen_by = models.CharField(max_length=8)  # member, team, program
    words = models.CharField(max_length=1000, blank=True)  # facts the member reads
    salt = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="decision_about_a_person")]
        triggers = [
            pgtrigger.Protect(name="decision_stands", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
