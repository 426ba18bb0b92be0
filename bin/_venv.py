"""Makes .venv with what the lock files name, once. Standard library only: nothing else is there yet."""

import contextlib
import fcntl
import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"base": ["base.txt"], "dev": ["base.txt", "dev.txt"]}


def main(kind: str) -> None:
    if is_ready(kind):
        return
    VENV.mkdir(exist_ok=True)
    with (VENV / ".making.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # another script may be at it: then it is ready when we get in
        if not is_ready(kind):
            say(f"Making the environment in {VENV} (once; a minute or two) ...")
            make()
            install(kind)
            stamp(kind).write_text(wanted(kind))


def is_ready(kind: str) -> bool:
    with contextlib.suppress(OSError):
        return PYTHON.exists() and stamp(kind).read_text() == wanted(kind)
    return False


def stamp(kind: str) -> Path:
    return VENV / f".installed-{kind}"


def wanted(kind: str) -> str:
    locks = b"".join((ROOT / "requirements" / lock).read_bytes() for lock in LOCKS[kind])
    return hashlib.sha256(locks).hexdigest()


def make() -> None:
    if PYTHON.exists():
        return
    uv, virtualenv = shutil.which("uv"), shutil.which("virtualenv")
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        run(sys.executable, "-m", "venv", VENV)
    elif uv:
        run(uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, VENV)
    elif virtualenv:
        run(virtualenv, "--quiet", "--python", sys.executable, VENV)
    else:
        sys.exit("Python's venv module is missing. Install it (Debian, Ubuntu: apt install python3-venv).")


def install(kind: str) -> None:
    files = [part for lock in LOCKS[kind] for part in ("-r", str(ROOT / "requirements" / lock))]
    uv = shutil.which("uv")
    # uv does not read pip's settings: where only pip knows the way, pip does it.
    if uv and not attempt(uv, "pip", "install", "--python", PYTHON, "--require-hashes", *files):
        return
    if attempt(PYTHON, "-m", "pip", "--version"):
        sys.exit("uv could not install what requirements/ names, and there is no pip. Is there a network?")
    run(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", *files)


def attempt(*command: object) -> str:
    """Nothing when it went well, else what it said."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else (done.stdout + done.stderr).strip() or "It gave no reason."


def run(*command: object) -> None:
    if said := attempt(*command):
        sys.exit(f"{said}\n\nThis failed, for the reason above: {' '.join(str(part) for part in command)}")


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


main(sys.argv[1])
