"""A page never asks for a text that is not there."""

import re
from pathlib import Path

import pytest

from accounts.texts.queries import shipped
from config.environment import ROOT

IN_TEMPLATE = re.compile(r"""{%\s*text\s+["']([^"']+)["']""")
IN_CODE = re.compile(r"""\btext(?:_html)?\(\s*["']([^"']+)["']""")


def asked_for() -> dict[str, Path]:
    """Every id that is written out somewhere, and one place that asks for it."""
    files = [(path, IN_TEMPLATE) for path in (ROOT / "templates").rglob("*.html")]
    files += [
        (path, IN_CODE)
        for app in ("accounts", "community", "moderation")
        for path in (ROOT / app).rglob("*.py")
    ]
    return {text_id: path for path, pattern in files for text_id in pattern.findall(path.read_text())}


def test_every_text_that_is_asked_for_is_there():
    asked = asked_for()
    assert len(asked) > 50, "the pattern finds nothing any more"

    missing = {
        text_id: str(path.relative_to(ROOT)) for text_id, path in asked.items() if text_id not in shipped()
    }
    assert not missing, f"Not in accounts/texts/defaults/en.json: {missing}"


@pytest.mark.parametrize("line", ['{% text "a.b" %}', "{%  text 'a.b' name=x %}"])
def test_the_pattern_reads_templates(line):
    assert IN_TEMPLATE.findall(line) == ["a.b"]
