"""A whole running instance with the demo, real browsers, and people who sign in. Each page visited is tried by axe."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from config.browser import chromium
from config.scratch import Scratch, scratch_instance
from tests.browser import windows
from tests.browser.windows import DESK, PHONE, DemoPerson

__all__ = ["DESK", "PHONE"]

expect.set_options(timeout=10_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium; without one an error that says how to get it, never a skipped test. For a module and no
    longer: while Playwright runs, an event loop runs in this thread, and no other test could bear that."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def site() -> Iterator[Scratch]:
    with scratch_instance(demo=True) as instance:
        yield instance


@pytest.fixture(scope="session")
def demo(site: Scratch) -> list[DemoPerson]:
    return windows.demo_people(site)


@dataclass
class Person:
    """One person at one browser window."""

    page: Page
    url: str
    has_scripts: bool = True
    slug: str = ""
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.url}{path}")
        self.check()
        return self.page

    def check(self) -> None:
        """This page, as it stands, has no accessibility fault and broke no rule of its own. Axe is a script: where
        scripts are off it would wait for ever, and the same pages are tried with scripts on."""
        assert not self.complaints, self.complaints
        if not self.has_scripts:
            return
        faults = windows.accessibility_faults(self.page)
        assert not faults, f"{self.page.url}\n" + "\n".join(faults)


def _is_complaint(said: ConsoleMessage) -> bool:
    """Errors, but not the browser's note that an answer was a refusal: those are asked for, and looked at."""
    return said.type == "error" and "the server responded with a status of 4" not in said.text


@pytest.fixture
def arrive(
    browser: Browser, site: Scratch, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Person]]:
    """`arrive(PHONE)`, `arrive(DESK, javascript=False)`: somebody opens a browser of their own."""
    contexts: list[BrowserContext] = []

    def opened(size: ViewportSize, *, javascript: bool = True) -> Person:
        context = browser.new_context(viewport=size, java_script_enabled=javascript, locale="en-GB")
        contexts.append(context)
        page = context.new_page()
        person = Person(page, site.url, javascript)
        page.on("console", lambda said: _is_complaint(said) and person.complaints.append(said.text))
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them on one worker: they share one running instance, and its start is the dear part."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.failed_call = report.failed  # type: ignore[attr-defined]
    return report


@pytest.fixture
def sign_in(demo: list[DemoPerson]) -> Callable[..., Person]:
    """`sign_in(person, "moderator")`: the first demo person who has this role in the first community; with a number
    the next ones. Tests share one demo, so each that blocks, worries or restricts takes people of its own, and whoever
    comes later accepts the guidelines that an earlier one changed."""

    def signed_in(person: Person, role: str, skip: int = 0, *, accepting: bool = True) -> Person:
        who, membership = windows.with_role(demo, role)[skip]
        windows.sign_in(person.page, person.url, who)
        person.slug = membership["slug"]
        if accepting:
            windows.accept_guidelines(person.page, f"{person.url}/c/{person.slug}")
        return person

    return signed_in
