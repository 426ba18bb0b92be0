"""Messages as JSON Lines, in and out: one line in, one line out, whatever the line holds.

Used by `bin/manage assess` and `evaluate`. Opening files is the caller's part.
"""

import json
from collections.abc import Iterable, Iterator
from time import perf_counter

from .assess import assess
from .finding import Finding
from .lexicon import Lexicon

ANSWERED = ("level", "category", "subject", "flags", "lang", "score", "spans", "rules", "why", "lexicon")


class BadLine(Exception):
    """A line that holds no message. Its words are never repeated in the reason."""


def assess_lines(lines: Iterable[str], lexicon: Lexicon | None = None) -> Iterator[str]:
    """For each line its finding as a JSON line, or the same id with an `error`."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield json.dumps(_answer(number, line, lexicon))


def parse_line(line: str) -> dict:
    try:
        row = json.loads(line)
    except ValueError as problem:
        raise BadLine("not JSON") from problem
    except RecursionError as problem:
        raise BadLine("nested too deep") from problem
    if not isinstance(row, dict):
        raise BadLine("not an object")
    if not isinstance(row.get("text"), str):
        raise BadLine("text is missing or no string")
    if not isinstance(row.get("lang"), str | None):
        raise BadLine("lang is no string")
    return row


def _answer(number: int, line: str, lexicon: Lexicon | None) -> dict:
    row: dict = {}
    try:
        row = parse_line(line)
        started = perf_counter()
        finding = assess(row["text"], lang=row.get("lang"), lexicon=lexicon)
        return {"id": row.get("id"), **_fields(finding), "ms": round((perf_counter() - started) * 1000, 3)}
    except BadLine as problem:
        return {"id": None, "line": number, "error": str(problem)}


def _fields(finding: Finding) -> dict:
    values = finding.as_dict()
    return {name: values[name] for name in ANSWERED}
