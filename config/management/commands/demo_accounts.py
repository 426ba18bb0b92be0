"""bin/manage demo_accounts --json: whom one can sign in as, and with what."""

import json

from django.core.management.base import BaseCommand, CommandParser

from config.demo.people import sign_ins


class Command(BaseCommand):
    help = "The demo's people, their sign-in names and the password. Empty where no demo was loaded."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="a JSON array")

    def handle(self, *args: object, **options: object) -> None:
        people = sign_ins()
        if options["json"]:
            self.stdout.write(json.dumps(people, ensure_ascii=False))
            return
        for person in people:
            known_as = ", ".join(f"{m['name']} in {m['community']}" for m in person["memberships"])
            self.stdout.write(f"{person['sign_in_name']:<24} {person['password']:<20} {known_as}")
