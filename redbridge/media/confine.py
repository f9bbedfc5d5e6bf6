"""How a limited process accepts its limits. It is read inside of such a process and knows nothing of Redbridge."""

import os
import resource
import signal

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # of unshare(2)


def submit(most: dict[str, int]) -> None:
    """Accept the limits, before a byte of the file is read."""
    for which, value in (
        (resource.RLIMIT_AS, most["memory"]),
        (resource.RLIMIT_CPU, most["cpu"]),
        (resource.RLIMIT_FSIZE, most["file_size"]),
        (resource.RLIMIT_NOFILE, most["open_files"]),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(which, (value, value))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    signal.alarm(most["wall"] + 1)  # should the parent be gone
    os.nice(most["nice"])


def leave_network() -> None:
    """Go on in a network of one's own, with nothing in it."""
    import ctypes  # noqa: PLC0415 - what opens pictures starts often, stays as it is and would wait for this

    try:
        ctypes.CDLL(None).unshare(NEW_USER | NEW_NETWORK)
    except (OSError, AttributeError):  # no Linux; there is nothing that would reach outside anyway
        return
