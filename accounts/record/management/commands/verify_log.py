"""bin/manage verify_log: exit 1 and the first broken entry when a chain does not hold."""

import sys

from django.core.management.base import BaseCommand

from accounts.record.models import Head
from accounts.record.queries import first_broken


class Command(BaseCommand):
    help = "Walks every hash chain of the log and compares the heads."

    def handle(self, *args: object, **options: object) -> None:
        if broken := first_broken():
            self.stdout.write(f"broken: chain {broken.chain}, entry {broken.number}: {broken.why}")
            sys.exit(1)
        chains = list(Head.objects.values_list("number", flat=True))
        self.stdout.write(f"The log holds: {len(chains)} chains, {sum(chains)} entries.")
