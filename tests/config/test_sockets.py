"""Who may open a socket, and who is thought to sit at it."""

import json

import pytest
from asgiref.testing import ApplicationCommunicator
from model_bakery import baker

from accounts.people.models import Account
from accounts.people.sessions import Login
from config.sockets import account_of, entry


async def who_is_there(scope, receive, send):
    """A tiny socket that says who it takes the other end for."""
    assert (await receive())["type"] == "websocket.connect"
    await send({"type": "websocket.accept"})
    account = scope["user"].pk
    await send({"type": "websocket.send", "text": json.dumps({"account": account})})
    assert (await receive())["type"] == "websocket.disconnect"


@pytest.fixture
def origins(settings):
    settings.ORIGINS = ["https://table.example", "http://localhost:8000"]


async def open_socket(*headers: tuple[bytes, bytes]) -> dict:
    """What a socket with these headers first hears. (Channels' own communicator would leave connections open.)"""
    scope = {"type": "websocket", "path": "/ws/", "headers": list(headers), "subprotocols": []}
    communicator = ApplicationCommunicator(entry(who_is_there), scope)
    await communicator.send_input({"type": "websocket.connect"})
    answer = await communicator.receive_output()
    if answer["type"] == "websocket.accept":
        answer = json.loads((await communicator.receive_output())["text"])
        await communicator.send_input({"type": "websocket.disconnect", "code": 1000})
    await communicator.wait()
    return answer


@pytest.fixture
def sam(db) -> Account:
    account = baker.make(Account, sign_in_name="quiet-river-123")
    account.set_password("a password for tests")
    account.save()
    return account


@pytest.fixture
def signed_in(client, sam) -> str:
    """The key of a session that Sam signed in with."""
    client.force_login(sam)
    return client.session.session_key


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("origin", [b"https://table.example", b"http://localhost:8000"])
async def test_our_own_pages_may_open_a_socket(origins, origin):
    assert await open_socket((b"origin", origin)) == {"account": None}


@pytest.mark.parametrize("origin", [
    None,
    b"null",
    b"https://evil.example",
    b"https://sub.table.example",
    b"https://table.example.evil.example",
    b"http://table.example",
    b"https://table.example:8443",
    b"http://localhost:8001",
    b"https://localhost:8000",
])  # fmt: skip
async def test_no_other_page_may(origins, origin):
    answer = await open_socket(*([(b"origin", origin)] if origin else []))

    assert answer["type"] == "websocket.close"


@pytest.mark.django_db(transaction=True)
async def test_the_session_of_the_cookie_says_who_it_is(origins, settings, sam, signed_in):
    cookie = f"{settings.SESSION_COOKIE_NAME}={signed_in}".encode()

    answer = await open_socket((b"origin", b"https://table.example"), (b"cookie", cookie))

    assert answer == {"account": sam.pk}


def test_a_new_secret_key_signs_nobody_out(settings, sam, signed_in):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key" * 5, [settings.SECRET_KEY]

    assert account_of(signed_in) == sam
    assert Login.objects.filter(pk=signed_in).exists(), "the socket must not change the session"


def test_a_key_that_is_gone_signs_out(settings, signed_in):
    settings.SECRET_KEY = "another-key" * 5

    assert account_of(signed_in).is_anonymous


def test_a_new_password_ends_it(sam, signed_in):
    assert account_of(signed_in) == sam

    sam.set_password("another password for tests")
    sam.save()

    assert account_of(signed_in).is_anonymous


def test_a_closed_account_is_nobody(sam, signed_in):
    sam.is_active = False
    sam.save()

    assert account_of(signed_in).is_anonymous


@pytest.mark.django_db
def test_a_login_ends_with_its_account(signed_in, sam):
    sam.delete()

    assert account_of(signed_in).is_anonymous


@pytest.mark.django_db
def test_no_session_is_nobody():
    assert account_of(None).is_anonymous
    assert account_of("x" * 32).is_anonymous
