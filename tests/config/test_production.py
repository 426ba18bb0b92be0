"""Production refuses to start with settings that would harm people."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.checks import production_is_safe, refuse_unsafe_start


@pytest.fixture
def production(settings):
    settings.PRODUCTION = True
    settings.DEBUG = False
    settings.SECRET_KEY = "a-long-and-random-key-of-more-than-forty-characters-123"
    settings.ALLOWED_HOSTS = ["table.example"]
    settings.STAFF_SECOND_FACTOR = "on"
    return settings


def test_safe_production_starts(production):
    assert production_is_safe(None) == []
    refuse_unsafe_start()


@pytest.mark.parametrize(("name", "value", "says"), [
    ("DEBUG", True, "DEBUG"),
    ("SECRET_KEY", "insecure-and-public: only for checks and tests", "SECRET_KEY"),
    ("SECRET_KEY", "short", "SECRET_KEY"),
    ("ALLOWED_HOSTS", [], "ALLOWED_HOSTS"),
    ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS"),
    ("STAFF_SECOND_FACTOR", "off", "STAFF_SECOND_FACTOR"),
])  # fmt: skip
def test_production_refuses_and_says_what_to_change(production, name, value, says):
    setattr(production, name, value)

    with pytest.raises(ImproperlyConfigured, match=says):
        refuse_unsafe_start()


def test_the_same_settings_are_fine_for_trying_it_out(production):
    production.PRODUCTION = False
    production.STAFF_SECOND_FACTOR = "off"

    refuse_unsafe_start()
