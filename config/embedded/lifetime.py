"""Server processes end with whoever started them, also when that one is killed."""

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent(end_with: signal.Signals = signal.SIGTERM) -> None:
    """Linux tells us when the parent died, also by kill -9. Elsewhere the next start clears up."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(end_with))
