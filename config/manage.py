"""bin/manage: Django's commands with a database. Standard output holds only the command's answer."""

import os
import subprocess
import sys

from config.embedded import DataFolder, MissingProgram, Services, database_for
from config.environment import FOR_COMMANDS, ROOT, base_environment, data_folder_of

# These answer from files alone, also where no database can run.
WITHOUT_DATABASE = {"assess", "evaluate", "lexicon", "help", "version", "--help", "--version", "makemessages"}


def main(arguments: list[str]) -> int:
    folder, command = data_folder_of(arguments)
    if not command or command[0] in WITHOUT_DATABASE or {"--help", "-h"} & set(command):
        return run(folder, command, Services("postgresql:///nobody", "unix:///nobody"))
    try:
        with database_for(folder) as services:
            return run(folder, command, services)
    except (MissingProgram, RuntimeError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def run(folder: DataFolder, command: list[str], services: Services) -> int:
    environment = os.environ | base_environment(folder) | FOR_COMMANDS | _site(folder)
    environment |= {"DATABASE_URL": services.database_url, "REDIS_URL": services.redis_url}
    environment.setdefault("LOG_LEVEL", "WARNING")
    program = [sys.executable, str(ROOT / "manage.py"), *command]
    try:
        return subprocess.run(program, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 130


def _site(folder: DataFolder) -> dict[str, str]:
    """The running instance's address, so that a command's links lead there."""
    site = folder.instance.get("url") or os.environ.get("SITE_URL")
    return {"SITE_URL": site} if site else {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
