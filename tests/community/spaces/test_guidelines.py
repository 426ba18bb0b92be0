"""The guidelines are needed: accepted on the way in, and read once by everybody inside when they change."""

import pytest
from django.urls import reverse

from community.forums import actions as forums
from community.spaces import actions as spaces
from community.spaces.models import Acceptance
from tests.cast import account, key

pytestmark = pytest.mark.django_db
WORDS = "A whole evening & of writing."


def at(name: str, *args: str) -> str:
    return reverse(name, args=["low", *args])


@pytest.fixture
def changed(cast):
    """The admin made a second rule."""
    return spaces.change_guidelines(
        admin=cast.noor, text="1 Be kind.\n\n2 Be brief.", reason="It got long.", seen_version=1
    )


@pytest.fixture
def robin(client, cast, changed):
    client.force_login(cast.robin.account)
    return client


def accept(client, where: str, version: int = 2):
    return client.post(where, {"accepts": "on", "version": version})


def test_whoever_joined_without_accepting_is_shown_them_first(client, cast):
    spaces.join_community(account=(made := account("new")), community=cast.community, name="Slow Tuesday")
    client.force_login(made)

    for name in ("forums:home", "forums:forums", "chat:rooms"):
        answer = client.get(at(name))
        assert answer.url == f"{at('spaces:arrive')}?next={at(name).replace('/', '%2F')}"
    page = client.get(answer.url).content.decode()
    assert "How we are with each other" in page
    assert "step 3 of 3" not in page
    assert accept(client, answer.url, version=1).url == at("chat:rooms")
    assert client.get(at("chat:rooms")).status_code == 200


@pytest.mark.parametrize("who", ["robin", "asha", "ruth", "kit"])
def test_a_change_is_read_once_by_everybody_who_then_goes_on(client, cast, changed, who):
    client.force_login(cast.people[who].account)
    asked = at("forums:forum", cast.forum.place.ref)

    led = client.get(asked)
    page = client.get(led.url).content.decode()

    assert "The guidelines changed" in page
    assert "It got long." in page
    new = page.partition('aria-labelledby="new"')[2].partition("</section>")[0]
    assert "Be brief." in new
    assert "Be kind." not in new
    assert "step 3 of 3" not in page
    assert accept(client, led.url).url == asked
    assert client.get(asked).status_code == 200
    assert client.get(at("spaces:arrive")).url == at("forums:home")


def test_whoever_changed_them_has_read_them(client, cast, changed):
    client.force_login(cast.noor.account)

    assert client.get(at("forums:home")).status_code == 200


@pytest.mark.parametrize(
    "name", ["chat:talk", "spaces:you", "cases:reported", "spaces:guidelines", "spaces:private"]
)
def test_what_must_stay_open_stays_open(robin, name):
    assert robin.get(at(name)).status_code == 200
    assert robin.get(reverse("help:page")).status_code == 200


def test_danger_can_be_told_before_anything_is_accepted(robin, cast):
    topic, _verdict = forums.start_topic(
        author=cast.sam, forum=cast.forum, title="Kettle", text="It is on.", client_key=key()
    )

    assert robin.get(at("cases:report", topic.opening.ref)).status_code == 200


def test_a_post_on_its_way_comes_back_with_the_guidelines_and_is_posted_with_them(robin, cast):
    where = at("forums:start", cast.forum.place.ref)
    said = {"client_key": str(key()), "title": "Hello", "text": WORDS}

    answer = robin.post(where, said)

    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Your words are kept." in html
    assert "A whole evening &amp; of writing.</textarea>" in html
    assert not cast.forum.topics.exists()
    along = dict(answer.context["sent_along"])
    assert along == said
    unticked = robin.post(where, {**along, "guidelines-version": 2})
    assert unticked.status_code == 422
    assert dict(unticked.context["sent_along"]) == said
    posted = robin.post(where, {**along, "guidelines-version": 2, "guidelines-accepts": "on"})
    assert posted.status_code == 302
    assert cast.forum.topics.get().opening.revisions.get().text == WORDS
    assert Acceptance.objects.filter(membership=cast.robin, guidelines__version=2).exists()


def test_what_changed_while_they_were_read_is_shown_before_it_is_accepted(robin, cast):
    spaces.change_guidelines(admin=cast.noor, text="1 Be brief.", reason="Again.", seen_version=2)

    answer = accept(robin, at("spaces:arrive"), version=2)

    assert answer.status_code == 422
    assert "changed while you read them" in answer.content.decode()
    assert not Acceptance.objects.filter(membership=cast.robin, guidelines__version=3).exists()
    assert (
        accept(robin, at("spaces:arrive"), version=answer.context["form"]["version"].value()).status_code
        == 302
    )


@pytest.mark.parametrize(
    "there", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(robin, there):
    answer = accept(robin, f"{at('spaces:arrive')}?next={there}")

    assert answer.url == at("forums:home")


@pytest.mark.parametrize(("text", "title", "first"), [
    ("**How we are.**\n\n1. Be kind.", "How we are", "Be kind."),
    ("**This is a demo.** Made up.\n\n**How we are.**\n\n1. Be kind.", "How we are", "This is a demo."),
    ("### How we are\n\nBe kind.", "How we are", "Be kind."),
    ("1. **Be kind.** Always.", "Guidelines", "Be kind."),
])  # fmt: skip
def test_a_title_of_their_own_stands_above_the_guidelines_once(client, cast, text, title, first):
    spaces.change_guidelines(admin=cast.noor, text=text, reason="Clearer.", seen_version=1)
    client.force_login(cast.noor.account)

    page = client.get(at("spaces:guidelines")).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]

    assert f'<h1 dir="auto">{title}</h1>' in main
    assert main.count("How we are") <= 1
    assert first in main
