"""Finds a Chromium for tests and pictures:  python -m config.browser [--or-install]  prints where it is."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class NoBrowser(RuntimeError):
    """Says how to get one."""


@cache
def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if found := found or _playwrights_own():
        return found
    raise NoBrowser(
        "The browser tests need a Chromium. Install one (Debian, Ubuntu: apt install chromium; elsewhere: "
        ".venv/bin/playwright install chromium), or set CHROMIUM to where it is."
    )


def _playwrights_own() -> str | None:
    """What `playwright install` has downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        sys.stderr.write("Installing Chromium for the browser tests (once) ...\n")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for words in ("update -qq", "install -qq --no-install-recommends chromium"):
            subprocess.run(["apt-get", *words.split()], check=True, stdout=sys.stderr, env=quiet)


def main() -> int:
    try:
        chromium()
    except NoBrowser as missing:
        if "--or-install" not in sys.argv:
            sys.stderr.write(f"{missing}\n")
            return 1
        try:
            install()
            chromium()
        except (NoBrowser, subprocess.CalledProcessError):
            sys.stderr.write(f"{missing}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
