"""Which topics and posts a person may see. Starts from what `spaces` lets them read of the contribution."""

from django.db.models import QuerySet

from accounts.errors import Hidden
from community.spaces.models import Contribution, Membership, Reader, reader_of

from .models import Post, Topic


def topics_in_sight(viewer: Membership | None) -> QuerySet[Topic]:
    """Topics whose page this person may open, also where the opening post was taken down."""
    return topics_in_sight_of(reader_of(viewer))


def topics_in_sight_of(reader: Reader | None) -> QuerySet[Topic]:
    return Topic.objects.filter(opening__in=Contribution.objects.in_sight_of_reader(reader))


def openings_readable_by(reader: Reader | None) -> QuerySet[Contribution]:
    """Opening words that this person may read, as lists show them. The topic is what they open (`opens`)."""
    return Contribution.objects.visible_to_reader(reader).filter(opens__isnull=False)


def posts_in_sight_of(reader: Reader | None) -> QuerySet[Post]:
    return Post.objects.filter(contribution__in=Contribution.objects.in_sight_of_reader(reader))


def own_post(author: Membership, ref: str, *, also_taken_down: bool = False) -> Post:
    """A post of one's own that can still be changed, or also one that its writer took down. Else `Hidden`."""
    changeable = [Contribution.State.PUBLISHED, Contribution.State.HELD]
    if also_taken_down:
        changeable.append(Contribution.State.DELETED)
    found = (
        Post.objects.select_related("contribution__place__community", "topic__forum__place", "topic__opening")
        .filter(contribution__ref=ref, contribution__author=author, contribution__state__in=changeable)
        .first()
    )
    if found is None:
        raise Hidden()
    return found
