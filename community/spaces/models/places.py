"""Where contributions stand. A forum and a room are places; who may read is decided by the place."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.refs import new_ref

from .communities import Community
from .people import Membership


class Place(models.Model):
    class Kind(models.TextChoices):
        FORUM = "forum", "Forum"
        ROOM = "room", "Room"

    class Readers(models.TextChoices):
        MEMBERS = "members", "Members"
        PUBLIC = "public", "Anyone on the internet"
        STAFF = "staff", "The team"
        SEATED = "seated", "Those with a seat"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        READ_ONLY = "read_only", "Read only"
        PAUSED = "paused", "Paused"
        ARCHIVED = "archived", "Archived"

    ref = models.CharField(max_length=16, unique=True, default=new_ref)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="places")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=60)
    readers = models.CharField(max_length=8, choices=Readers, default=Readers.MEMBERS)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    position = models.PositiveSmallIntegerField(default=0)
    access_version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["community", "kind", "position"], name="place_in_its_list")]

    def __str__(self) -> str:
        return self.ref


class Seat(models.Model):
    """A person in a seated room. Taking one and leaving it are moments that the room shows."""

    class Part(models.TextChoices):
        MEMBER = "member", "The member"
        TEAM = "team", "The team"

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="seats")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="seats")
    part = models.CharField(max_length=8, choices=Part)
    accepted_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "membership"], condition=Q(ended_at=None), name="seat_is_taken_once"
            ),
        ]
