"""What a person is told inside the site. Holds a kind and a reference, never words."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.refs import new_ref


class Notice(models.Model):
    ref = models.CharField(max_length=16, unique=True, default=new_ref)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=32)
    object = models.CharField(max_length=48)  # the ref of what it is about; its kind knows how to look it up
    made_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # The same news twice is one notice until it has been read.
            models.UniqueConstraint(
                fields=["account", "kind", "object"], condition=Q(read_at=None), name="notice_unread_once"
            ),
        ]
        indexes = [models.Index(fields=["account", "-id"], name="notice_newest_first")]
