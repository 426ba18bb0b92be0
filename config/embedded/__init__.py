"""A Postgres and a Valkey of our own in a data folder, for trying it out and for tests.

`folder` is where things lie, `postgres` and `valkey` how each starts, `services` who starts and stops them.
"""

from config.embedded.folder import DataFolder
from config.embedded.services import MissingProgram, Services, database_for, services_for

__all__ = ["DataFolder", "MissingProgram", "Services", "database_for", "services_for"]
