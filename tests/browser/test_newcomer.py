"""A newcomer on an old phone: sees what this is, joins without an address, and comes back with eight words."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_a_newcomer_joins_and_comes_back(arrive, demo, javascript):
    someone = arrive(PHONE, javascript=javascript)
    page = someone.go("/")
    expect(page.get_by_text("Not treatment, not an emergency service").first).to_be_visible()
    expect(page.get_by_role("link", name="Get help now").first).to_be_visible()

    page.get_by_role("main").locator("a.big-choice").first.click()
    someone.check()
    page.get_by_label("18 or older").check()
    page.get_by_label("password").fill("five plain words in a row")
    page.get_by_label("and I agree").check()
    page.get_by_role("button", name="Go on").click()

    someone.check()
    sign_in_name = re.search(r"[a-z]+-[a-z]+-\d{3}", page.get_by_role("main").inner_text())[0]
    words = page.locator("ol li").all_inner_texts()
    assert len(words) == 8
    page.reload()
    assert page.locator("ol li").all_inner_texts() == words
    page.get_by_role("button", name="I’ve kept them").click()

    someone.check()
    page.get_by_label("I have read the guidelines").check()
    page.get_by_label("Country").select_option("GB")
    page.get_by_role("button", name="Come in").click()
    someone.check()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert sign_in_name not in page.content()

    page.context.clear_cookies()
    page = someone.go("/come-back/")
    page.get_by_label("sign-in name").fill(sign_in_name.upper())
    page.get_by_label("eight words").fill("  ".join(words).upper())
    page.get_by_label("new password").fill("another plain sentence")
    page.get_by_role("button", name="Let me in").click()
    someone.check()
    assert page.locator("ol li").all_inner_texts() != words


def test_help_is_there_signed_out_and_without_a_net(arrive, demo):
    someone = arrive(PHONE)
    page = someone.go("/help/gb/")
    expect(page.get_by_role("link", name=re.compile("Call 999")).first).to_be_visible()
    assert len(page.content().encode()) <= 30_000
    page.wait_for_function("navigator.serviceWorker.controller !== null || navigator.serviceWorker.ready")
    page.wait_for_timeout(500)

    page.context.set_offline(True)
    page.goto(f"{someone.url}/help/")

    expect(page.get_by_role("heading", level=1)).to_have_text("You don't have to carry this alone")
