"""A member's word to the team about a contribution or a person."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.refs import new_ref
from community.spaces.models import Community, Contribution, Membership, Revision

from .cases import Case


class Report(models.Model):
    class Side(models.TextChoices):
        ABOUT = "about", "Worried about someone"
        BY = "by", "Worried by someone"
        ASK = "ask", "Asks for the team"  # "show it to the team only": about the writer's own words

    ref = models.CharField(max_length=16, unique=True, default=new_ref)
    community = models.ForeignKey(Community, on_delete=models.PROTECT)
    reporter = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="reports")
    contribution = models.ForeignKey(Contribution, null=True, blank=True, on_delete=models.PROTECT)
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT
    )  # as the reporter saw it
    person = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    side = models.CharField(max_length=6, choices=Side)
    reason = models.CharField(max_length=24)
    how_soon = models.CharField(max_length=6, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(db_default=Now())
    outcome = models.CharField(max_length=12, blank=True)
    outcome_why = models.CharField(max_length=24, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "contribution"],
                condition=Q(outcome="", contribution__isnull=False),
                name="report_open_once",
            ),
            models.CheckConstraint(
                condition=Q(contribution__isnull=False) | Q(person__isnull=False),
                name="report_is_about_something",
            ),
        ]
        indexes = [models.Index(fields=["reporter", "-at"], name="report_newest_first")]
