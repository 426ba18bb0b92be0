"""A socket ends with its login: signing out, a new password and an ended device are hinted at once."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from .hints import hint


@receiver([user_logged_out, password_changed, password_reset])
def look_at_sockets(sender: Any, request: HttpRequest, user: Any = None, **kwargs: Any) -> None:
    if user is not None:
        hint(f"account:{user.pk}")
