"""Puts the cast into a running instance, signed in, with a checked help line, and prints how to act as each of them.

Run by `Scratch.manage("shell", …)`: it lives in the instance's own process and database.
"""

import json
import sys

from django.conf import settings
from django.test import Client

from accounts.help.actions import verify_lines
from accounts.help.models import HelpLine
from accounts.help.queries import lines_for
from community.spaces.models import Membership
from tests.cast import assemble
from tests.safety.world import start


def main() -> None:
    cast = assemble()
    verify_lines(lines=list(HelpLine.objects.filter(country="GB")), by=cast.noor.account)
    topic = start(cast.tom, cast.forum, "Any day", "A place for any day.")
    json.dump({
        "cookies": {who: _cookie(member) for who, member in cast.people.items()},
        "members": {who: member.pk for who, member in cast.people.items()},
        "room": cast.room.place.ref, "topic": topic.ref, "slug": cast.community.slug,
        "line": _a_number(),
    }, sys.stdout)  # fmt: skip


def _cookie(member: Membership) -> str:
    client = Client(SERVER_NAME="localhost")
    client.force_login(member.account)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _a_number() -> str:
    """A number of a checked line, as pages show it."""
    return next(number for line in lines_for("GB").lines for number in line.numbers())
