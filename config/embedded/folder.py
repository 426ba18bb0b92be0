"""The data folder: databases, secrets, logs. One folder is one site; two folders never meet."""

import fcntl
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class DataFolder:
    def __init__(self, path: Path | str) -> None:
        self.path = Path(path).expanduser().resolve()
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.path.stat().st_uid == os.geteuid() and self.path.stat().st_mode & 0o066:
            self.path.chmod(0o700)

    def file(self, name: str) -> Path:
        return self.path / name

    def made(self, name: str) -> Path:
        (self.path / name).mkdir(exist_ok=True, mode=0o700)
        return self.path / name

    @property
    def secret_key(self) -> str:
        return self._secret("secret_key")

    def _secret(self, name: str) -> str:
        """Made on first start. Whoever reads it can sign in as anybody: 0600."""
        path = self.file(name)
        if not path.exists():
            draft = self.file(f".{name}.{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(48))
            draft.rename(path)
        return path.read_text().strip()

    @property
    def sockets(self) -> Path:
        """A short folder for sockets: their paths may have 107 bytes, the data folder's path any length."""
        note = self.file("sockets")
        if note.exists() and (known := Path(note.read_text())).is_dir() and not known.is_symlink():
            return known
        made = Path(tempfile.mkdtemp(prefix="peer-", dir="/tmp"))  # mkdtemp makes it 0700
        note.write_text(str(made))
        return made

    def drop_sockets(self) -> None:
        """Once nothing listens in it any more."""
        note = self.file("sockets")
        if note.exists():
            shutil.rmtree(note.read_text(), ignore_errors=True)
            note.unlink()

    @contextmanager
    def lock(self, name: str, *, shared: bool = False, wait: bool = True) -> Iterator[bool]:
        """A lock that ends with the process that holds it, however that ends."""
        with self.file(f"{name}.lock").open("a") as held:
            yield take(held.fileno(), shared=shared, wait=wait)

    @property
    def instance(self) -> dict[str, Any]:
        """What the running bin/up says of itself; empty when none runs."""
        try:
            return json.loads(self.file("instance.json").read_text())
        except (OSError, ValueError):
            return {}

    @instance.setter
    def instance(self, said: dict[str, Any]) -> None:
        draft = self.file(".instance.json")
        draft.write_text(json.dumps(said))
        draft.rename(self.file("instance.json"))

    def forget_instance(self) -> None:
        self.file("instance.json").unlink(missing_ok=True)


def take(descriptor: int, *, shared: bool = False, wait: bool = True) -> bool:
    how = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB)
    try:
        fcntl.flock(descriptor, how)
    except BlockingIOError:
        return False
    return True
