"""The world stands for a whole file, inside one transaction that is undone at its end."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from community.spaces.models import Community
from tests.safety.world import World, build

# Nothing here is about hashing, and the team proves itself one by one.
QUICK_AND_PROVED = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"], "STAFF_SECOND_FACTOR": "on",
}  # fmt: skip


def _standing(django_db_blocker, joining: str) -> Iterator[World]:
    with django_db_blocker.unblock(), override_settings(**QUICK_AND_PROVED), transaction.atomic():
        yield build(joining=joining)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """With the community open to whoever wants to join."""
    yield from _standing(django_db_blocker, Community.Joining.OPEN)


@pytest.fixture(scope="module")
def closed_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """With the community closed: one is invited, or finds nothing."""
    yield from _standing(django_db_blocker, Community.Joining.INVITE)
