"""The table of settings in the docs and what the code reads are the same."""

import re

from config.environment import ROOT

TABLE = ROOT / "docs" / "operators.md"
READ = re.compile(r"""(?:env\.\w+\(\s*|environ(?:\.get\(|\[)\s*)"([A-Z_]+)\"""")
NOT_FOR_OPERATORS = {"DJANGO_SETTINGS_MODULE", "SECRET_KEY_FILE"}


def test_every_setting_is_in_the_table_and_every_line_is_read():
    code = "".join(path.read_text() for path in (ROOT / "config").rglob("*.py"))
    read = set(READ.findall(code)) - NOT_FOR_OPERATORS
    assert len(read) > 20, "the pattern finds no settings"

    rows = [
        line
        for line in TABLE.read_text().splitlines()
        if line.startswith("| `") and not line.startswith("| `/")
    ]
    told = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])}

    assert read - told == set(), "not in docs/operators.md"
    assert told - read == set(), "in docs/operators.md, but read nowhere"
