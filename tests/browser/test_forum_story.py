"""A topic, a reply, an edit; and words that mean danger, with their card in the very answer."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser


def start_topic(person, title: str, text: str):
    page = person.go(f"/c/{person.slug}/forums/")
    page.get_by_role("main").locator(".topic-row a").first.click()
    person.check()
    page.get_by_role("link", name="Start a topic").first.click()
    person.check()
    page.get_by_label("What is it about?").fill(title)
    page.get_by_label("Write here").fill(text)
    page.get_by_role("button", name="Post it").click()
    return page


@pytest.mark.parametrize(
    ("size", "javascript"), [(PHONE, False), (DESK, True)], ids=["phone, no scripts", "desk"]
)
def test_a_topic_is_started_answered_and_edited(arrive, sign_in, size, javascript):
    sam = sign_in(arrive(size, javascript=javascript), "member")
    page = start_topic(sam, "The kettle and me", "Tea is **on**.\n\n- one\n- two")
    expect(page.get_by_role("heading", name="The kettle and me")).to_be_visible()
    expect(page.locator(".post strong", has_text="on")).to_be_visible()
    sam.check()
    topic = page.url.split("#")[0]

    robin = sign_in(arrive(size, javascript=javascript), "member", 1)
    robin.page.goto(topic)
    robin.check()
    robin.page.get_by_label("Write here").fill("Put one on for me.")
    robin.page.get_by_role("button", name="Post reply").click()
    expect(robin.page.locator(".post", has_text="Put one on for me.")).to_be_visible()

    page.goto(topic)
    page.get_by_role("link", name="Edit it").first.click()
    sam.check()
    page.get_by_label("Write here").fill("Tea is still on.")
    page.get_by_role("button", name="Save it").click()
    expect(page.get_by_text("Tea is still on.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_words_of_danger_are_posted_and_the_answer_carries_help(arrive, sign_in, javascript):
    sam = sign_in(arrive(PHONE, javascript=javascript), "member", 2 if javascript else 3)
    sam.go("/help/gb/")
    page = start_topic(sam, "Tonight", "I want to die. I can't do tomorrow.")

    expect(page.get_by_text("Your words are posted.")).to_be_visible()
    card = page.locator("#help-card")
    expect(card.get_by_role("heading")).to_have_text(re.compile("This sounds heavy"))
    expect(card.get_by_text("A program looks for words like these.")).to_be_visible()
    expect(card.get_by_role("link", name=re.compile("Call Samaritans"))).to_be_visible()
    expect(card.get_by_role("button", name="Show it to the team only")).to_be_visible()
    expect(page.get_by_text("I can't do tomorrow.")).to_be_visible()
    sam.check()

    card.get_by_role("link", name="Take it back").click()
    expect(page.get_by_text("The team keeps a copy with that talk until")).to_be_visible()
    sam.check()


def test_this_is_not_about_me_makes_the_next_card_small(arrive, sign_in):
    sam = sign_in(arrive(PHONE), "member", 7)
    page = start_topic(sam, "Again", "I want to die.")
    page.locator("#help-card").get_by_role("button", name=re.compile("isn’t about me now")).click()
    sam.check()

    page = start_topic(sam, "And again", "I want to die.")
    expect(page.locator("#help-card.help-card-strip")).to_be_visible()
    page = start_topic(sam, "Now", "Goodbye everyone. I have the pills here and tonight I will take them.")
    expect(page.locator("#help-card .emergency")).to_be_visible()
    expect(page.locator("#help-card.help-card-strip")).to_have_count(0)


def test_a_reply_whose_answer_was_lost_does_not_come_back_as_a_draft(arrive, sign_in):
    """The server took it, the phone never heard so. The next visit finds the box empty, and the reply there once."""
    sam = sign_in(arrive(PHONE), "member", 4)
    page = start_topic(sam, "Tunnel", "On the train.")
    expect(page.locator(".post", has_text="On the train.")).to_be_visible()
    topic = page.url.split("#")[0]
    assert "sent=" not in topic, "seen again, it would empty a box that has other words by then"

    def take_it_and_be_gone(route):
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/reply/", take_it_and_be_gone)
    page.get_by_label("Write here").fill("Said in a tunnel.")
    page.get_by_role("button", name="Post reply").click()
    page.wait_for_url("chrome-error://chromewebdata/")
    page.unroute("**/reply/")
    page.goto(topic)

    expect(page.locator(".post", has_text="Said in a tunnel.")).to_have_count(1)
    expect(page.get_by_label("Write here")).to_have_value("")
    page.reload()
    expect(page.get_by_label("Write here")).to_have_value("")


def test_a_reply_that_never_arrived_is_still_there_and_is_posted_once(arrive, sign_in):
    sam = sign_in(arrive(PHONE), "member", 5)
    page = start_topic(sam, "Tunnel", "On another train.")
    topic = page.url.split("#")[0]
    page.route("**/reply/", lambda route: route.abort())
    page.get_by_label("Write here").fill("Said in a longer tunnel.")
    page.get_by_role("button", name="Post reply").click()
    page.wait_for_url("chrome-error://chromewebdata/")
    page.unroute("**/reply/")
    page.goto(topic)

    expect(page.get_by_label("Write here")).to_have_value("Said in a longer tunnel.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator(".post", has_text="Said in a longer tunnel.")).to_have_count(1)
    expect(page.get_by_label("Write here")).to_have_value("")


def test_how_much_is_too_much_is_said_while_writing(arrive, sign_in):
    sam = sign_in(arrive(PHONE), "member", 6)
    page = start_topic(sam, "Long", "A long story.")
    page.get_by_label("Write here").fill("🫖" * 20_003)

    expect(page.get_by_text("3 characters too many.")).to_be_visible()
    page.get_by_role("button", name="Post reply").click()
    expect(
        page.get_by_role("alert").get_by_text("That is longer than 20,000 characters; 3 too many.")
    ).to_be_visible()
