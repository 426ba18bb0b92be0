"""What people publish. The words lie in `Revision` and nowhere else; everybody else holds references."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from accounts.refs import new_ref

from .communities import Community
from .people import Block, Membership
from .places import Place, Seat


@dataclass(frozen=True)
class Reader:
    """Who reads, as the rules below need it: keys, or `Param`s where a statement is compiled for everybody."""

    member: Any
    community: Any
    is_team: bool = False
    is_removed: bool = False  # may sit in the talk with the team, and otherwise reads what anybody may

    @property
    def open_readers(self) -> list[str]:
        """Which places are open to them without a seat."""
        if self.is_removed:
            return [Place.Readers.PUBLIC]
        team = [Place.Readers.STAFF] if self.is_team else []
        return [Place.Readers.MEMBERS, Place.Readers.PUBLIC, *team]


def reader_of(viewer: Membership | None) -> Reader | None:
    """A member as a reader. `None`, and whoever is no member any more, is anybody on the internet; whoever was removed
    keeps their seat with the team."""
    if viewer is not None and viewer.state == Membership.State.REMOVED:
        return Reader(viewer.pk, viewer.community_id, is_removed=True)
    if viewer is None or viewer.state != Membership.State.ACTIVE:
        return None
    # Imported late: abilities look at grants, which look at this package.
    from community.spaces.abilities import actor

    return Reader(viewer.pk, viewer.community_id, actor(viewer).can("read_team_places"))


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def in_sight_of(self, viewer: Membership | None) -> "ContributionQuerySet":
        """Rows this person may know of: those they may read, and the stubs of what was taken down."""
        return self.in_sight_of_reader(reader_of(viewer))

    def visible_to(self, viewer: Membership | None) -> "ContributionQuerySet":
        """Whose words this person may read. The only source for every list, search, socket and export."""
        return self.visible_to_reader(reader_of(viewer))

    def in_sight_of_reader(self, reader: Reader | None) -> "ContributionQuerySet":
        known = Q(state__in=["published", "deleted", "hidden"])
        if reader is not None:
            known |= Q(state="held", author=reader.member)
        return self._in_places_of(reader)._not_blocked_for(reader).filter(known)

    def visible_to_reader(self, reader: Reader | None) -> "ContributionQuerySet":
        readable = Q(state="published")
        if reader is not None:
            readable |= Q(state__in=["held", "hidden"], author=reader.member)
        return self._in_places_of(reader)._not_blocked_for(reader).filter(readable)

    def _in_places_of(self, reader: Reader | None) -> "ContributionQuerySet":
        """In a place that this person may read."""
        if reader is None:
            return self.filter(place__readers=Place.Readers.PUBLIC)
        seat = Seat.objects.filter(place=OuterRef("place"), membership=reader.member, ended_at=None)
        return self.filter(place__community=reader.community).filter(
            Q(place__readers__in=reader.open_readers)
            | (Q(place__readers=Place.Readers.SEATED) & Exists(seat))
        )

    def _not_blocked_for(self, reader: Reader | None) -> "ContributionQuerySet":
        """Blocks work both ways, and stand outside the seats of a case room."""
        if reader is None:
            return self
        me = reader.member
        pair = Block.objects.filter(
            Q(blocker=me, blocked=OuterRef("author")) | Q(blocked=me, blocker=OuterRef("author"))
        )
        return self.filter(Q(place__readers=Place.Readers.SEATED) | ~Exists(pair))


class Contribution(models.Model):
    class State(models.TextChoices):
        PUBLISHED = "published", "Published"
        HELD = "held", "Waiting for a moderator"
        HIDDEN = "hidden", "Taken down by the team"
        DELETED = "deleted", "Taken down by the writer"
        ERASED = "erased", "Erased"

    ref = models.CharField(max_length=16, unique=True, default=new_ref)
    kind = models.CharField(max_length=12)
    community = models.ForeignKey(Community, on_delete=models.PROTECT)
    place = models.ForeignKey(Place, on_delete=models.PROTECT)
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="contributions")
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    offered = models.BooleanField(default=True)  # false while a care case is open about it
    as_team = models.BooleanField(default=False)  # staff words, spoken under a duty name or as the team
    revision = models.PositiveSmallIntegerField(default=1)
    lang = models.CharField(max_length=12, blank=True)
    client_key = models.UUIDField()  # a retry carries the same key
    created_at = models.DateTimeField(db_default=Now())

    wording: "Revision | None" = None  # the present revision, where whoever wrote it has it at hand

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "client_key"], name="contribution_retry_is_the_same"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="contribution_has_words"),
        ]
        indexes = [
            models.Index(fields=["author", "place", "-created_at"], name="contribution_by_author_here"),
            models.Index(fields=["created_at"], condition=Q(state="held"), name="contribution_held_by_age"),
        ]

    def __str__(self) -> str:
        return self.ref


class Revision(models.Model):
    """One wording of a contribution. Never updated, but for `html` when the renderer changes."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    html = models.TextField()
    renderer = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="revision_number_is_one"),
        ]

    @classmethod
    def current(cls) -> "models.QuerySet[Revision]":
        return cls.objects.filter(number=F("contribution__revision"))
