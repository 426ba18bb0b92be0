"""The log of acts: append-only, one hash chain for the site and one for each community. Ids and codes only."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now

SITE_CHAIN = "site"


class Head(models.Model):
    """Where a chain ends. Locked by whoever writes the next entry."""

    chain = models.CharField(max_length=16, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")


class Entry(models.Model):
    chain = models.CharField(max_length=16)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField(db_default=Now())
    actor = models.CharField(max_length=16, blank=True)  # an account's log_ref; empty: the software itself
    act = models.CharField(max_length=48)
    object = models.CharField(max_length=48, blank=True)
    details = models.JSONField(default=dict)  # ids, codes and figures, never words
    words_hash = models.CharField(max_length=64, blank=True)  # salted; words and salt lie in their own table
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="entry_has_its_place"),
        ]
        triggers = [
            pgtrigger.Protect(name="entry_is_for_ever", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class Heartbeat(models.Model):
    """When a part of the running system last said that it is there."""

    part = models.CharField(max_length=24, primary_key=True)
    at = models.DateTimeField(db_default=Now())
