"""`manage assess`: JSON Lines in, findings as JSON Lines out. Needs no database; nothing is kept."""

import sys
from collections.abc import Iterable
from io import TextIOWrapper

from django.core.management.base import BaseCommand, CommandParser

from moderation.detection.engine.lines import assess_lines


class Command(BaseCommand):
    help = "Assess messages. Reads JSON Lines (id, text, optional lang) and writes JSON Lines."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="a file, or - for standard input")

    def handle(self, *, file: str, **options: object) -> None:
        if file == "-":
            # Broken bytes become marks, so that one bad line does not stop the ones after it.
            assert isinstance(sys.stdin, TextIOWrapper), "standard input is a stream of bytes"
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
            self._write(sys.stdin)
            return
        with open(file, encoding="utf-8", errors="replace") as lines:
            self._write(lines)

    def _write(self, lines: Iterable[str]) -> None:
        for answer in assess_lines(lines):
            self.stdout.write(answer)
