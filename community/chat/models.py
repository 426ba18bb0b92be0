"""The real-time side: rooms hold messages, each with its `seq`. The words are the contribution's."""

from django.db import models

from community.spaces.models import Contribution, Place


class Room(models.Model):
    class Kind(models.TextChoices):
        OPEN = "open", "Open room"
        CASE = "case", "Talk with the team"

    place = models.OneToOneField(Place, on_delete=models.PROTECT, primary_key=True, related_name="room")
    kind = models.CharField(max_length=8, choices=Kind)
    purpose = models.CharField(max_length=300, blank=True)
    last_seq = models.PositiveBigIntegerField(default=0)


class Message(models.Model):
    contribution = models.OneToOneField(
        Contribution, on_delete=models.PROTECT, primary_key=True, related_name="message"
    )
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="messages")
    seq = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "seq"], name="message_seq_is_one")]
