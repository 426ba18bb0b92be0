"""Who may do what: every address, every kind of person, compared with one reviewed table (access.toml)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from tests.safety import routes
from tests.safety.world import PEOPLE, World

pytestmark = pytest.mark.django_db
TABLE = tomllib.loads((Path(__file__).parent / "access.toml").read_text())
Answer = int | str


def expected() -> dict[tuple[str, str], dict[str, Answer]]:
    """(address, method) -> what each person gets, from the groups of the table."""
    found: dict[tuple[str, str], dict[str, Answer]] = {}
    for group in TABLE["group"]:
        for name in group["routes"]:
            for method in ("GET", "POST"):
                assert (name, method) not in found, f"{name} stands in two groups of access.toml"
                found[name, method] = _row(group[method], f"{group['about']}, {method}")
    return found


def _row(said: dict[str, Answer], where: str) -> dict[str, Answer]:
    """One answer for each person: by name, else by the set they are in, else what `others` get."""
    known = {*PEOPLE, *TABLE["sets"], "others"}
    assert set(said) <= known, f"{where}: nobody is called {sorted(set(said) - known)}"
    row = dict.fromkeys(PEOPLE, said.get("others"))
    for members, answer in ((TABLE["sets"][name], said[name]) for name in said if name in TABLE["sets"]):
        row |= dict.fromkeys(members, answer)
    row |= {who: said[who] for who in PEOPLE if who in said}
    assert all(row.values()), f"{where}: nothing is said of {[who for who in PEOPLE if not row[who]]}"
    return row


def short(response: HttpResponse) -> Answer:
    """The status; where it leads away, the door it leads to."""
    if response.status_code == 403 and b"This page was open for too long." in response.content:
        return "login"  # who sends words without a login gets them back, and signs in first
    if response.status_code != 302:
        return response.status_code
    target = response["Location"].partition("?")[0]
    doors = {"account_login": "login", "mfa_activate_totp": "factor", "account_reauthenticate": "prove"}
    for name, door in doors.items():
        if target == reverse(name):
            return door
    return "join" if target.endswith("/join/") else "on"


def ask(world: World, name: str, method: str, who: str) -> HttpResponse:
    """Ask as this person, and undo what it did."""
    client = world.client(who, raise_request_exception=False)
    with transaction.atomic():
        address = routes.url(name, world, who)
        response = (
            client.get(address) if method == "GET" else client.post(address, routes.form(name, world, who))
        )
        transaction.set_rollback(True)
    return response


def test_every_address_is_in_the_table():
    listed = {name for group in TABLE["group"] for name in group["routes"]}

    missing, gone = sorted(routes.names() - listed), sorted(listed - routes.names())
    assert not missing, (
        f"Not in tests/safety/access.toml: {missing}. Say who may do what: put each into `routes` of a group whose "
        f'answers fit, or add a group:\n\n[[group]]\nabout = "…"\nroutes = {missing}\n'
        'GET = { others = 200, strangers = 404, signed_out = "login" }\nPOST = { others = 405 }\n'
    )
    assert not gone, f"tests/safety/access.toml names what is no address any more: {gone}"


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_gets_exactly_what_the_table_says(world, who):
    wrong = []
    for (name, method), row in expected().items():
        got = short(ask(world, name, method, who))
        if got != row[who]:
            wrong.append(f"{method} {name} as {who}: {got!r}, the table says {row[who]!r}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", ["signed_out", "member", "moderator", "admin"])
def test_no_form_is_taken_from_another_site(world, who):
    client = world.client(who, enforce_csrf_checks=True)
    taken = []
    for name in sorted(routes.names()):
        with transaction.atomic():
            answer = client.post(routes.url(name, world, who), routes.form(name, world, who))
            transaction.set_rollback(True)
        if answer.status_code not in {403, 404, 405} and short(answer) != "login":
            taken.append((name, answer.status_code))

    assert not taken


def test_the_table_can_fail():
    row: dict[str, Any] = {"others": 200, "gone": 404, "signed_out": "login"}

    assert _row(row, "")["left"] == 404
    with pytest.raises(AssertionError, match="nobody is called"):
        _row({"others": 200, "neighbour": 404}, "")
    with pytest.raises(AssertionError, match="nothing is said of"):
        _row({"gone": 404}, "")
