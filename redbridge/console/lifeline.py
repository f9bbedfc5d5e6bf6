"""A process that was started by another one ends with it, however that one ended."""

import ctypes
import os
import signal
import sys

PARENT_VARIABLE = "REDBRIDGE_SUPERVISOR"
_PR_SET_PDEATHSIG = 1


def follow_parent(how: signal.Signals, *, parent: int | None = None) -> None:
    """Be sent `how` when the parent dies; does nothing in a process that nobody of ours started.

    Only Linux offers this. The signal follows the thread that started us, so the parent starts children from its
    main thread.
    """
    expected = parent or int(os.environ.get(PARENT_VARIABLE, "0"))
    if not expected or not sys.platform.startswith("linux"):
        return
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(how), 0, 0, 0) != 0:
        return
    if os.getppid() != expected:  # it died before we asked
        os.kill(os.getpid(), how)
