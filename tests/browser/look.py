"""bin/look: visits every page of the demo as each of its people, keeps pictures, and says what is wrong.

The walk itself is in tour.py.
"""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Response,
    sync_playwright,
)

from config.browser import chromium
from config.scratch import Scratch, scratch_instance
from tests.browser import windows
from tests.browser.tour import PEOPLE, TOUR, Stop

WIDTHS = {360: windows.PHONE, 1280: windows.DESK}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
COLUMNS = "{:<28} {:>6} {:>7} {:>7} {:>8} {:>4} {:>7} {:>4}"


@dataclass
class Visit:
    """What one browser window heard since it last went to another page."""

    page: Page
    status: int = 0
    html: int = 0
    total: int = 0
    requests: int = 0
    axe: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    csp: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        # A first visit has nothing kept; counted is what crossed the wire, compressed as it was.
        self._wire = self.page.context.new_cdp_session(self.page)
        self._wire.send("Network.enable")
        self._wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self._wire.on("Network.loadingFinished", self._arrived)
        self.page.on("response", self._answered)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.console.append(str(error)))

    def _answered(self, response: Response) -> None:
        asked = response.request
        if asked.is_navigation_request() and asked.frame == self.page.main_frame:
            self.total = self.requests = 0
            self.axe, self.console, self.csp = [], [], []
            self.status = response.status
        self.requests += 1

    def _arrived(self, finished: dict[str, float]) -> None:
        self.total += int(finished["encodedDataLength"])

    def _said(self, message: ConsoleMessage) -> None:
        if message.type != "error" or f"status of {self.status} " in message.text:
            return  # the browser repeats an error page's own status, which is looked at anyway
        (self.csp if "Content Security Policy" in message.text else self.console).append(message.text)

    def problems(self, stop: Stop) -> list[str]:
        wrong = [f"status {self.status}, not {stop.status}"] if self.status != stop.status else []
        return wrong + self.axe + self.console + self.csp


def walk(
    site: Scratch, browser: Browser, stops: Iterable[Stop], out: Path, *, whole: bool = True
) -> list[str]:
    """Everything wrong on the way."""
    demo = windows.demo_people(site)
    wrong: list[str] = []
    say(COLUMNS.format("page", "status", "html", "total", "requests", "axe", "console", "csp"))
    for who in dict.fromkeys(stop.who for stop in stops):
        context = browser.new_context(
            viewport=windows.PHONE, locale="en-GB", reduced_motion="reduce", service_workers="block"
        )
        slug = _come_in(context, site, demo, who)
        for stop in stops:
            if stop.who == who:
                wrong += _look(context, site, stop, slug, out, whole=whole)
        context.close()
    return wrong


def _come_in(context: BrowserContext, site: Scratch, demo: list[windows.DemoPerson], who: str) -> str:
    """Sign this person in; the slug of their first community."""
    wanted = PEOPLE[who]
    if wanted is None:
        return str(demo[0]["memberships"][0]["slug"])
    named = [person for person in demo if person["sign_in_name"] == wanted]
    person = named[0] if named else windows.with_role(demo, wanted)[0][0]
    page = context.new_page()
    windows.sign_in(page, site.url, person)
    page.close()
    return str(person["memberships"][0]["slug"])


def _look(
    context: BrowserContext, site: Scratch, stop: Stop, slug: str, out: Path, *, whole: bool
) -> list[str]:
    page = context.new_page()
    page.set_default_timeout(10_000)
    visit = Visit(page)
    try:
        page.goto(site.url + stop.path.format(c=f"/c/{slug}"))
        if stop.then:
            stop.then(page)
        page.wait_for_load_state("networkidle")
    except Error as stuck:
        visit.console.append(f"could not get there: {stuck.message.splitlines()[0]} at {page.url}")
    visit.html = len(page.content().encode())
    for width, size in WIDTHS.items():
        page.set_viewport_size(size)
        if whole:  # in a window as tall as the page the bars that stick cover nothing
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=out / f"{stop.who}-{stop.name}-{width}-{scheme}.png")
            if whole:
                visit.axe += [f"{width} {scheme} {fault}" for fault in windows.accessibility_faults(page)]
    page.close()
    return _tell(stop, visit)


def _tell(stop: Stop, visit: Visit) -> list[str]:
    name, found = f"{stop.who}-{stop.name}", visit.problems(stop)
    counts = (
        visit.status,
        visit.html,
        visit.total,
        visit.requests,
        len(visit.axe),
        len(visit.console),
        len(visit.csp),
    )
    say(COLUMNS.format(name, *counts))
    for problem in found:
        say(f"    {problem}")
    return [f"{name}: {problem}" for problem in found]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    said = argparse.ArgumentParser(
        prog="bin/look", description="Visits every page of the demo, keeps pictures."
    )
    said.add_argument("--out", type=Path, default=Path(".local/look"), help="folder for the pictures")
    said.add_argument(
        "--only",
        action="append",
        metavar="NAME",
        help="one page (topic, member-topic) or person (member); may be said again",
    )
    said.add_argument(
        "--first-screen", action="store_true", help="pictures of what one sees before scrolling, no axe"
    )
    wanted = said.parse_args()
    asked = set(wanted.only or [])
    stops = [stop for stop in TOUR if not asked or asked & {stop.name, stop.who, f"{stop.who}-{stop.name}"}]
    if not stops:
        said.error("there is no such page; they are: " + ", ".join(dict.fromkeys(stop.name for stop in TOUR)))
    wanted.out.mkdir(parents=True, exist_ok=True)
    with scratch_instance(demo=True) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        wrong = walk(site, browser, stops, wanted.out, whole=not wanted.first_screen)
        browser.close()
    say(f"{len(stops)} pages, {len(wrong)} problems. Pictures are in {wanted.out}.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
