"""Rules of the house that no single app can keep: who may know whom, and documents that stay true."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    *map(str, (ROOT / "docs").glob("*.md")),
]
A_PATH = re.compile(
    r"\]\(([^)#:]+)\)|\b((?:accounts|community|moderation|config|tests|docs|bin|static)/[\w./-]+\w)"
)


def test_nothing_points_back():
    linter = Path(sys.executable).with_name("lint-imports")
    asked = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)

    assert asked.returncode == 0, asked.stdout


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda name: Path(name).name)
def test_every_path_a_document_names_is_there(document):
    path = ROOT / document
    named = {link or plain for link, plain in A_PATH.findall(path.read_text("utf8"))}
    missing = [name for name in named if not (path.parent / name).exists() and not _in_project(name)]

    assert not missing


def _in_project(name: str) -> bool:
    return (ROOT / name).exists() or (ROOT / f"{name}.py").exists()


def test_every_template_says_in_its_first_line_who_draws_it():
    silent = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if not path.read_text("utf8").startswith("{#")
    ]

    assert not silent


@pytest.mark.parametrize("forbidden", [r"\sstyle=", r"\son[a-z]+=\"", r"<script(?![^>]*\bsrc=)[^>]*>"])
def test_templates_hold_no_inline_style_script_or_handler(forbidden):
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if re.search(forbidden, path.read_text("utf8"))
    ]

    assert not found
