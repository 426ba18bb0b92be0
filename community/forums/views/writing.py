"""Starting a topic, replying, rewording, taking down. Pressing Post posts; words of danger bring their card."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import ANSWERED_IN_PLACE, Stale
from accounts.look.forms import refused
from community.spaces import actions as spaces
from community.spaces.cards import card_beside
from community.spaces.gate import Asked, Verdict
from community.spaces.kinds import kind_of
from community.spaces.models import Contribution, Membership
from community.spaces.permissions import can, check_read, standing_words
from community.spaces.requests import MemberRequest, member_required
from community.spaces.views.doors import surroundings

from .. import actions, queries
from ..allowances import TOPICS, words_left
from ..forms import EditForm, ReplyForm, TopicForm
from ..models import Draft, Forum, Post
from ..permissions import own_post
from .reading import forum_words, topic_response


@member_required
@require_http_methods(["GET", "POST"])
def start(request: MemberRequest, ref: str) -> HttpResponse:
    author = request.membership
    forum = queries.find_forum(viewer=author, community=request.community, ref=ref)
    draft = queries.draft_of(author, forum.place, None)
    form = TopicForm(
        request.POST or None, initial={"title": draft.title, "text": draft.text} if draft else None
    )
    if request.method != "POST":
        return _start_page(request, forum, form, draft)
    if not form.is_valid():
        return _start_page(request, forum, form, draft, status=422)
    try:
        topic, verdict = actions.start_topic(author=author, forum=forum, **form.cleaned_data,
                                             confirmed=_is_confirmed(request))  # fmt: skip
    except Asked as asked:
        return _start_page(request, forum, form, draft, status=422, question=asked.verdict.reason)
    except ANSWERED_IN_PLACE as no:
        return refused(form, no, lambda status: _start_page(request, forum, form, draft, status=status))
    return _posted(request, _fresh(topic.opening_id), verdict, draft_of=forum.place.ref)


def _start_page(
    request: MemberRequest, forum: Forum, form: TopicForm, draft: Draft | None, *, status: int = 200,
    question: str = "",
) -> HttpResponse:  # fmt: skip
    community = request.community
    words = forum_words(forum, community)
    return render(request, "forums/topic_new.html", {
        **surroundings(request, "forums"), "forum": words, "form": form, "question": question,
        "draft_key": f"{request.membership.ref}-{forum.place.ref}", "action": request.path,
        "submit_words": _("Post it"), "limit_words": standing_words(request.membership, forum.place),
        "allowance_words": words_left(TOPICS, request.membership),
        "draft_url": reverse("forums:draft", args=[community.slug, forum.place.ref]),
        "who_words": words["readers_words"], "saved_at": draft.saved_at if draft else None,
    }, status=status)  # fmt: skip


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
    except ANSWERED_IN_PLACE as no:
        return refused(form, no, lambda status: topic_response(
            request, topic, after=_last_screen(topic), form=form, status=status))  # fmt: skip
    return _posted(request, post, verdict, draft_of=ref)


def _fresh(pk: int) -> Post:
    found = Post.objects.select_related("topic__forum__place", "topic__opening", "contribution")
    return found.get(pk=pk)


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
                          card=card_beside(post.contribution, verdict))  # fmt: skip


@member_required
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, ref: str) -> HttpResponse:
    post = own_post(request.membership, ref)
    now = post.contribution.revisions.get(number=post.contribution.revision)
    initial = {"text": now.text, "title": now.title, "seen_revision": now.number}
    form = EditForm(request.POST or None, initial=initial, has_title=post.position == 1)
    if request.method != "POST":
        return _edit_page(request, post, form)
    if not form.is_valid():
        return _edit_page(request, post, form, status=422)
    try:
        verdict = actions.edit_post(author=request.membership, post=post, **form.cleaned_data,
                                    confirmed=_is_confirmed(request))  # fmt: skip
    except Asked as asked:
        return _edit_page(request, post, form, status=422, question=asked.verdict.reason)
    except Stale as no:
        # Read only now: it may have been saved since we began.
        rival = post.contribution.revisions.latest("number")
        form.take_over(rival.number)
        return refused(
            form, no, lambda status: _edit_page(request, post, form, status=status, other_words=rival.text)
        )
    except ANSWERED_IN_PLACE as no:
        return refused(form, no, lambda status: _edit_page(request, post, form, status=status))
    return _posted(request, _fresh(post.pk), verdict, draft_of=ref)


def _edit_page(
    request: MemberRequest,
    post: Post,
    form: EditForm,
    *,
    status: int = 200,
    question: str = "",
    other_words: str = "",
) -> HttpResponse:
    """`other_words` were saved from another window meanwhile."""
    url = reverse("forums:topic", args=[request.community.slug, post.topic.ref])
    return render(request, "forums/post_edit.html", {
        **surroundings(request, "forums"), "form": form, "question": question, "other_words": other_words,
        "topic": {"title": _title_for(request.membership, post), "url": url},
        "draft_key": f"{request.membership.ref}-{post.contribution.ref}", "action": request.path,
        "submit_words": _("Save it"), "limit_words": standing_words(request.membership, post.contribution.place),
    }, status=status)  # fmt: skip


def _title_for(author: Membership, post: Post) -> str:
    """One's own post stays one's own in a topic one may not read any more; whose words opened it does not."""
    if post.topic.opening and can(check_read, author, post.topic.opening):
        return queries.title_of(post.topic, author)
    return _("A topic that is not open to you")


@member_required
@require_http_methods(["GET", "POST"])
def delete(request: MemberRequest, ref: str) -> HttpResponse:
    """Take it down: first what that means, and what the team keeps while a talk is open about it. Pressed again, also
    after Back, it is taken down: no error."""
    post = own_post(request.membership, ref, also_taken_down=True)
    if request.method == "POST" or post.contribution.state == Contribution.State.DELETED:
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
    is_on_its_way = actions.keep_draft(
        author=author, place=place, topic=topic, title=said.get("title", ""), text=said.get("text", ""),
        client_key=_uuid(said.get("client_key", "")),
    )  # fmt: skip
    # 205: posted already, so the form may be emptied.
    return HttpResponse(status=204 if is_on_its_way else 205)


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
