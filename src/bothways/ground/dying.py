"""A process that ends with the one that started it."""

import ctypes
import signal
import sys


def die_with_parent() -> None:
    """Called in the child, which gets a signal when its parent itself is killed. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
