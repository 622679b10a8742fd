"""For processes that die at the n-th thing they do, of which they count `left` down."""

COUNTED = """
import os, signal
def counted(act):
    def acts(*given, **named):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return act(*given, **named)
    return acts
"""
