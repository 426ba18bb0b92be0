"""The environment each part of an instance is started with. What the operator set stays."""

import os
from pathlib import Path

from config.embedded.folder import DataFolder

ROOT = Path(__file__).resolve().parent.parent


def base_environment(folder: DataFolder) -> dict[str, str]:
    """What every part and command of a data folder needs."""
    return {
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings"),
        "PEER_DATA": str(folder.path),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or _from_file() or folder.secret_key,
    }


def _from_file() -> str:
    path = os.environ.get("SECRET_KEY_FILE")
    return Path(path).read_text().strip() if path else ""


def web_environment(host: str, port: int) -> dict[str, str]:
    """Where the web process listens and which addresses may speak to it."""
    names = dict.fromkeys([host, "localhost", "127.0.0.1"])
    origins = ",".join(f"http://{name}:{port}" for name in names)
    return {
        "PEER_HOST": host,
        "PEER_PORT": str(port),
        "STOP_SECONDS": os.environ.get("STOP_SECONDS", "4"),
        "SITE_URL": os.environ.get("SITE_URL", f"http://{host}:{port}"),
        "ORIGINS": os.environ.get("ORIGINS", os.environ.get("SITE_URL", origins)),
    }


# Management commands move much data at once: no statement limit, but never wait long for a lock.
FOR_COMMANDS = {"STATEMENT_TIMEOUT_MS": "0", "LOCK_TIMEOUT_MS": "10000", "LOG_STREAM": "stderr"}


def data_folder_of(arguments: list[str]) -> tuple[DataFolder, list[str]]:
    """The folder named by --data or PEER_DATA, and the arguments without it."""
    rest, chosen = [], os.environ.get("PEER_DATA", str(ROOT / ".local"))
    words = iter(arguments)
    for word in words:
        if word == "--data":
            chosen = next(words, chosen)
        elif word.startswith("--data="):
            chosen = word.removeprefix("--data=")
        else:
            rest.append(word)
    return DataFolder(chosen), rest
