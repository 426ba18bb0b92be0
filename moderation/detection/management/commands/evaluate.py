"""`manage evaluate FILE`: how well the engine reads labelled messages. Needs no database."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.detection.engine.measure import measure, report


class Command(BaseCommand):
    help = "Compare the engine with labelled messages (JSON Lines: text, level, category, lang)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--lexicon-alone", action="store_true", help="without the second opinion")

    def handle(self, *, file: str, lexicon_alone: bool, **options: object) -> None:
        try:
            with open(file, encoding="utf-8", errors="replace") as lines:
                made = measure(lines, second_opinion=not lexicon_alone)
        except OSError as problem:
            raise CommandError(f"{file} could not be read: {problem.strerror}") from problem
        for line in report(made):
            self.stdout.write(line)
