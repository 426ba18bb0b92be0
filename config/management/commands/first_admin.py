"""bin/manage first_admin: opens a community and prints the link that makes somebody its admin. Printed once."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from accounts.errors import Problem
from community.spaces.actions import invite_first_admin

NAME, PURPOSE = 60, 300  # characters that a community has room for
NEXT = """Whoever opens this link first becomes the admin. It works once, for seven days, and is not kept: give it to
them alone. They join, open it again, and set up a second factor.
"""


class Command(BaseCommand):
    help = "Opens a community, if there is none of this name, and prints the link for its first admin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help=f"the community's name, at most {NAME} characters")
        parser.add_argument("--purpose", default="", help=f"what it is for, at most {PURPOSE} characters")

    def handle(self, *args: object, **options: str) -> None:
        name, purpose = options["name"].strip(), options["purpose"].strip()
        if not 0 < len(name) <= NAME or len(purpose) > PURPOSE:
            raise CommandError(f"A name has 1 to {NAME} characters, a purpose at most {PURPOSE}.")
        try:
            token = invite_first_admin(name=name, purpose=purpose)
        except Problem as no:
            raise CommandError(f"{no.happened} They invite others under You, then Set up.") from no
        self.stderr.write(NEXT)
        self.stdout.write(f"{settings.SITE_URL}{reverse('spaces:invitation', args=[token])}")
