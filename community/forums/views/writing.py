"""Starting a topic, replying, rewording, taking down. Pressing Post posts; words of danger bring their card."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import Stale
from community.spaces import actions as spaces
from community.spaces.gate import Asked, Verdict
from community.spaces.kinds import kind_of
from community.spaces.models import Contribution, Membership
from community.spaces.permissions import can, check_read
from community.spaces.requests import MemberRequest, member_required
from community.spaces.views.doors import surroundings

from .. import actions, queries
from ..forms import EditForm, ReplyForm, TopicForm
from ..models import Post
from ..permissions import own_post
from .reading import forum_words, topic_response


@member_required
@require_http_methods(["GET", "POST"])
def start(request: MemberRequest, ref: str) -> HttpResponse:
    author, community = request.membership, request.community
    forum = queries.find_forum(viewer=author, community=community, ref=ref)
    draft = queries.draft_of(author, forum.place, None)
    form = TopicForm(
        request.POST or None, initial={"title": draft.title, "text": draft.text} if draft else None
    )
    question = ""
    if request.method == "POST" and form.is_valid():
        try:
            topic, verdict = actions.start_topic(author=author, forum=forum, **form.cleaned_data,
                                                 confirmed=_is_confirmed(request))  # fmt: skip
        except Asked as asked:
            question = asked.verdict.reason
        else:
            return _posted(
                request,
                Post.objects.select_related("topic__forum__place", "topic__opening", "contribution").get(
                    contribution=topic.opening_id
                ),
                verdict,
                draft_of=forum.place.ref,
            )
    words = forum_words(forum, community, True)
    return render(request, "forums/topic_new.html", {
        **surroundings(request, "forums"), "forum": words, "form": form, "question": question,
        "draft_key": f"{author.ref}-{forum.place.ref}", "action": request.path, "submit_words": _("Post it"),
        "draft_url": reverse("forums:draft", args=[community.slug, forum.place.ref]),
        "who_words": words["readers_words"], "saved_at": draft.saved_at if draft else None,
    }, status=422 if form.errors or question else 200)  # fmt: skip


@member_required
@require_http_methods(["GET", "POST"])
def reply(request: MemberRequest, ref: str) -> HttpResponse:
    topic = queries.find_topic(viewer=request.membership, community=request.community, ref=ref)
    if request.method == "GET":  # somebody reloaded the answer to a reply
        return redirect("forums:topic", slug=request.community.slug, ref=ref)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return topic_response(request, topic, after=_last_screen(topic), form=form, status=422)
    try:
        post, verdict = actions.reply_to_topic(
            author=request.membership, topic=topic, **form.cleaned_data, confirmed=_is_confirmed(request)
        )
    except Asked as asked:
        return topic_response(request, topic, after=_last_screen(topic), form=form, status=422,
                              question=asked.verdict.reason)  # fmt: skip
    return _posted(request, post, verdict, draft_of=ref)


def _is_confirmed(request: MemberRequest) -> bool:
    return request.POST.get("confirmed") == "yes"


def _last_screen(topic: object) -> int:
    return max(topic.last_position - queries.POSTS_PER_PAGE, 0)


def _posted(request: MemberRequest, post: Post, verdict: Verdict, *, draft_of: str) -> HttpResponse:
    """Back to the words. With a card the answer itself is the page, so that no step lies between words and help."""
    if verdict.card is None:
        address, _hash, place = kind_of(post.contribution).address(post.contribution).partition("#")
        return redirect(
            f"{address}&sent={draft_of}#{place}"
        )  # so that the device forgets its draft of these words
    post.topic.refresh_from_db(fields=["last_position"])
    return topic_response(request, post.topic, after=max(post.position - queries.POSTS_PER_PAGE, 0), sent=draft_of,
                          **card_context(request, post.contribution, verdict))  # fmt: skip


def card_context(request: MemberRequest, contribution: Contribution, verdict: Verdict) -> dict[str, object]:
    """What the help card beside posted words needs."""
    slug = request.community.slug
    return {
        "card_id": verdict.card, "card_level": verdict.level,
        "take_back_url": reverse("forums:delete", args=[slug, contribution.ref]),
        "team_url": reverse("cases:to_team", args=[slug, contribution.ref]),
        "back_url": kind_of(contribution).address(contribution),
    }  # fmt: skip


@member_required
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, ref: str) -> HttpResponse:
    post = own_post(request.membership, ref)
    contribution = post.contribution
    now = contribution.revisions.get(number=contribution.revision)
    initial = {"text": now.text, "title": now.title, "seen_revision": contribution.revision}
    form = EditForm(request.POST or None, initial=initial, has_title=post.position == 1)
    question, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            verdict = actions.edit_post(author=request.membership, post=post, **form.cleaned_data,
                                        confirmed=_is_confirmed(request))  # fmt: skip
        except Asked as asked:
            question, status = asked.verdict.reason, 422
        except Stale as stale:
            form.add_error(None, f"{stale.happened} {stale.kept}")
            status = 409
        else:
            return _posted(
                request,
                Post.objects.select_related("topic__forum__place", "topic__opening", "contribution").get(
                    pk=post.pk
                ),
                verdict,
                draft_of=ref,
            )
    url = reverse("forums:topic", args=[request.community.slug, post.topic.ref])
    return render(request, "forums/post_edit.html", {
        **surroundings(request, "forums"), "form": form, "question": question,
        "topic": {"title": _title_for(request.membership, post), "url": url},
        "draft_key": f"{request.membership.ref}-{ref}", "action": request.path, "submit_words": _("Save it"),
        "other_words": now.text if status == 409 else "",
    }, status=422 if form.errors and status == 200 else status)  # fmt: skip


def _title_for(author: Membership, post: Post) -> str:
    """One's own post stays one's own in a topic one may not read any more; whose words opened it does not."""
    if post.topic.opening and can(check_read, author, post.topic.opening):
        return queries.title_of(post.topic, author)
    return _("A topic that is not open to you")


@member_required
@require_http_methods(["GET", "POST"])
def delete(request: MemberRequest, ref: str) -> HttpResponse:
    """Take it down: first what that means, and what the team keeps while a talk is open about it."""
    post = own_post(request.membership, ref)
    if request.method == "POST":
        spaces.delete_contribution(author=request.membership, contribution=post.contribution)
        messages.success(request, _("It is taken down."))
        return redirect("forums:topic", slug=request.community.slug, ref=post.topic.ref)
    return render(request, "forums/delete.html", {
        **surroundings(request, "forums"), "contribution": post.contribution,
        "back_url": kind_of(post.contribution).address(post.contribution)})  # fmt: skip


@member_required
@require_POST
def keep_draft(request: MemberRequest, ref: str) -> HttpResponse:
    """Words on their way, sent along after a pause. Read by nobody."""
    author = request.membership
    said = {name: value.replace("\0", "") for name, value in request.POST.items()}  # the database takes none
    topic = None
    if said.get("topic"):
        topic = queries.find_topic(viewer=author, community=request.community, ref=said["topic"])
        place = topic.forum.place
    else:
        place = queries.find_forum(viewer=author, community=request.community, ref=ref).place
    actions.keep_draft(
        author=author, place=place, topic=topic, title=said.get("title", ""), text=said.get("text", "")
    )
    return HttpResponse(status=204)
