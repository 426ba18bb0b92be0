"""`manage lexicon check`: the lexicon's own sentences, and entries in each other's way. Needs no database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.detection.engine import BadLexicon, load_lexicon
from moderation.detection.engine.checking import check
from moderation.detection.engine.lexicon import DEFAULT_FOLDER


class Command(BaseCommand):
    help = "Check the lexicon files: schema, example sentences, contradictions."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["check"])
        parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER)

    def handle(self, *, folder: Path, **options: object) -> None:
        try:
            lexicon = load_lexicon(folder)
        except (BadLexicon, OSError) as refusal:
            raise CommandError(f"The lexicon was refused. {refusal}") from refusal
        problems = check(lexicon)
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problems in {len(lexicon.entries)} entries.")
        languages = ", ".join(lexicon.languages)
        self.stdout.write(
            f"Lexicon {lexicon.version}: {len(lexicon.entries)} entries in {languages}, all well."
        )
