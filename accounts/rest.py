"""Leaving alone what just failed: a frozen Valkey slows one request, not all."""

import time

REST_S = 5.0


class Rest:
    """Begins when something failed, and is over by itself."""

    def __init__(self) -> None:
        self._until = 0.0

    def begin(self) -> None:
        self._until = time.monotonic() + REST_S

    def __bool__(self) -> bool:
        return time.monotonic() < self._until
