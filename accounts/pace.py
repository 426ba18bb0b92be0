"""How fast one person may go, all their windows together. Counted in memory: it is about breath, not about abuse.

Each process counts for itself. What must hold over all of them is counted in `limits`.
"""

import time
from collections import deque
from threading import Lock

MANY = 1_000  # people in memory, before those who are silent are forgotten


class Pace:
    """So many in a second over a few seconds, so that a burst has room."""

    def __init__(self, over_seconds: int) -> None:
        self._over = over_seconds
        self._moments: dict[object, deque[float]] = {}
        self._lock = Lock()  # forms are answered in threads, frames on the event loop

    def wait(self, who: object, *, a_second: int) -> int:
        """Seconds to wait, or 0. Counts one act when it may go."""
        now = time.monotonic()
        with self._lock:
            recent = self._recent(who, now)
            if len(recent) >= a_second * self._over:
                return max(1, round(self._over - (now - recent[0])))
            recent.append(now)
            return 0

    def _recent(self, who: object, now: float) -> deque[float]:
        recent = self._moments.get(who)
        if recent is None:
            self._forget_the_silent(now)
            recent = self._moments[who] = deque()
        while recent and now - recent[0] >= self._over:
            recent.popleft()
        return recent

    def _forget_the_silent(self, now: float) -> None:
        """When somebody new speaks, and there are many: whoever has not spoken for that long is nobody's burst."""
        if len(self._moments) >= MANY:
            self._moments = {
                who: moments
                for who, moments in self._moments.items()
                if moments and now - moments[-1] < self._over
            }
