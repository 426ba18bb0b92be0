"""bin/manage load_demo: two communities to look around in. Does nothing where they are."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo.loading import load_demo


class Command(BaseCommand):
    help = "Loads the demo: two communities, their people and an open queue. Never onto a site that people rely on."

    def handle(self, *args: object, **options: object) -> None:
        if settings.PRODUCTION or settings.STAFF_SECOND_FACTOR != "off":
            raise CommandError(
                "The demo's passwords are known to everybody and its team has no second factor. On a machine of your "
                "own, set STAFF_SECOND_FACTOR=off, as bin/up does."
            )
        is_new = load_demo()
        self.stderr.write("The demo is loaded." if is_new else "The demo was there already.")
