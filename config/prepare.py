"""Brings an instance to the state it serves in: tables, texts, help lines, demo, statics. Repeatable."""

import argparse
import hashlib
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from config.checks import refuse_unsafe_start


def main(*, demo: bool) -> None:
    refuse_unsafe_start()
    collect_statics()  # first: the copies of the help page name these files
    say("Database: tables")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    say("Texts and help lines")
    call_command("load_texts", verbosity=0)
    call_command("load_help_lines", verbosity=0)
    if demo:
        say("Demo")
        call_command("load_demo", verbosity=0)


def collect_statics() -> None:
    """Only when a file is new or changed: compressing takes longer than the rest of a second start."""
    stamp, state = Path(settings.STATIC_ROOT) / ".collected", _state_of_statics()
    if stamp.exists() and stamp.read_text() == state:
        return
    say("Static files")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)


def _state_of_statics() -> str:
    from django.contrib.staticfiles.finders import get_finders

    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            seen.update(f"{name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def say(what: str) -> None:
    sys.stderr.write(f"  {what} ...\n")


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--demo", action="store_true")
    options.add_argument(
        "--statics-only", action="store_true", help="while an image is built, without a database"
    )
    chosen = options.parse_args()
    django.setup()
    try:
        collect_statics() if chosen.statics_only else main(demo=chosen.demo)
    except ImproperlyConfigured as refused:
        sys.exit(str(refused))
