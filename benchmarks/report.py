"""What every benchmark says of itself: the machine, the commit, and its rows, as a table and as JSON."""

import json
import os
import platform
import subprocess
from argparse import ArgumentParser
from pathlib import Path
from typing import Any


def parser(what: str) -> ArgumentParser:
    made = ArgumentParser(description=what)
    made.add_argument("--json", type=Path, help="write machine, commit and rows here too")
    return made


def tell(rows: list[dict[str, Any]], to: Path | None) -> None:
    names = list(rows[0])
    widths = [max(len(str(name)), *(len(_said(row[name])) for row in rows)) for name in names]
    for cells in [names, *([_said(row[name]) for name in names] for row in rows)]:
        print("  ".join(str(cell).rjust(width) for cell, width in zip(cells, widths, strict=True)))
    if to:
        to.write_text(json.dumps({"machine": machine(), "commit": commit(), "rows": rows}, indent=2))


def _said(value: Any) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else str(value)


def machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}


def commit() -> str:
    asked = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip()


def percentile(values: list[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
