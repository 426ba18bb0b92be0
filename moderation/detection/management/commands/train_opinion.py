"""`manage train_opinion`: make the second opinion's weights from the building messages. Needs numpy, no database."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from moderation.detection.engine.opinion import DEFAULT_FILE

BUILDING = settings.BASE_DIR / "tests" / "corpora" / "detection" / "building"


class Command(BaseCommand):
    help = "Train the second opinion. The same messages give the same file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=BUILDING, help="labelled messages, as JSON Lines")
        parser.add_argument("--to", type=Path, default=DEFAULT_FILE)

    def handle(self, *, folder: Path, to: Path, **options: object) -> None:
        from moderation.detection import training  # numpy is there for those who train

        files = sorted(folder.glob("*.jsonl"))
        rows = [json.loads(line) for path in files for line in path.read_text("utf8").splitlines() if line]
        examples = training.examples_of(rows)
        self.stderr.write(f"{len(examples)} messages. Thresholds ...")
        thresholds = training.thresholds_of(examples)
        self.stderr.write("Weights ...")
        version = training.write_model(to, training.learn(examples), thresholds, training.digest_of(files))
        self.stdout.write(f"Opinion {version}: {len(examples)} messages, thresholds {thresholds}")
