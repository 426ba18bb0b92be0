"""bin/manage load_texts: brings the shipped wording of every screen into the database, as versioned rows."""

from django.core.management.base import BaseCommand

from accounts.texts.actions import load_shipped


class Command(BaseCommand):
    help = "Loads the texts the product ships with; a changed wording becomes a new version."

    def handle(self, *args: object, **options: object) -> None:
        self.stderr.write(f"Texts: {load_shipped()} new versions.")
