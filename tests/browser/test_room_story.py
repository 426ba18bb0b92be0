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


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize(("size", "skip"), [(PHONE, 12), (DESK, 13)])
def test_the_head_of_the_card_and_the_emergency_line_are_in_view_above_the_writer(
    arrive, sign_in, size, skip, javascript
):
    """With the answer, on the next visit, and when the words were shown to the team only."""
    sam = sign_in(arrive(size, javascript=javascript), "member", skip)
    page = enter_room(sam)
    whole = {"ratio": 1}

    say(page, "I have taken 60 tablets just now")
    card = page.locator("[data-card] #help-card")
    expect(card.get_by_role("heading")).to_be_in_viewport(**whole)
    expect(card.locator(".emergency")).to_be_in_viewport(**whole)
    if javascript:
        expect(card).to_be_focused()
    page.goto(page.url.partition("#")[0].replace("send/", ""))
    expect(card.get_by_role("heading")).to_be_in_viewport(**whole)
    expect(card.locator(".emergency")).to_be_in_viewport(**whole)
    expect(page.locator("[data-lines]").get_by_text("60 tablets").last).to_be_in_viewport()

    card.get_by_role("button", name="Show it to the team only").click()
    expect(card.get_by_text("Your note is kept.")).to_be_in_viewport(**whole)
    expect(card.locator(".emergency")).to_be_in_viewport(**whole)
    expect(card).to_be_focused()
    sam.check()


def test_whoever_reads_the_end_follows_and_whoever_reads_earlier_lines_is_left_there(arrive, sign_in):
    sam, robin = sign_in(arrive(PHONE), "member", 14), sign_in(arrive(PHONE), "member", 15)
    one, other = enter_room(sam), enter_room(robin)
    log, lines = one.get_by_role("log"), one.locator("[data-lines]")
    for number in range(8):
        say(other, f"Line {number}, to fill a screen.\nAnd its second half.")
        expect(lines.get_by_text(f"Line {number}, to fill")).to_have_count(1)

    for up, news in ((60, "Near the end."), (400, "Far from it.")):
        log.evaluate(f"log => log.scrollTop = -{up}")
        assert log.evaluate("log => log.scrollTop") == -up, "needs a log that is taller than its place"
        say(other, news)
        expect(lines.get_by_text(news)).to_have_count(1)
        now = log.evaluate("log => log.scrollTop")
        assert now == 0 if up < 120 else now <= -up


def test_a_room_works_without_scripts(arrive, sign_in):
    sam = sign_in(arrive(PHONE, javascript=False), "member", 10)
    page = enter_room(sam)
    say(page, "By a plain form.")

    expect(page.locator("[data-lines]").get_by_text("By a plain form.")).to_be_visible()
