"""Error pages: kind, with the right status, without the database, and nothing of them in a log."""

import io
import json
import logging

import pytest
import structlog
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from psycopg.errors import DeadlockDetected

from accounts.errors import Hidden, Invalid, Refused, Stale, TooFast
from config import errors

CANARY = "canary-words-nobody-may-log"
RAISED = {
    "refused": Refused("You cannot write here now.", kept="Your words are kept."),
    "hidden": Hidden("We could not find that."),
    "stale": Stale("Someone else has this now.", changes=("Asha took it.",)),
    "invalid": Invalid("That is too long."),
    "too-fast": TooFast("That was a lot at once.", seconds=7),
    "bug": ValueError(CANARY),
    "away": OperationalError(CANARY),
    "met": OperationalError(CANARY),
    "constraint": DatabaseError(CANARY),
}
RAISED["met"].__cause__ = DeadlockDetected(CANARY)


@login_not_required
def raiser(request, name):
    raise RAISED[name]


@login_not_required
def fine(request):
    return HttpResponse("fine")


def who(request):
    return HttpResponse(str(request.user.pk))


urlpatterns = [
    path("raise/<str:name>/", raiser),
    path("fine/", fine, name="fine"),
    path("who/", who),
    path("", include("config.urls")),
]
handler400, handler403 = "config.errors.bad_request", "config.errors.refused"
handler404, handler500 = "config.errors.not_found", "config.errors.broken"


@pytest.fixture
def visitor(settings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.fixture
def log_lines():
    """What the logs would hold, written by the real formatter."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.getLogger().handlers[0].formatter)
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "status", "says"), [
    ("refused", 403, "You cannot write here now."),
    ("hidden", 404, "We could not find that."),
    ("stale", 409, "Someone else has this now."),
    ("invalid", 422, "That is too long."),
    ("too-fast", 429, "That was a lot at once."),
    ("met", 409, "Two things happened here at the same moment"),
])  # fmt: skip
def test_a_problem_gets_its_own_page(visitor, name, status, says):
    answer = visitor.get(f"/raise/{name}/")

    assert answer.status_code == status
    assert says in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_too_fast_says_when_to_come_back(visitor):
    assert visitor.get("/raise/too-fast/")["Retry-After"] == "7"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["bug", "constraint"])
def test_a_bug_gets_a_500_with_a_number_to_tell_us(visitor, name):
    answer = visitor.get(f"/raise/{name}/")

    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()
    assert CANARY not in answer.content.decode()


def test_a_dead_database_gives_the_kept_page(visitor, settings, tmp_path):
    settings.COPIES_ROOT = tmp_path
    (tmp_path / "503.html").write_text("call 116 123")

    answer = visitor.get("/raise/away/")

    assert (answer.status_code, answer.content) == (503, b"call 116 123")
    assert answer["Retry-After"]


def test_without_a_kept_page_there_is_still_one(visitor, settings, tmp_path):
    settings.COPIES_ROOT = tmp_path / "none"

    answer = visitor.get("/raise/away/")

    assert answer.status_code == 503
    assert "/help/" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_dies_under_the_session_is_503_too(visitor, settings, monkeypatch):
    visitor.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32

    def away(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(connection, "connect", away)
    connection.close()
    answer = visitor.get("/who/")

    assert answer.status_code == 503


@pytest.mark.django_db
def test_logs_hold_the_route_and_no_words(visitor, log_lines):
    visitor.get("/raise/bug/?q=" + CANARY, headers={"user-agent": CANARY, "cookie": f"a={CANARY}"})
    visitor.get("/fine/?q=" + CANARY)

    lines = log_lines()
    assert {"fine", "none"} & {line.get("route") for line in lines}
    assert any(line.get("error") == "ValueError" for line in lines)
    assert CANARY not in json.dumps(lines)
    assert "127.0.0.1" not in json.dumps(lines)


def test_an_errors_place_is_logged_and_not_its_words(log_lines):
    try:
        raise ValueError(CANARY)
    except ValueError:
        structlog.get_logger("due").warning("duty failed", exc_info=True)

    (line,) = log_lines()
    assert line["error"] == "ValueError"
    assert "test_errors.py" in line["where"][-1]
    assert CANARY not in json.dumps(line)


def test_a_librarys_line_keeps_its_arguments_to_itself(log_lines):
    logging.getLogger("some.library").warning("could not read %s", CANARY)

    assert log_lines()[-1]["event"] == "could not read %s"
    assert CANARY not in json.dumps(log_lines())


@pytest.mark.django_db
def test_another_sites_name_is_refused_and_not_logged(visitor, log_lines):
    answer = visitor.get("/fine/", headers={"host": f"{CANARY}.example"})

    assert answer.status_code == 400
    assert CANARY not in answer.content.decode()
    assert CANARY not in json.dumps(log_lines())


@pytest.mark.django_db
def test_the_line_of_a_help_page_says_nothing_about_who_read_it(visitor, log_lines, django_user_model):
    visitor.force_login(django_user_model.objects.create(sign_in_name="quiet-river-123"))
    visitor.get("/help/gb/?from=somewhere", headers={"referer": "http://testserver/c/x/"})

    (line,) = [line for line in log_lines() if line["event"] == "request"]
    assert set(line) == {"event", "route", "method", "status", "ms", "request", "level", "logger", "at"}
    assert line["route"] == "help:country"


@pytest.mark.django_db
def test_headers_are_strict_on_every_page(visitor):
    answer = visitor.get("/fine/")

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_signed_out_pages_that_are_not_public_lead_to_sign_in(visitor):
    answer = visitor.get("/who/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


@pytest.mark.django_db
def test_pages_of_a_person_are_never_kept(visitor, django_user_model):
    visitor.force_login(django_user_model.objects.create(sign_in_name="quiet-river-123"))

    assert visitor.get("/who/")["Cache-Control"] == "private, no-store"


def test_an_old_form_gets_its_words_back(rf):
    request = rf.post("/", {"text": "what I wrote"})

    assert errors.form_is_too_old(request).status_code == 403
