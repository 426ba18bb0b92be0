"""The demo's communities and the people in them, each under the names that `data/people.toml` gives."""

import tomllib
from dataclasses import dataclass, field
from datetime import time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import F

from accounts.people.actions import PRIVATE_PAGE, agree
from accounts.people.forms import private_page_words
from accounts.people.models import Account
from accounts.record.actions import write
from community.spaces import actions as spaces
from community.spaces.models import Community, Guidelines, Membership, Role
from community.spaces.names import PATCHES

from .aging import ARRIVING, happened
from .scripts import Clock

DATA = Path(__file__).parent / "data"
OPENED = "24d"  # before the demo is loaded
JOINED = "23d"


@cache
def facts(name: str) -> dict[str, Any]:
    """One of the data files."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf8"))


@dataclass
class Cast:
    """Who is who: by community and by the key the scripts use."""

    communities: dict[str, Community] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    members: dict[tuple[str, str], Membership] = field(default_factory=dict)

    def member(self, slug: str, key: str) -> Membership:
        return self.members[slug, key]


def assemble(clock: Clock) -> Cast:
    """Open the communities, let everybody join, give the team its roles."""
    cast = Cast()
    with happened(clock.ago(OPENED), ARRIVING):
        for about in facts("communities")["community"]:
            cast.communities[about["slug"]] = _open(about)
    secret = make_password(facts("people")["password"])  # one for all: a good hash takes its time
    for number, person in enumerate(facts("people")["person"]):
        with happened(clock.ago(person.get("joined", JOINED)) + timedelta(minutes=7 * number), ARRIVING):
            _arrive(cast, person, number, secret)
    for member in cast.members.values():
        member.refresh_from_db(fields=["joined_at"])  # nobody who writes in the demo joined today
    return cast


def _open(about: dict[str, Any]) -> Community:
    own = about.get("guidelines")
    return spaces.open_community(
        name=about["name"], purpose=about["purpose"], slug=about["slug"],
        guidelines=(DATA / own).read_text("utf8") if own else f"{about['note']}\n\n{spaces.shipped_guidelines()}",
        daily_time=time.fromisoformat(about["daily_time"]), operator=about["operator"],
        lead_contact=about["lead_contact"], authority=about["authority"],
    )  # fmt: skip


def _arrive(cast: Cast, person: dict[str, Any], number: int, secret: str) -> None:
    account = Account.objects.create(
        sign_in_name=person["sign_in_name"], password=secret, country=person.get("country", "")
    )
    cast.accounts[person["key"]] = account
    write(act="account_opened", actor=account.log_ref)
    for slug, name in person["names"].items():
        community = cast.communities[slug]
        agree(account=account, purpose=PRIVATE_PAGE, wording=_private_words(community))
        member = spaces.join_community(
            account=account, community=community, name=name, patch=(number * 9 + len(slug)) % PATCHES
        )
        newest = Guidelines.objects.filter(community=community).latest("version")
        spaces.accept_guidelines(member=member, guidelines=newest)
        for role, duty_name in person.get("roles", {}).items():
            spaces.grant_role(member=member, role=Role(role), by=None, duty_name=duty_name)
        cast.members[slug, person["key"]] = member


def _private_words(community: Community) -> str:
    return private_page_words(
        community.language, community=community.name, operator=community.operator,
        lead_contact=community.lead_contact, authority=community.authority,
    )  # fmt: skip


def sign_ins() -> list[dict[str, Any]]:
    """The demo's people as they can sign in; empty where no demo was loaded. 2 queries."""
    secret = facts("people")["password"]
    known = {person["sign_in_name"] for person in facts("people")["person"]}
    members = (
        Membership.objects.select_related("community")
        .filter(account__sign_in_name__in=known, state=Membership.State.ACTIVE)
        .prefetch_related("grants")
        .order_by("account_id", "pk")
    )
    people: dict[str, dict[str, Any]] = {}
    for member in members.annotate(sign_in_name=F("account__sign_in_name")):
        name = member.sign_in_name
        person = people.setdefault(name, {"sign_in_name": name, "password": secret, "memberships": []})
        roles = sorted(grant.role for grant in member.grants.all() if grant.ended_at is None)
        person["memberships"].append(
            {
                "community": member.community.name,
                "slug": member.community.slug,
                "name": member.name,
                "roles": roles or [str(Role.MEMBER)],
            }
        )
    return list(people.values())
