"""What tests and pictures of the running site share: window sizes, the rules of axe, and how demo people sign in."""

import json
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from config.scratch import Scratch

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}

DemoPerson = dict[str, Any]


def demo_people(site: Scratch) -> list[DemoPerson]:
    people = json.loads(site.manage("demo_accounts", "--json"))
    assert people, "the demo was not loaded"
    return people


def with_role(demo: list[DemoPerson], role: str) -> list[tuple[DemoPerson, DemoPerson]]:
    """People whose only role in their first community is this one, each with that membership."""
    found = []
    for who in demo:
        first = who["memberships"][0]
        if set(first["roles"]) - {"member"} == ({role} - {"member"}):
            found.append((who, first))
    return found


def sign_in(page: Page, url: str, who: DemoPerson) -> None:
    page.goto(f"{url}/account/login/")
    page.get_by_label("sign-in name").fill(who["sign_in_name"])
    page.get_by_label("password").fill(who["password"])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page).not_to_have_url(f"{url}/account/login/")


def accept_guidelines(page: Page, community: str) -> None:
    """Where this person has not accepted them as they are now."""
    page.goto(f"{community}/arrive/")
    box = page.get_by_label("I have read the guidelines")
    if box.count():
        box.check()
        page.get_by_role("main").get_by_role("button", name="Go on").click()


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, and how it would be put right."""
    page.wait_for_load_state("load")
    size = page.viewport_size or DESK
    # The whole page at once: a bar that sticks over a link for a moment is no fault of the link.
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
    found = Axe().run(page, options=RULES).response["violations"]
    page.set_viewport_size(size)
    return [_said(fault) for fault in found]


def _said(fault: dict[str, Any]) -> str:
    node = fault["nodes"][0]
    return f"{fault['id']}: {node['html'][:160]}\n  {node['failureSummary']}"
