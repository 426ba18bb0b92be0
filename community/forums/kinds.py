"""What only a post knows: its address, the posts around it, what to refresh when it changes."""

from collections.abc import Collection

from django.db.models import F
from django.urls import reverse

from community.spaces.kinds import Kind, register
from community.spaces.models import Contribution

from .models import Post, Topic

AROUND = 3  # posts on either side that give a reader of a case the setting


def _address(contribution: Contribution) -> str:
    post = Post.objects.select_related("topic", "contribution__community").get(contribution=contribution)
    page = reverse("forums:topic", args=[post.contribution.community.slug, post.topic.ref])
    return f"{page}?after={max(post.position - 1, 0)}#post-{contribution.ref}"


def _neighbours(contribution: Contribution) -> list[int]:
    post = Post.objects.get(contribution=contribution)
    around = Post.objects.filter(
        topic=post.topic_id, position__range=(post.position - AROUND, post.position + AROUND)
    )
    return list(around.order_by("position").values_list("contribution_id", flat=True))


def _refresh(contribution: Contribution) -> None:
    Topic.objects.filter(posts__contribution=contribution).update(version=F("version") + 1)


def _hold(contributions: Collection[int]) -> None:
    topics = Topic.objects.filter(pk__in=Post.objects.filter(contribution__in=contributions).values("topic"))
    list(topics.select_for_update(no_key=True).order_by("pk").values_list("pk"))


register(Kind("post", "a post", _address, _neighbours, "forums:delete", _refresh, hold=_hold))
