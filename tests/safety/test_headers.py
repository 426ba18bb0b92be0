"""What browsers are told with every answer, and what the log of the help pages holds."""

import io
import json
import logging

import pytest
from django.conf import settings
from django.urls import reverse

from tests.safety import routes

pytestmark = pytest.mark.django_db
OURS = {"'self'", "'none'"}


@pytest.fixture(scope="module")
def answers(world):
    """Every address as a moderator, signed out, and where nothing is."""
    found = {}
    for who in ("signed_out", "moderator"):
        client = world.client(who)
        for name in sorted(routes.names()):
            address = routes.url(name, world, who)
            found[f"{name} as {who}"] = client.get(address)
    found["nowhere"] = world.client("signed_out").get("/nowhere/")
    found["another site's form"] = world.client("signed_out", enforce_csrf_checks=True).post("/comfort/")
    return found


def policy(answer) -> dict[str, list[str]]:
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";") if part.strip())
    return {name: values for name, *values in parts}


def test_every_answer_forbids_code_that_is_not_a_file_of_ours(answers):
    for what, answer in answers.items():
        said = policy(answer)
        assert said["default-src"] == ["'none'"], what
        for name, values in said.items():
            strange = {
                value
                for value in values
                if value not in OURS and not value.startswith(("ws://testserver", "wss://"))
            }
            assert not strange, f"{what}: {name} {values}"
        for name in ("base-uri", "object-src", "frame-ancestors"):
            assert said[name] == ["'none'"], what
        assert said["form-action"] == ["'self'"], what


def test_every_answer_says_how_it_may_be_used(answers):
    wanted = {"Referrer-Policy": "same-origin", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
              "Cross-Origin-Opener-Policy": "same-origin"}  # fmt: skip
    wrong = [(what, name, answer.get(name)) for what, answer in answers.items() for name, value in wanted.items()
             if answer.get(name) != value]  # fmt: skip

    assert not wrong


def test_what_a_signed_in_person_saw_is_kept_nowhere(answers):
    for_all = ("help:", "healthz", "readyz", "look:parts", "look:robots")
    kept = [what for what, answer in answers.items() if what.endswith("as moderator") and not what.startswith(for_all)
            and "no-store" not in answer.get("Cache-Control", "")]  # fmt: skip

    assert not kept


def test_no_page_holds_inline_code_or_asks_another_host(answers):
    for what, answer in answers.items():
        if answer.streaming or "text/html" not in answer["Content-Type"]:
            continue
        html = answer.content.decode()
        for mark in (
            " style=",
            " onclick=",
            " onload=",
            "<style",
            "javascript:",
            'src="http',
            'href="http://',
        ):
            assert mark not in html, f"{what}: {mark}"
        assert "<script>" not in html, what


@pytest.mark.parametrize("who", ["signed_out", "member"])
def test_the_help_pages_set_no_cookie_and_ask_for_none(world, who):
    for address in ("/help/", "/sw.js", "/help/breathe/"):
        answer = world.client(who).get(address)
        assert answer.status_code == 200
        assert not answer.cookies, address


def test_over_https_cookies_can_only_be_ours(world):
    from django.test import Client

    names = _settings_with("https://peer.example")

    assert names["session"] == "__Host-session"
    assert names["csrf"] == "__Host-csrf"
    assert names["language"] == "__Host-language"
    assert names["secure"] == [True, True, True]
    assert (names["hsts"], names["redirects"]) == (31_536_000, True)
    client = Client()
    client.get(reverse("account_login"))
    cookie = client.cookies[settings.CSRF_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
        True,
        "Lax",
        "/",
        "",
    )


def _settings_with(site_url: str) -> dict:
    """The settings of a process of its own, as an operator's environment makes them."""
    import os
    import subprocess
    import sys

    code = (
        "import json; from config import settings as s; print(json.dumps({'session': s.SESSION_COOKIE_NAME,"
        "'csrf': s.CSRF_COOKIE_NAME, 'language': s.LANGUAGE_COOKIE_NAME, 'hsts': s.SECURE_HSTS_SECONDS,"
        "'secure': [s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE],"
        "'redirects': s.SECURE_SSL_REDIRECT}))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | {"SITE_URL": site_url}, check=True,
                          capture_output=True, text=True)  # fmt: skip
    return json.loads(done.stdout)


def test_the_log_of_the_help_pages_holds_no_account_session_or_address(world):
    written = io.StringIO()
    own = next(handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler)
    handler = logging.StreamHandler(written)
    handler.setFormatter(own.formatter)
    logging.getLogger().addHandler(handler)
    try:
        client = world.client("member")
        for address in ("/help/", "/help/gb/", "/help/breathe/", "/sw.js"):
            client.get(address, REMOTE_ADDR="203.0.113.77", headers={"User-Agent": "Zqbrowser"})
    finally:
        logging.getLogger().removeHandler(handler)

    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [line["route"] for line in lines] == [
        "help:page",
        "help:country",
        "help:breathe",
        "help:service_worker",
    ]
    allowed = {"route", "method", "status", "ms", "event", "request", "level", "logger", "at"}
    assert all(set(line) <= allowed for line in lines)
    account = world.people["member"].account
    for secret in (
        world.cookies["member"],
        "203.0.113.77",
        "Zqbrowser",
        account.sign_in_name,
        str(account.log_ref),
    ):
        assert secret not in written.getvalue()
