"""How fast one person may speak: counted in memory for each seat, because the limit is about breath, not abuse."""

import time

from accounts.live.streams import Seat

MESSAGES, SECONDS = 10, 5  # two a second, with room for a burst


def check_pace(seat: Seat) -> int:
    """Seconds to wait, or 0. Counts one message when it may go."""
    now = time.monotonic()
    recent = [moment for moment in seat.notes.get("said_at", []) if now - moment < SECONDS]
    seat.notes["said_at"] = recent
    if len(recent) >= MESSAGES:
        return max(1, round(SECONDS - (now - recent[0])))
    recent.append(now)
    return 0
