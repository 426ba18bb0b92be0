"""Whether the login behind a socket still stands: looked at when it opens, and again for as long as it is open."""

from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string

from accounts.people.sessions import SessionStore


def account_of(session_key: str | None) -> Any:
    """The account signed in by this session now, or an AnonymousUser. 1 query.

    Django's `get_user` gives a session a new key after a change of SECRET_KEY, which a socket cannot hand to the
    browser; so the same checks stand here, without writing.
    """
    store = SessionStore(session_key)
    session = store.load()
    if SESSION_KEY not in session or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return AnonymousUser()
    try:
        key = get_user_model()._meta.pk.to_python(session[SESSION_KEY])
    except ValidationError:
        return AnonymousUser()
    user = store.account  # came with the session
    if user is None or user.pk != key or not user.is_active:
        user = import_string(session[BACKEND_SESSION_KEY])().get_user(key)
    return user if user is not None and _password_unchanged(user, session) else AnonymousUser()


def _password_unchanged(user: Any, session: dict[str, Any]) -> bool:
    said = session.get(HASH_SESSION_KEY, "")
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(said, known) for known in hashes)
