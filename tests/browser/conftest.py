"""A whole running instance with the demo, real browsers, and people who sign in. Each page visited is tried by axe."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config.scratch import Scratch, scratch_instance

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def site() -> Iterator[Scratch]:
    with scratch_instance(demo=True) as instance:
        yield instance


@pytest.fixture(scope="session")
def demo(site: Scratch) -> list[dict[str, Any]]:
    accounts = json.loads(site.manage("demo_accounts", "--json"))
    assert accounts, "the demo was not loaded"
    return accounts


@dataclass
class Person:
    """One person at one browser window."""

    page: Page
    url: str
    slug: str = ""
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.url}{path}")
        self.check()
        return self.page

    def check(self) -> None:
        """This page, as it stands, has no accessibility fault and broke no rule of its own."""
        found = Axe().run(self.page, options=RULES).response["violations"]
        faults = [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]
        assert not faults, f"{self.page.url}\n" + "\n".join(faults)
        assert not self.complaints, self.complaints


@pytest.fixture
def arrive(
    browser: Browser, site: Scratch, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Person]]:
    """`arrive(PHONE)`, `arrive(DESK, javascript=False)`: somebody opens a browser of their own."""
    contexts: list[BrowserContext] = []

    def opened(size: dict[str, int], *, javascript: bool = True) -> Person:
        context = browser.new_context(viewport=size, java_script_enabled=javascript, locale="en-GB")
        contexts.append(context)
        page = context.new_page()
        person = Person(page, site.url)
        page.on("console", lambda said: said.type == "error" and person.complaints.append(said.text))
        page.on("pageerror", lambda error: person.complaints.append(str(error)))
        return person

    yield opened
    failed = getattr(request.node, "failed_call", False)
    for number, context in enumerate(contexts):
        if failed and context.pages:
            folder = Path(__file__).parent / "failed"
            folder.mkdir(exist_ok=True)
            context.pages[0].screenshot(path=folder / f"{request.node.name}-{number}.png", full_page=True)
        context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.failed_call = report.failed  # type: ignore[attr-defined]
    return report


@pytest.fixture
def sign_in(demo: list[dict[str, Any]]) -> Callable[[Person, str], Person]:
    """`sign_in(person, "moderator")`: the first demo person who has this role in the first community."""

    def signed_in(person: Person, role: str, skip: int = 0) -> Person:
        who, membership = _with_role(demo, role)[skip]
        person.page.goto(f"{person.url}/account/login/")
        person.page.get_by_label("sign-in name").fill(who["sign_in_name"])
        person.page.get_by_label("password").fill(who["password"])
        person.page.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(person.page).not_to_have_url(f"{person.url}/account/login/")
        person.slug = membership["community"]
        return person

    return signed_in


def _with_role(demo: list[dict[str, Any]], role: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """People whose only role in their first community is this one."""
    found = []
    for who in demo:
        first = who["memberships"][0]
        if set(first["roles"]) - {"member"} == ({role} - {"member"}):
            found.append((who, first))
    return found
