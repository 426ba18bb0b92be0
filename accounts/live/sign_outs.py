"""A socket ends with its login: a new password is hinted at once. Ended sessions hint by themselves."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from django.dispatch import receiver
from django.http import HttpRequest

from .hints import hint


@receiver([password_changed, password_reset])
def look_at_sockets(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    hint(f"account:{user.pk}")
