"""Forum pages as a person meets them: what they show, to whom, and what they cost."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from community.forums import actions, queries
from community.spaces.actions import block_member, delete_contribution, set_state
from community.spaces.gate import gate
from moderation.cases.gate import Gate as CasesGate
from tests.cast import key

pytestmark = pytest.mark.django_db


def topic(cast, who="sam", forum=None, title="A slow morning", text="I put the kettle on. *That is all.*"):
    made, _verdict = actions.start_topic(
        author=getattr(cast, who), forum=forum or cast.forum, title=title, text=text, client_key=key()
    )
    return made


def reply(cast, to, who="robin", text="Good to read you."):
    post, _verdict = actions.reply_to_topic(author=getattr(cast, who), topic=to, text=text, client_key=key())
    return post


def page_of(topic) -> str:
    return reverse("forums:topic", args=["low", topic.ref])


def test_a_member_starts_a_topic_and_lands_on_it(client, cast):
    client.force_login(cast.sam.account)
    url = reverse("forums:start", args=["low", cast.forum.place.ref])
    form = client.get(url).context["form"]

    answer = client.post(
        url,
        {"client_key": form["client_key"].value(), "title": "Hello", "text": "**Tea** is on."},
        follow=True,
    )

    assert answer.status_code == 200
    assert b"<strong>Tea</strong>" in answer.content


def test_the_limit_counts_a_new_line_as_the_browser_does(client, cast):
    client.force_login(cast.sam.account)
    url = reverse("forums:reply", args=["low", topic(cast).ref])
    longest = "a\r\n" * 999 + "b" * (20_000 - 2 * 999)

    assert client.post(url, {"client_key": key(), "text": longest}).status_code == 302
    assert client.post(url, {"client_key": key(), "text": longest + "b"}).status_code == 422


def test_words_sent_after_the_login_has_ended_come_back(client, cast):
    said = {"client_key": key(), "title": "Kettle & me", "text": "A whole evening of writing."}

    answer = client.post(reverse("forums:start", args=["low", cast.forum.place.ref]), said)

    assert answer.status_code == 403
    assert "Kettle &amp; me\n\nA whole evening of writing." in answer.content.decode()


def test_words_of_danger_bring_the_card_with_the_very_answer(client, cast):
    client.force_login(cast.sam.account)
    made = topic(cast)
    url = reverse("forums:reply", args=["low", made.ref])

    answer = client.post(url, {"client_key": key(), "text": "I want to die."})

    assert answer.status_code == 200
    html = answer.content.decode()
    assert "Your words are posted." in html
    assert "A program looks for words like these." in html
    assert reverse("help:not_me") in html


def test_the_same_form_sent_twice_posts_once(client, cast):
    client.force_login(cast.robin.account)
    made = topic(cast)
    words = {"client_key": key(), "text": "Only once."}
    url = reverse("forums:reply", args=["low", made.ref])

    client.post(url, words)
    client.post(url, words)
    clash = client.post(url, words | {"text": "Other words."})

    assert made.posts.count() == 2
    assert clash.status_code == 409


def test_an_edit_from_an_old_window_is_a_409_that_keeps_both(client, cast):
    client.force_login(cast.sam.account)
    made = topic(cast)
    url = reverse("forums:edit", args=["low", made.opening.ref])
    first = {"seen_revision": 1, "title": "A slow morning", "text": "Edited first."}

    assert client.post(url, first).status_code == 302
    clash = client.post(url, first | {"text": "Edited in the old window."})

    assert clash.status_code == 409
    assert b"Edited in the old window." in clash.content
    assert b"Edited first." in clash.content


def test_a_read_only_member_is_told_and_keeps_the_words(client, cast):
    client.force_login(cast.kit.account)
    made = topic(cast)

    page = client.get(page_of(made))
    answer = client.post(
        reverse("forums:reply", args=["low", made.ref]), {"client_key": key(), "text": "Let me in."}
    )

    assert b"You can read but not write here until" in page.content
    assert answer.status_code == 403
    assert made.posts.count() == 1


def test_blocked_people_do_not_exist_for_each_other(client, cast):
    mine, theirs = topic(cast, "sam"), topic(cast, "robin", title="By Robin")
    reply(cast, mine, "robin", "Words by Robin")
    block_member(blocker=cast.sam, blocked=cast.robin)

    for who, other in (("sam", theirs), ("robin", mine)):
        client.force_login(getattr(cast, who).account)
        assert client.get(page_of(other)).status_code == 404
    client.force_login(cast.sam.account)
    assert b"Words by Robin" not in client.get(page_of(mine)).content


def test_only_a_public_forum_is_read_from_outside(client, cast):
    open_topic = topic(cast, forum=cast.public_forum, title="Anyone may read")
    closed = topic(cast)

    assert client.get(page_of(open_topic)).status_code == 200
    assert client.get(page_of(closed)).status_code == 404
    client.force_login(cast.max.account)
    assert client.get(page_of(closed)).status_code == 404


@pytest.mark.parametrize("posts", [1, 20])
def test_topic_page_costs_the_same_for_one_post_or_twenty(client, cast, max_queries, posts):
    made = topic(cast)
    for number in range(posts - 1):
        reply(cast, made, "robin" if number % 2 else "tom")
    client.force_login(cast.robin.account)
    client.get(page_of(made))

    with max_queries(5, "topic page"):
        answer = client.get(page_of(made))

    assert answer.content.count(b'<article class="post"') == posts
    assert len(answer.content) < 60_000


def test_lists_and_home_cost_what_they_say(client, cast, max_queries):
    for number in range(12):
        reply(cast, topic(cast, "sam" if number % 2 else "tom", title=f"Number {number}"))
    client.force_login(cast.robin.account)
    forum_url = reverse("forums:forum", args=["low", cast.forum.place.ref])
    client.get(forum_url)

    with max_queries(4, "forum"):
        assert client.get(forum_url).status_code == 200
    with max_queries(5, "home"):
        assert client.get(reverse("forums:home", args=["low"])).status_code == 200


def test_pages_from_outside_ask_only_whether_they_may_be_read(client, cast, max_queries):
    public = topic(cast, forum=cast.public_forum)
    forum_url = reverse("forums:forum", args=["low", cast.public_forum.place.ref])
    for url in ("/", forum_url, page_of(public)):
        client.get(url)

    with max_queries(1, "front page"):
        assert client.get("/").status_code == 200
    with max_queries(3, "forum, with the rows it is found by"):
        assert client.get(forum_url).status_code == 200
    with max_queries(2, "topic"):
        assert client.get(page_of(public)).status_code == 200


def test_a_topic_with_an_open_care_case_is_not_put_forward(cast):
    calm = topic(cast, "tom", title="Calm")
    topic(cast, "sam", title="Dark", text="I want to die.")

    waiting = queries.topics_waiting(viewer=cast.robin, community=cast.community, most=5)

    assert [row.ref for row in waiting] == [calm.ref]


def test_forum_pages_go_by_key_and_miss_nothing(cast):
    made = [topic(cast, "sam" if number % 2 else "tom", title=f"Number {number}").ref for number in range(23)]
    seen, key_of_last = [], ""
    for _page in range(3):
        page = queries.forum_page(
            viewer=cast.robin, community=cast.community, forum=cast.forum, key=key_of_last
        )
        seen += [row.ref for row in page.topics]
        if not page.older_url:
            break
        key_of_last = page.topics[-1].ref

    assert seen == made[::-1]


@pytest.mark.parametrize("change", ["deleted", "hidden", "held", "reply", "edit"])
def test_a_kept_copy_never_outlives_what_it_shows(client, cast, change):
    public = topic(cast, forum=cast.public_forum, text="Words of the first hour.")
    before = client.get(page_of(public)).content
    assert client.get(page_of(public)).content == before

    if change == "reply":
        reply(cast, public, text="Words of the second hour.")
    elif change == "edit":
        actions.edit_post(
            author=cast.sam, post=public.posts.get(), text="Other words.", title="Other", seen_revision=1
        )
    else:
        set_state(public.opening, change)

    after = client.get(page_of(public))
    assert after.content != before
    assert (b"Words of the first hour." in after.content) == (change == "reply")


def stub_count(html: str) -> int:
    return html.count("The writer took this down.")


def test_a_topic_that_was_taken_down_says_so_once_and_offers_no_reply(client, cast):
    gone = topic(cast)
    reply(cast, gone, who="robin")
    delete_contribution(author=cast.sam, contribution=gone.opening)

    def page(who: str = "") -> str:
        client.logout()
        if who:
            client.force_login(cast.people[who].account)
        return client.get(page_of(gone)).content.decode()

    for who, is_offered in (("sam", True), ("tom", True), ("robin", False)):
        html = page(who)
        assert stub_count(html) == 1
        assert ('id="reply"' in html) == is_offered, who
    delete_contribution(author=cast.robin, contribution=gone.posts.get(position=2).contribution)
    assert 'id="reply"' not in page("tom")
    assert stub_count(page("tom")) == 2, "the title, and the reply that was taken down"


def test_nobody_is_asked_to_sign_in_to_answer_what_is_gone(client, cast):
    gone = topic(cast, forum=cast.public_forum)
    before = client.get(page_of(gone)).content.decode()
    delete_contribution(author=cast.sam, contribution=gone.opening)

    assert "Sign in to reply" in before
    assert "Sign in to reply" not in client.get(page_of(gone)).content.decode()


@pytest.mark.parametrize("name", ["Everyday", " everyDAY "])
def test_a_second_forum_of_the_same_name_is_refused_beside_the_name(client, cast, name):
    client.force_login(cast.noor.account)
    url = reverse("forums:add", args=["low"])

    answer = client.post(url, {"name": name, "about": "For any day."})

    assert answer.status_code == 422
    assert "There is a forum of this name already." in answer.content.decode()
    assert "For any day.</textarea>" in answer.content.decode()
    assert client.post(url, {"name": "Elsewhere"}).status_code == 302, (
        "another community has one of this name"
    )


class GateWhileAnotherSaves(CasesGate):
    """Between the start of a request and its saving, another window saves."""

    rival: Callable[[], object] | None = None

    def judge(self, draft):
        if save := GateWhileAnotherSaves.rival:
            GateWhileAnotherSaves.rival = None
            save()
        return super().judge(draft)


def test_what_was_saved_while_an_edit_was_on_its_way_is_the_text_that_is_shown(client, cast, settings):
    made = topic(cast)
    settings.CONTRIBUTION_GATE = f"{__name__}.GateWhileAnotherSaves"
    gate.cache_clear()
    client.force_login(cast.sam.account)
    GateWhileAnotherSaves.rival = lambda: actions.edit_post(
        author=cast.sam,
        post=made.posts.get(),
        title="A slow morning",
        text="Saved meanwhile.",
        seen_revision=1,
    )
    said = {"seen_revision": 1, "title": "A slow morning", "text": "My words."}

    answer = client.post(reverse("forums:edit", args=["low", made.opening.ref]), said)
    gate.cache_clear()

    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Saved meanwhile." in html
    assert "I put the kettle on" not in html
    assert str(answer.context["form"]["seen_revision"].value()) == "2"
