"""Checks the locks: all wanted packages are pinned, each pin has hashes, no line names an address."""

import re
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def faults(name: str) -> list[str]:
    lock = (FOLDER / f"{name}.txt").read_text()
    pins = {canonicalize_name(package): Version(version) for package, version in PIN.findall(lock)}
    found = [
        f"{name}.txt names an address"
        for _ in re.findall(r"https?://|--(?:extra-)?index|--find-links", lock)[:1]
    ]
    for block in re.split(r"\n(?=\S)", lock):
        if PIN.match(block) and "--hash=sha256:" not in block:
            found.append(f"{name}.txt: {block.split()[0]} has no hash")
    for line in (FOLDER / f"{name}.in").read_text().splitlines():
        if line.strip() and not line.startswith(("#", "-")):
            wanted = Requirement(line)
            pinned = pins.get(canonicalize_name(wanted.name))
            if pinned is None or pinned not in wanted.specifier:
                found.append(f"{name}.txt does not hold {line.strip()}")
    return found


def main() -> int:
    found = [fault for name in ("base", "dev") for fault in faults(name)]
    for fault in found:
        sys.stderr.write(f"{fault}: run bin/fix locks\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
