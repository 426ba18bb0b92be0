"""bin/manage load_help_lines: brings the shipped help lines in, unchecked, and makes the copies of the help page."""

from django.core.management.base import BaseCommand

from accounts.help.actions import import_lines
from accounts.help.copies import make_copies


class Command(BaseCommand):
    help = "Loads the help lines the product ships with. None is shown before a person has checked it."

    def handle(self, *args: object, **options: object) -> None:
        self.stderr.write(f"Help lines: {import_lines()} new or changed.")
        make_copies()
