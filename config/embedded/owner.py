"""Who runs Postgres: it refuses to be root, so root gives it a user of its own."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from config.embedded.programs import MissingProgram

NAME = "embedded_postgres"


def owner() -> pwd.struct_passwd | None:
    """The user for Postgres when we are root, made if missing; None when it may simply run as ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        return _make_user()


def _make_user() -> pwd.struct_passwd:
    for command in (["useradd", "--system", "--no-create-home", NAME], ["adduser", "-S", "-D", "-H", NAME]):
        if shutil.which(command[0]):
            # Two starts at once: the second finds the user made.
            subprocess.run(command, check=False, capture_output=True)
            break
    try:
        return pwd.getpwnam(NAME)
    except KeyError as missing:
        raise MissingProgram(
            "PostgreSQL does not run as root, and a user for it could not be made. "
            f"Run: useradd --system {NAME}"
        ) from missing


def let_in(user: pwd.struct_passwd, path: Path, *, ours: Sequence[Path] = ()) -> None:
    """Allow passing through (not listing) each folder above `path`, as a user other than root needs."""
    for folder in reversed(path.parents):
        about = folder.stat()
        if about.st_uid != user.pw_uid and not about.st_mode & 0o001:
            folder.chmod(about.st_mode | 0o001)
            if folder not in ours:
                print(f"{folder}: PostgreSQL's user may now pass through it (chmod o+x).", file=sys.stderr)


def let_read(path: Path) -> None:
    """Programs and their libraries, when they were installed for root's eyes only."""
    for found in [path, *path.rglob("*")]:
        wanted = 0o005 if found.is_dir() or found.stat().st_mode & 0o100 else 0o004
        if not found.is_symlink() and found.stat().st_mode & wanted != wanted:
            found.chmod(found.stat().st_mode | wanted)
