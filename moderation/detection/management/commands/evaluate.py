"""`manage evaluate FILE`: how well the engine reads labelled messages. Needs no database."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.detection.engine.measure import measure, report


class Command(BaseCommand):
    help = "Compare the engine with labelled messages (JSON Lines: text, level, category, lang)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")

    def handle(self, *, file: str, **options: object) -> None:
        try:
            with open(file, encoding="utf-8", errors="replace") as lines:
                made = measure(lines)
        except OSError as problem:
            raise CommandError(f"{file} could not be read: {problem.strerror}") from problem
        for line in report(made):
            self.stdout.write(line)
