"""Two people in a room, a line that is cut, and words of danger heard by everybody and answered with help."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

# What the room's element leaves on the device when the battery dies before an answer came.
KEEP_UNSENT = """() => {
  const room = document.querySelector("live-room")
  const item = { key: crypto.randomUUID(), text: "From before the battery died.", at: Date.now() }
  const slot = `unsent:${room.getAttribute("me")}:${room.getAttribute("stream")}:${item.key}`
  localStorage.setItem(slot, JSON.stringify(item))
}"""


def enter_room(person):
    page = person.go(f"/c/{person.slug}/rooms/")
    page.get_by_role("main").locator(".topic-row a").first.click()
    expect(page.get_by_label("Message")).to_be_visible()
    person.check()
    return page


def say(page, text: str) -> None:
    page.get_by_label("Message").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


def test_messages_appear_at_once_and_survive_a_cut(arrive, sign_in):
    sam, asha = sign_in(arrive(PHONE), "member"), sign_in(arrive(DESK), "moderator")
    one, other = enter_room(sam), enter_room(asha)
    say(one, "First, with a line.")
    expect(other.locator("[data-lines]").get_by_text("First, with a line.")).to_be_visible()

    one.context.set_offline(True)
    one.evaluate("dispatchEvent(new Event('offline'))")
    say(one, "Written in the dark.")
    say(one, "And one more.")
    say(other, "Said while Sam was away.")
    expect(one.locator("[data-pending]").get_by_text("Written in the dark.")).to_be_visible()
    one.context.set_offline(False)

    for page in (one, other):
        lines = page.locator("[data-lines]")
        expect(lines.get_by_text("And one more.")).to_have_count(1, timeout=20_000)
        expect(lines.get_by_text("Written in the dark.")).to_have_count(1)
        expect(lines.get_by_text("Said while Sam was away.")).to_have_count(1)
        numbers = [int(line.get_attribute("data-seq")) for line in lines.locator("li[data-seq]").all()]
        assert numbers == sorted(set(numbers))
    expect(one.locator("[data-pending] li")).to_have_count(0)


def test_an_unsent_line_outlives_a_reload(arrive, sign_in):
    sam = sign_in(arrive(PHONE), "member", 1)
    page = enter_room(sam)
    page.evaluate(KEEP_UNSENT)
    page.reload()

    expect(page.locator("[data-lines]").get_by_text("From before the battery died.")).to_have_count(
        1, timeout=20_000
    )


def test_two_tabs_keep_their_unsent_lines_apart_and_each_is_sent_once(arrive, sign_in):
    """Cut off, each tab keeps a line; one tab dies. The lines of both arrive, once, and neither waits any longer."""
    sam = sign_in(arrive(DESK), "member", 11)
    left = enter_room(sam)
    right = left.context.new_page()
    right.goto(left.url)
    expect(right.get_by_label("Message")).to_be_visible()

    left.context.set_offline(True)
    for page in (left, right):
        page.evaluate("dispatchEvent(new Event('offline'))")
    say(left, "From the left tab.")
    say(right, "From the right tab.")
    expect(right.locator("[data-pending]").get_by_text("From the right tab.")).to_be_visible()
    room = left.url
    left.close()
    right.context.set_offline(False)
    third = right.context.new_page()
    third.goto(room)

    for page in (right, third):
        for words in ("From the left tab.", "From the right tab."):
            expect(page.locator("[data-lines]").get_by_text(words)).to_have_count(1, timeout=20_000)
        expect(page.locator("[data-pending] li")).to_have_count(0)
    assert not third.evaluate("Object.keys(localStorage).filter((slot) => slot.startsWith('unsent:'))")


def test_words_of_danger_in_a_room_are_heard_and_answered_with_help(arrive, sign_in):
    sam, robin = sign_in(arrive(PHONE), "member", 8), sign_in(arrive(DESK), "member", 9)
    one, other = enter_room(sam), enter_room(robin)

    say(one, "I want to die.")

    expect(other.locator("[data-lines]").get_by_text("I want to die.").last).to_be_visible()
    expect(one.locator("#help-card")).to_be_visible()
    expect(other.locator("#help-card")).to_have_count(0)
    sam.check()


def test_a_room_works_without_scripts(arrive, sign_in):
    sam = sign_in(arrive(PHONE, javascript=False), "member", 10)
    page = enter_room(sam)
    say(page, "By a plain form.")

    expect(page.locator("[data-lines]").get_by_text("By a plain form.")).to_be_visible()
