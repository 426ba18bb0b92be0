"""Home, forums, topics. Each page's price in queries is stated and tested."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.look.kept import page_for_everybody
from accounts.texts import text
from community.spaces.cards import CardBeside, card_that_stays
from community.spaces.cover import cover_words
from community.spaces.models import Community, Membership, Place
from community.spaces.permissions import standing_words
from community.spaces.requests import MemberRequest, anyone, member_required
from community.spaces.views.doors import surroundings

from .. import queries
from ..allowances import REPLIES, words_left
from ..forms import ReplyForm
from ..models import Forum, Topic

ARRIVALS = ("heavy", "up_and_down", "steady", "no_words")


def cover_of(community: Community) -> dict[str, object]:
    return {"is_covered": False, "words": cover_words(community)}


@member_required
@require_http_methods(["GET", "POST"])
def home(request: MemberRequest) -> HttpResponse:
    """One calm column. What is posted here ("How are you arriving?") changes this answer and is stored nowhere."""
    arrived = request.POST.get("arriving", "")
    viewer, community = request.membership, request.community
    return render(request, "forums/home.html", {
        **surroundings(request, "home"),
        "daypart": _daypart(), "arrived": arrived if arrived in ARRIVALS else "",
        "cover": cover_of(community),
        "replies": queries.replies_to(viewer=viewer, community=community),
        "waiting": queries.topics_waiting(viewer=viewer, community=community),
        "latest": queries.latest_topics(viewer=viewer, community=community),
    })  # fmt: skip


def _daypart() -> str:
    hour = timezone.localtime().hour
    if hour < 5:
        return _("A quiet hour")
    if hour < 12:
        return _("Morning")
    return _("Afternoon") if hour < 18 else _("Evening")


@anyone
@require_safe
def forums(request: MemberRequest) -> HttpResponse:
    rows = queries.forum_list(viewer=request.membership, community=request.community)
    return render(request, "forums/forum_list.html", {
        **surroundings(request, "forums"), "forums": rows, "cover": cover_of(request.community)})  # fmt: skip


@anyone
@require_safe
def forum(request: MemberRequest, ref: str) -> HttpResponse:
    viewer, community = request.membership, request.community
    found = queries.find_forum(viewer=viewer, community=community, ref=ref)
    page = queries.forum_page(
        viewer=viewer, community=community, forum=found, key=request.GET.get("after", "")
    )
    can_start = viewer is not None and found.place.state == Place.State.OPEN

    def draw() -> HttpResponse:
        return render(request, "forums/forum.html", {
            **surroundings(request, "forums"), "forum": forum_words(found, community), "page": page,
            "cover": cover_of(community),
            "new_topic_url": reverse("forums:start", args=[community.slug, ref]) if can_start else "",
        })  # fmt: skip

    return page_for_everybody(
        request, community, found.place, found.introduction, page.topics, page.older_url, draw=draw
    )


def forum_words(forum: Forum, community: Community) -> dict[str, str]:
    """A forum as its pages say it."""
    place = forum.place
    return {
        "name": place.name,
        "url": reverse("forums:forum", args=[community.slug, place.ref]),
        "introduction": forum.introduction,
        "readers_words": who_reads(place, community),
    }


def who_reads(place: Place, community: Community) -> str:
    if place.readers == Place.Readers.PUBLIC:
        return text("who.public")
    return text("who.community", community=community.name)


@anyone
@require_safe
def topic(request: MemberRequest, ref: str) -> HttpResponse:
    """A topic. Its version moves with every change a reader could see: signed out, a copy is found by it."""
    found = queries.find_topic(viewer=request.membership, community=request.community, ref=ref)
    position = {"after": _number(request, "after"), "before": _number(request, "before")}
    return page_for_everybody(
        request, request.community, found.forum.place, found.forum.introduction,
        found.ref, found.version, found.locked_at,
        draw=lambda: topic_response(request, found, sent=request.GET.get("sent", ""), **position),
    )  # fmt: skip


def _number(request: MemberRequest, name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isdigit() and len(value) < 10 else 0


def topic_response(
    request: MemberRequest,
    topic: Topic,
    *,
    after: int = 0,
    before: int = 0,
    form: ReplyForm | None = None,
    sent: str = "",
    status: int = 200,
    card: CardBeside | None = None,
    question: str = "",
) -> HttpResponse:
    """The topic page, as a visit and as the answer to a reply, which may bring a card or a question."""
    viewer, community = request.membership, request.community
    page = queries.topic_page(viewer=viewer, topic=topic, community=community, after=after, before=before)
    words = forum_words(topic.forum, community)
    context = {
        **surroundings(request, "forums"),
        "forum": words, "page": page,
        "topic": {"title": page.title, "ref": topic.ref, "url": page.url, "is_locked": topic.locked_at is not None},
        "draft_key": f"{viewer.ref}-{topic.ref}" if viewer else "",
        "sent_key": f"{viewer.ref}-{sent}" if viewer and sent else "",
        "action": reverse("forums:reply", args=[community.slug, topic.ref]),
        "submit_words": _("Post reply"), "who_words": words["readers_words"],
        "limit_words": standing_words(viewer, topic.forum.place),
        "sign_in_url": "" if viewer or not page.is_open else f"{reverse('account_login')}?next={page.url}",
        "saved_at": page.draft.saved_at if page.draft else None,
        "cover_words": cover_words(community), "card": card, "question": question,
        "card_that_stays": _card_that_stays(viewer, community, page) if viewer and card is None else None,
    }  # fmt: skip
    if viewer and (form or page.is_open):  # what was typed is shown, also where it cannot be posted any more
        context["allowance_words"] = words_left(REPLIES, viewer)
        context["form"] = form or ReplyForm(initial={"text": page.draft.text if page.draft else ""})
    return render(request, "forums/topic.html", context, status=status)


def _card_that_stays(viewer: Membership, community: Community, page: queries.TopicPage) -> CardBeside | None:
    first = page.posts[0].position if page.posts else 1
    return card_that_stays(
        author=viewer, community=community, words=page.posts, take_back="forums:delete",
        page_url=f"{page.url}?after={first - 1}",
    )  # fmt: skip
