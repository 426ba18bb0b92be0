"""What is still to be read by detection, and what it said. Offsets and rule names; never words."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from community.spaces.models import Contribution, Revision


class Level(models.TextChoices):
    """How soon a person should look. The same four words everywhere."""

    NONE = "none", "None"
    CONCERN = "concern", "Concern"
    HIGH = "high", "High"
    IMMINENT = "imminent", "Imminent"


LEVEL_ORDER = {level: rank for rank, level in enumerate(Level.values)}


def is_grave(level: str) -> bool:
    """Somebody looks within the half hour, so nothing waits for a worker."""
    return LEVEL_ORDER[level] >= LEVEL_ORDER[Level.HIGH]


class Ticket(models.Model):
    """This revision is due a full assessment. Commits with the revision, so nothing waits unseen."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="tickets")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE)
    due_at = models.DateTimeField(db_default=Now())
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "revision"], name="ticket_is_one_per_revision"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="ticket_due")]


class Assessment(models.Model):
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="assessments")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT)
    detector = models.CharField(max_length=80)  # engine, lexicon and overlay versions
    level = models.CharField(max_length=8, choices=Level)
    category = models.CharField(max_length=24)
    subject = models.CharField(max_length=5)
    flags = models.JSONField(default=list)
    lang = models.CharField(max_length=12, blank=True)
    score = models.FloatField(default=0)
    spans = models.JSONField(default=list)  # [start, end, rule] in the original text
    why = models.JSONField(default=list)  # plain sentences in category words, never a quote
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "revision", "detector"], name="assessment_is_one_per_detector"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="assessment_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
