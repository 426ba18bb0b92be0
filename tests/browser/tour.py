"""Every page of the demo, who goes there and how: what bin/look walks through. A new page needs a line here.

A stop is an address, or what a person presses to get there. Stops of one person come in their order, in one browser.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from config.environment import ROOT

Steps = Callable[[Page], object]

# Who looks: by role, or by the sign-in name of somebody whose story of the demo shows a page of its own.
PEOPLE = {
    "anyone": None,
    "member": "member",
    "helped": "winter-basket-121",  # in a talk with the team
    "decided": "double-ticket-125",  # something of theirs was taken down
    "moderator": "moderator",
    "second": "tom-mitten-104",  # works beside the moderator, on what she has meanwhile changed
    "admin": "admin",
}


@dataclass(frozen=True)
class Stop:
    name: str
    who: str
    path: str  # {c} is the person's first community
    then: Steps | None = None
    status: int = 200


def _open(css: str, number: int = 0) -> Steps:
    return lambda page: page.get_by_role("main").locator(css).nth(number).click()


def _each(*steps: Steps) -> Steps:
    return lambda page: [step(page) for step in steps]


def _press(role: str, name: str) -> Steps:
    return lambda page: (
        page.get_by_role("main").get_by_role(role, name=re.compile(name)).first.click()  # type: ignore[arg-type]
    )


FIRST_ROW = _open(".topic-row-title a")
THIRD_ROW = _open(".topic-row-title a", 2)
FIRST_CASE = _open(".queue-row-acts a")


def _write_topic(title: str, text: str) -> Steps:
    def steps(page: Page) -> None:
        FIRST_ROW(page)
        _press("link", "Start a topic")(page)
        page.get_by_label("What is it about?").fill(title)
        page.get_by_label("Write here").fill(text)
        _press("button", "Post it")(page)

    return steps


def _too_long(page: Page) -> None:
    FIRST_ROW(page)
    FIRST_ROW(page)
    page.get_by_label("Write here").fill("It goes on and on. " * 1_060)
    _press("button", "Post reply")(page)


def _join(page: Page) -> None:
    page.get_by_label("18 or older").check()
    page.get_by_label("password").fill("five plain words in a row")
    page.get_by_label("and I agree").check()
    _press("button", "Go on")(page)


def _arrive(page: Page) -> None:
    _press("button", "kept them")(page)


def _report(page: Page) -> None:
    page.get_by_label("worried about them").check()
    page.get_by_label("today", exact=False).first.check()
    page.get_by_label("What is it?", exact=False).first.select_option(index=1)
    _press("button", "Tell the team")(page)


def _invite(page: Page) -> None:
    page.get_by_label("Duty name").fill("Ida")
    _press("button", "Make a link")(page)


def _open_invitation(page: Page) -> None:
    _invite(page)
    link = re.search(r"http\S+/invitation/\S+/", page.get_by_role("main").inner_text())
    assert link, "no invitation was made"
    page.goto(link[0])


def _try(page: Page) -> None:
    page.get_by_label("A sentence").fill("I can't do this any more, I want to die.")
    _press("button", "Read it")(page)


def _overtaken(page: Page) -> None:
    """Set a next look in one window, then again in another that still shows the case as it was."""
    FIRST_CASE(page)
    other = page.context.new_page()
    other.goto(page.url)
    _press("button", "Set it")(other)
    other.close()
    _press("button", "Set it")(page)


_PASSWORD = str(tomllib.loads((ROOT / "config/demo/data/people.toml").read_text())["password"])


def _password_again(page: Page) -> None:
    page.get_by_label("password").fill(_PASSWORD)
    _press("button", "Go on")(page)


COMMON = (
    ("front", "/?all", None),
    ("comfort", "/comfort/", None),
    ("help", "/help/", None),
    ("help-gb", "/help/gb/", None),
    ("breathe", "/help/breathe/", None),
    ("privacy", "/private/", None),
    ("guidelines", "{c}/guidelines/", None),
)
IN_A_COMMUNITY = (
    ("home", "{c}/", None),
    ("forums", "{c}/forums/", None),
    ("forum", "{c}/forums/", FIRST_ROW),
    ("topic", "{c}/forums/", _each(FIRST_ROW, FIRST_ROW)),
    ("rooms", "{c}/rooms/", None),
    ("room", "{c}/rooms/", FIRST_ROW),
    ("talk", "{c}/talk/", None),
    ("you", "{c}/you/", None),
    ("sessions", "/account/sessions/", None),
    ("password", "/account/password/change/", None),
    ("sign-out", "/account/logout/", None),
    ("password-again", "/account/2fa/totp/activate/", None),
    ("second-factor", "/account/2fa/totp/activate/", _password_again),
)
HEAVY = "I want to die. I can't see how to do tomorrow."

TOUR = (
    *(Stop(name, "anyone", path, then) for name, path, then in COMMON),
    Stop("sign-in", "anyone", "/account/login/"),
    Stop("come-back", "anyone", "/come-back/"),
    Stop("not-found", "anyone", "/nothing-here/", status=404),
    Stop("join", "anyone", "{c}/join/"),
    Stop("words", "anyone", "{c}/join/", _join),
    Stop("arrive", "anyone", "{c}/arrive/"),
    *(Stop(name, "member", path, then) for name, path, then in (*COMMON, *IN_A_COMMUNITY)),
    Stop("heavy", "member", "{c}/", _press("button", "Heavy")),
    Stop("new-topic", "member", "{c}/forums/", _each(FIRST_ROW, _press("link", "Start a topic"))),
    Stop("own-topic", "member", "{c}/forums/", _write_topic("The kettle", "It is on again.")),
    Stop("too-long", "member", "{c}/forums/", _too_long, status=422),
    Stop("edit", "member", "{c}/", _each(_open(".topic-row-title a"), _press("link", "Edit it"))),
    Stop("delete", "member", "{c}/", _each(_open(".topic-row-title a"), _press("link", "Take it down"))),
    Stop("help-card", "member", "{c}/forums/", _write_topic("Tonight", HEAVY)),
    Stop("report", "member", "{c}/forums/", _each(FIRST_ROW, THIRD_ROW, _press("link", "Tell the team"))),
    Stop("reported", "member", "{c}/told/"),
    Stop("not-found", "member", "{c}/topics/nothing/", status=404),
    Stop("in-a-talk", "helped", "{c}/you/", _press("link", "message")),
    Stop("decision", "decided", "{c}/you/", _press("link", "took something down")),
    *(Stop(name, "moderator", path, then) for name, path, then in IN_A_COMMUNITY),
    Stop("queue", "moderator", "/staff/"),
    Stop("mine", "moderator", "/staff/mine/"),
    Stop("mail", "moderator", "/staff/mail/"),
    Stop("case", "moderator", "/staff/", FIRST_CASE),
    Stop("case-shown", "moderator", "/staff/", _each(FIRST_CASE, _press("button", "Show the words"))),
    Stop("case-talk", "moderator", "/staff/", _open(".queue-row-acts a", -1)),
    Stop("conflict", "second", "/staff/", _overtaken, status=409),
    *(Stop(name, "admin", path, then) for name, path, then in IN_A_COMMUNITY),
    Stop("settings", "admin", "{c}/settings/"),
    Stop("change-guidelines", "admin", "{c}/settings/guidelines/"),
    Stop("add-forum", "admin", "{c}/forums/add/"),
    Stop("add-room", "admin", "{c}/rooms/add/"),
    Stop("lines", "admin", "{c}/settings/lines/"),
    Stop("try", "admin", "{c}/settings/try/", _try),
    Stop("invite", "admin", "{c}/settings/", _invite),
    Stop("invitation", "admin", "{c}/settings/", _open_invitation),
)  # fmt: skip
