"""Copies kept for readers who are signed out: used, and never one moment older than what they show."""

from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.urls import reverse

from accounts.look.comfort import THEME_COOKIE
from accounts.look.kept import page_for_everybody
from accounts.texts.models import Text
from accounts.texts.queries import forget
from community.forums import actions
from community.forums.models import Forum
from community.spaces.actions import set_state
from community.spaces.models import Community, Membership, Place
from tests.cast import key

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(cast):
    made, _verdict = actions.start_topic(
        author=cast.sam, forum=cast.public_forum, title="First hour", text="Tea is on.", client_key=key()
    )
    return made


def a_topic_is_started(cast, topic):
    actions.start_topic(
        author=cast.tom, forum=cast.public_forum, title="Second hour", text="More tea.", client_key=key()
    )


def somebody_replies(cast, topic):
    actions.reply_to_topic(author=cast.robin, topic=topic, text="Good to read you.", client_key=key())


def the_title_changes(cast, topic):
    post = topic.posts.get()
    actions.edit_post(author=cast.sam, post=post, text="Tea.", title="Other title", seen_revision=1)


def the_opening_is_hidden(cast, topic):
    set_state(topic.opening, "hidden")


def the_forum_is_renamed(cast, topic):
    Place.objects.filter(pk=cast.public_forum.pk).update(name="Another name")


def the_forum_is_introduced_anew(cast, topic):
    Forum.objects.filter(pk=cast.public_forum.pk).update(introduction="For night owls.")


def the_community_is_renamed(cast, topic):
    Community.objects.filter(pk=cast.community.pk).update(name="Another kitchen")


def the_writer_is_renamed(cast, topic):
    Membership.objects.filter(pk=cast.sam.pk).update(name="Another heron")


def the_bar_is_reworded(cast, topic):
    Text.objects.create(
        text_id="bar.help", owner=cast.community.ref, lang="en", version=1, words="Help, please", audience="G"
    )
    forget()  # seen here at once, and by other processes within seconds


OF_BOTH = [the_community_is_renamed, the_bar_is_reworded, somebody_replies, the_title_changes, the_opening_is_hidden,
           the_forum_is_renamed]  # fmt: skip
OF_LIST = [a_topic_is_started, the_forum_is_introduced_anew, the_writer_is_renamed]


def page(name, cast, topic) -> str:
    return {
        "front": reverse("spaces:front"),
        "list": reverse("forums:forum", args=["low", cast.public_forum.place.ref]),
        "topic": reverse("forums:topic", args=["low", topic.ref]),
    }[name]


@pytest.mark.parametrize(
    ("name", "change"),
    [(name, change) for name in ("list", "topic") for change in OF_BOTH]
    + [("list", change) for change in OF_LIST]
    + [("front", the_community_is_renamed)],
)
def test_a_copy_is_not_found_once_it_would_show_something_old(client, cast, topic, name, change):
    url = page(name, cast, topic)
    before = client.get(url).content
    assert client.get(url).content == before

    change(cast, topic)

    assert client.get(url).content != before


@pytest.mark.parametrize("name", ["list", "topic"])
def test_whether_a_copy_may_be_read_is_asked_each_time(client, cast, topic, name):
    url = page(name, cast, topic)
    assert client.get(url).status_code == 200

    Place.objects.filter(pk=cast.public_forum.pk).update(readers=Place.Readers.MEMBERS)

    assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ["front", "list", "topic"])
def test_copies_are_for_one_language_and_one_theme(client, cast, topic, name, settings):
    settings.LANGUAGES = [("en", "English"), ("de", "German")]
    url = page(name, cast, topic)
    assert b'lang="en"' in client.get(url).content

    assert b'lang="de"' in client.get(url, headers={"accept-language": "de"}).content
    client.cookies[THEME_COOKIE] = "dark"
    assert b'data-theme="dark"' in client.get(url).content


@pytest.mark.parametrize("name", ["front", "list", "topic"])
def test_members_get_their_own_page_and_leave_no_copy(client, cast, topic, name):
    url = page(name, cast, topic)
    outside = client.get(url).content
    client.force_login(cast.sam.account)
    own = client.get(f"{url}?all").content
    assert own != outside

    client.logout()

    assert client.get(f"{url}?all").content == client.get(url).content


def _page_for(rf, draw, *shown):
    request = rf.get("/any/")
    request.user = SimpleNamespace(is_authenticated=False)
    return page_for_everybody(request, *shown, draw=lambda: draw(request)).content


def test_a_copy_spares_the_drawing(rf):
    drawn = iter([b"first", b"second"])
    mark = object()

    assert _page_for(rf, lambda _request: HttpResponse(next(drawn)), mark) == b"first"
    assert _page_for(rf, lambda _request: HttpResponse(next(drawn)), mark) == b"first"
    assert _page_for(rf, lambda _request: HttpResponse(next(drawn)), object()) == b"second"


def test_a_page_with_somebodys_token_is_never_kept(rf):
    mark = object()
    first = _page_for(rf, lambda request: HttpResponse(get_token(request)), mark)

    assert _page_for(rf, lambda request: HttpResponse(get_token(request)), mark) != first


def test_a_kept_piece_knows_nothing_but_what_it_names(rf):
    piece = engines["django"].from_string(
        "{% load look %}{% kept place %}{{ place }}{{ name }}{{ user }}{% csrf_token %}{% endkept %}"
    )
    request = rf.get("/any/")
    request.user = "Sam"

    assert piece.render({"place": "home", "name": "Robin"}, request) == "home"
    assert piece.render({"place": "rooms", "name": "Robin"}, request) == "rooms"
