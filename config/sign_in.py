"""What allauth is told about people: as little as it works with."""

import hashlib
import hmac
import ipaddress
from datetime import UTC, datetime
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.look import comfort
from accounts.people.models import Account


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "Sign-in name and password don’t fit together. Please try again, or come back with your eight words."
        ),
        "too_many_login_attempts": _(
            "That was tried a lot. Please wait five minutes, or come back with your eight words."
        ),
        "incorrect_password": _("That is not your password. Please try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # joining has pages of its own, in accounts/people

    def post_login(self, request: HttpRequest, user: Account, **about: Any) -> HttpResponse:
        response = super().post_login(request, user, **about)
        comfort.bring_along(request, response, user)
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        """A stand-in, the same all day for one address: limits work, and no row says where someone was."""
        address = request.META.get("REMOTE_ADDR", "")
        day = datetime.now(UTC).date().isoformat()
        digest = hmac.new(settings.SECRET_KEY.encode(), f"{day}:{address}".encode(), hashlib.sha256).digest()
        return str(ipaddress.IPv6Address(b"\xfd" + digest[:15]))  # fd00::/8 belongs to nobody

    def get_http_user_agent(self, request: HttpRequest) -> str:
        return request.META.get("HTTP_USER_AGENT", "unknown")[:200]


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("These digits don’t fit. They change every half minute: please try the newest."),
    }
