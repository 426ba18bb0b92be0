"""The asynchronous side: forums hold topics, topics hold posts. The words of a post are its contribution's."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.refs import new_ref
from community.spaces.models import Contribution, Membership, Place


class Forum(models.Model):
    place = models.OneToOneField(Place, on_delete=models.PROTECT, primary_key=True, related_name="forum")
    introduction = models.CharField(max_length=500, blank=True)


class Topic(models.Model):
    ref = models.CharField(max_length=16, unique=True, default=new_ref)
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="topics")
    opening = models.OneToOneField(Contribution, null=True, on_delete=models.PROTECT, related_name="opens")
    version = models.PositiveBigIntegerField(
        default=1
    )  # moves with whatever a reader of the page could see change
    last_position = models.PositiveIntegerField(default=0)
    active_at = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(db_default=Now())
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["forum", "-active_at", "-id"], name="topic_latest_first"),
            # For the home page, across forums: what moved last, and what nobody has answered, oldest first.
            models.Index(fields=["-active_at", "-id"], name="topic_latest_anywhere"),
            models.Index(fields=["last_position", "created_at"], name="topic_waiting_longest"),
        ]

    def __str__(self) -> str:
        return self.ref


class Post(models.Model):
    contribution = models.OneToOneField(
        Contribution, on_delete=models.PROTECT, primary_key=True, related_name="post"
    )
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="posts")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "position"], name="post_position_is_one")]


class Draft(models.Model):
    """Words on their way. Never read by the team, assessed or counted."""

    author = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="drafts")
    place = models.ForeignKey(Place, on_delete=models.CASCADE)
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.CASCADE)
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "topic"], condition=Q(topic__isnull=False), name="draft_of_a_reply_is_one"
            ),
            models.UniqueConstraint(
                fields=["author", "place"], condition=Q(topic=None), name="draft_of_a_topic_is_one"
            ),
        ]
