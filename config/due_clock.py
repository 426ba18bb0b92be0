"""A thread that takes due duties every few seconds, so that no single process is needed for them."""

import threading
import time
from collections.abc import Callable

import structlog
from django.db import Error as DatabaseError
from django.db import close_old_connections

from accounts import due

log = structlog.get_logger("due")


def start_due_clock(*, every_s: float, budget_s: float, also: Callable[[], None] | None = None) -> None:
    def tick() -> None:
        while True:
            _run_once(budget_s)
            if also:
                also()
            time.sleep(every_s)

    threading.Thread(target=tick, name="due-clock", daemon=True).start()


def _run_once(budget_s: float) -> None:
    close_old_connections()
    try:
        done = due.run_due(budget_s=budget_s)
    except DatabaseError:
        log.warning("database away", exc_info=True)
    except Exception:
        # One broken duty must not stop the clock for the others; the log says which, and it stays due.
        log.exception("duty failed")
    else:
        for duty, count in done.items():
            if count:
                log.info("duties done", duty=duty, count=count)
    finally:
        close_old_connections()
