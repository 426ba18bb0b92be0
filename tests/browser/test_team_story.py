"""The team's side of the story: a case appears by itself, is worked, and what the member and the reporter read."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_forum_story import start_topic

pytestmark = pytest.mark.browser


def test_a_case_appears_without_reloading_and_is_worked_to_its_end(arrive, sign_in):
    asha = sign_in(arrive(DESK), "moderator")
    queue = asha.go("/staff/")
    before = queue.locator(".queue-row").count()
    kit = sign_in(arrive(PHONE), "member", 11)
    start_topic(kit, "No more", "I have the pills here and I will take them tonight. Goodbye everyone.")

    expect(queue.locator(".queue-row")).to_have_count(before + 1)
    first = queue.locator(".next-for-you")
    expect(first).not_to_contain_text("I will take them")
    asha.check()
    queue.locator(".queue-row-imminent", has_text=re.compile("Now|since")).last.get_by_role(
        "link", name="Open"
    ).click()
    expect(queue.get_by_text("I will take them")).to_have_count(0)
    asha.check()

    queue.get_by_role("button", name="Show the words").click()
    expect(queue.locator("mark").first).to_be_visible()
    asha.check()
    queue.get_by_role("link", name="Cover again").click()
    queue.get_by_role("button", name=re.compile("Claim")).click()
    queue.get_by_label("Your words").fill("I'm here. Are you hurt, or have you taken anything?")
    queue.get_by_role("button", name=re.compile("^Send")).click()
    asha.check()

    page = kit.go(f"/c/{kit.slug}/you/")
    page.get_by_role("link", name="You have a message.").first.click()
    expect(page.get_by_text("Are you hurt, or have you taken anything?")).to_be_visible()
    expect(page.get_by_text("You are writing with")).to_be_visible()
    kit.check()
    page.get_by_label("Message").fill("Not hurt. Nobody is here.")
    page.get_by_role("button", name="Send", exact=True).click()

    queue.reload()
    expect(queue.get_by_text("Not hurt. Nobody is here.")).to_be_visible()
    queue.get_by_role("radio", name=re.compile("^High")).check()
    queue.get_by_label("Why?").fill("Talking, not hurt.")
    queue.get_by_role("button", name="Set the level").click()
    queue.get_by_label("We look again").select_option("60")
    queue.get_by_role("button", name=re.compile("^Set( it)?$")).click()
    queue.get_by_text("Close this case").click()
    queue.get_by_label("says they are all right for now").check()
    queue.get_by_role("button", name="Close with this outcome").click()
    expect(queue.get_by_text("The case is closed.")).to_be_visible()
    asha.check()


def test_a_second_moderator_on_old_data_sees_what_changed(arrive, sign_in):
    asha, tom = sign_in(arrive(DESK), "moderator"), sign_in(arrive(DESK), "moderator", 1)
    asha.go("/staff/").locator(".queue-row a").first.click()
    tom.page.goto(asha.page.url)
    asha.page.get_by_role("button", name=re.compile("Claim")).click()
    expect(asha.page.get_by_text("You have it").first).to_be_visible()

    tom.page.get_by_role("button", name=re.compile("Claim")).click()

    expect(tom.page.get_by_text("took the case")).to_be_visible()
    tom.check()


def test_a_report_a_decision_and_what_each_side_reads(arrive, sign_in):
    robin = sign_in(arrive(DESK), "member", 10)
    topic = start_topic(robin, "Honestly", "Some of you are just pathetic and I said it.").url.split("#")[0]
    sam = sign_in(arrive(PHONE), "member", 4)
    sam.page.goto(topic)
    sam.page.get_by_role("link", name="Tell the team").first.click()
    sam.check()
    sam.page.get_by_label("worried by them", exact=False).first.check()
    sam.page.get_by_label("What is it?").select_option("unkind")
    sam.page.get_by_role("main").get_by_role("button", name="Tell the team").click()
    sam.check()
    assert sam.page.goto(topic).status == 404

    asha = sign_in(arrive(DESK), "moderator")
    page = asha.go("/staff/?lane=conduct")
    page.locator(".queue-row a").last.click()
    page.get_by_role("button", name="Show the words").click()
    page.get_by_text("Take it down, or leave it up").first.click()
    page.get_by_label("Reason, from the rules").first.select_option("attack")
    page.get_by_label("What happened").first.fill("It put other members down.")
    page.get_by_role("button", name="Take it down").first.click()
    expect(page.get_by_text("The writer reads why")).to_be_visible()

    robin.go(f"/c/{robin.slug}/you/").get_by_role(
        "link", name=re.compile("took something down")
    ).first.click()
    expect(robin.page.get_by_text("It put other members down.")).to_be_visible()
    robin.check()
    sam.go(f"/c/{sam.slug}/told/")
    expect(sam.page.get_by_text("We took a step because of your report.").first).to_be_visible()


def test_the_admin_shapes_the_community_without_code(arrive, sign_in):
    noor = sign_in(arrive(DESK), "admin")
    assert noor.page.goto(f"{noor.url}/staff/").status == 404
    noor.complaints.clear()
    page = noor.go(f"/c/{noor.slug}/settings/")
    page.get_by_role("link", name="Change them").click()
    noor.check()
    page.get_by_label("Guidelines").fill("1. **Be kind.** People here are tired.\n2. Only your own life.")
    page.get_by_label("Why are you changing them?").fill("Shorter is easier at night.")
    page.get_by_role("button", name="Save the new guidelines").click()
    expect(page.get_by_text("The guidelines are changed.")).to_be_visible()

    page.get_by_role("link", name="A new forum").click()
    noor.check()
    page.get_by_label("Name").fill("Window seats")
    page.get_by_role("button", name="Open the forum").click()
    expect(page.get_by_role("heading", name="Window seats")).to_be_visible()
    noor.go(f"/c/{noor.slug}/settings/").get_by_role("link", name="A new room").click()
    page.get_by_label("Name").fill("Early birds")
    page.get_by_role("button", name="Open the room").click()
    expect(page.get_by_role("heading", name="Early birds")).to_be_visible()

    noor.go(f"/c/{noor.slug}/settings/")
    page.get_by_label("Duty name").fill("Ida")
    page.get_by_role("button", name="Make a link").click()
    link = re.search(r"http\S+/invitation/\S+/", page.get_by_role("main").inner_text())[0]
    noor.go(f"/c/{noor.slug}/settings/try/").get_by_label("A sentence").fill("I want to die.")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("High").first).to_be_visible()
    noor.check()

    robin = sign_in(arrive(PHONE), "member", 15, accepting=False)
    page = robin.go(f"/c/{robin.slug}/rooms/")
    expect(page.get_by_role("heading", name="The guidelines changed")).to_be_visible()
    expect(page.get_by_text("Shorter is easier at night.")).to_be_visible()
    page.get_by_label("I have read the guidelines").check()
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(f"{robin.url}/c/{robin.slug}/rooms/")

    tom = sign_in(arrive(PHONE), "member", 17)
    tom.page.goto(link)
    tom.check()
    tom.page.get_by_role("button", name=re.compile("yes|Take|help", re.IGNORECASE)).last.click()
    expect(tom.page.get_by_role("heading", name="Queue")).to_be_visible()


def test_a_queue_left_open_after_signing_out_leads_to_the_sign_in(arrive, sign_in):
    asha = sign_in(arrive(DESK), "moderator")
    queue = asha.go("/staff/")
    expect(queue.locator("[data-board]")).to_be_visible()
    other_tab = queue.context.new_page()
    other_tab.goto(f"{asha.url}/?all=1")
    other_tab.get_by_role("button", name="Sign out").first.click()

    expect(queue).to_have_url(re.compile("/account/login/"), timeout=15_000)
