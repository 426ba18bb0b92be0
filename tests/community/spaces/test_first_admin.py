"""How an empty site begins: one command, one link, one person who takes it, and nobody after them."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.record.queries import first_broken
from community.spaces.models import Community, RoleGrant

pytestmark = pytest.mark.django_db
PASSWORD = "five plain words in a row"


def first_admin(name="Low days", **said) -> tuple[str, str]:
    """The link's path, and what is said beside it."""
    out, said_beside = io.StringIO(), io.StringIO()
    call_command("first_admin", name, stdout=out, stderr=said_beside, **said)
    [line] = out.getvalue().splitlines()
    return re.sub(r"^http://[^/]+", "", line), said_beside.getvalue()


def join(client, community) -> None:
    answer = client.post(reverse("spaces:join", args=[community.slug]), {
        "is_adult": "on", "own": "Slow Tuesday", "password": PASSWORD, "agrees": "on",
        "sign_in_words": "copper-kettle"})  # fmt: skip
    assert answer.url == reverse("people:words")
    arrived = client.post(
        reverse("spaces:arrive", args=[community.slug]), {"accepts": "on", "version": 1, "country": ""}
    )
    assert arrived.status_code == 302


def test_from_an_empty_site_to_a_community_that_its_admin_sets_up(client, settings):
    settings.STAFF_SECOND_FACTOR = "off"

    link, beside = first_admin(purpose="For heavy days.")
    community = Community.objects.get()
    signed_out = client.get(link).content.decode()
    join(client, community)
    offered = client.get(link).content.decode()
    taken = client.post(link)

    assert "It works once" in beside
    assert "You are asked to set up Low days" in signed_out
    assert "You are asked to set up Low days" in offered
    assert taken["Location"] == reverse("spaces:settings", args=[community.slug])
    assert client.get(taken["Location"]).status_code == 200
    assert community.guidelines.get().html.count("<strong>") > 5, (
        "the shipped guidelines stand, to be changed"
    )
    assert RoleGrant.objects.get().role == "admin"
    assert client.get(link).status_code == 404, "it worked once"
    assert first_broken() is None


def test_without_a_second_factor_the_admin_is_led_to_it_first(client, settings):
    settings.STAFF_SECOND_FACTOR = "on"
    link, _beside = first_admin()
    join(client, Community.objects.get())

    answer = client.post(link, follow=True)

    assert answer.redirect_chain[-1][0].startswith(reverse("mfa_activate_totp"))


def test_a_new_link_stops_the_old_one_and_an_admin_stops_them_all(client, settings):
    settings.STAFF_SECOND_FACTOR = "off"
    old, _beside = first_admin()
    new, _beside = first_admin()

    assert client.get(old).status_code == 404
    join(client, Community.objects.get())
    client.post(new)
    with pytest.raises(CommandError, match="has an admin already"):
        first_admin()
    assert Community.objects.count() == 1


@pytest.mark.parametrize("name", ["", "   ", "a" * 61])
def test_a_name_that_cannot_be_one_is_told_and_opens_nothing(name):
    with pytest.raises(CommandError, match="1 to 60 characters"):
        first_admin(name)

    assert not Community.objects.exists()
