"""Who is asking, from the session that was read already. Checks what Django's own `get_user` checks."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from .models import Account


class SignedIn(AuthenticationMiddleware):
    """Sets `request.user`, lazily: a page that looks at nobody asks nothing."""

    def process_request(self, request: HttpRequest) -> None:
        request.user = SimpleLazyObject(lambda: _who(request))  # type: ignore[assignment]


def _who(request: HttpRequest) -> Account | AnonymousUser:
    session = request.session
    if SESSION_KEY not in session:  # reading the session also reads its account
        return AnonymousUser()
    account = getattr(session, "account", None)
    is_ours = session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
    if account is None or not is_ours or str(account.pk) != session[SESSION_KEY] or not account.is_active:
        return get_user(request)
    if constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash()):
        return account
    return get_user(request)  # a changed password or key, or a session older than this row: the long way
