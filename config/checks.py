"""Mixtures of settings that must not start. Every management command and every server asks here first."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import Error, register, run_checks
from django.core.exceptions import ImproperlyConfigured

TAG = "production"


def _unsafe_settings() -> list[tuple[bool, str, str]]:
    return [
        (settings.DEBUG, "DEBUG is on: error pages would show people's words.", "Remove DEBUG."),
        (
            settings.SECRET_KEY == settings.DEFAULT_SECRET_KEY or len(settings.SECRET_KEY) < 40,
            "SECRET_KEY is the public default or too short: anybody could sign in as anybody.",
            "Set SECRET_KEY or SECRET_KEY_FILE to 50 random characters.",
        ),
        (
            not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS,
            "ALLOWED_HOSTS is empty or takes any name.",
            "Set ALLOWED_HOSTS to the site's host names, separated by commas.",
        ),
        (
            settings.STAFF_SECOND_FACTOR == "off",
            "STAFF_SECOND_FACTOR is off: a stolen password would open the queue.",
            "Remove STAFF_SECOND_FACTOR; it is for the demo on one's own machine.",
        ),
    ]


@register(TAG)
def production_is_safe(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[Error]:
    if not settings.PRODUCTION:
        return []
    return [
        Error(f"Refusing to start in production. {why}", hint=hint, id=f"wiring.E00{number}")
        for number, (unsafe, why, hint) in enumerate(_unsafe_settings(), start=1)
        if unsafe
    ]


def refuse_unsafe_start() -> None:
    """For servers, which run no management command and so no checks by themselves."""
    if errors := run_checks(tags=[TAG]):
        raise ImproperlyConfigured(" ".join(f"{error.msg} {error.hint}" for error in errors))
