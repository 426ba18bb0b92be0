"""What allauth is told about people: as little as it works with."""

import hashlib
import hmac
import ipaddress
from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.look import comfort
from accounts.people.models import Account


class AccountAdapter(DefaultAccountAdapter):
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
