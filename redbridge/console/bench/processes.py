"""What a process has cost so far."""

import sys
import time
from pathlib import Path

import psutil


def seconds(pid: int) -> float:
    """Seconds of CPU, from the scheduler's own clock where there is one (Linux); its ticks are too coarse."""
    if sys.platform.startswith("linux"):
        return time.clock_gettime((-pid - 1) << 3 | 2)
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def megabytes(process: psutil.Process) -> float:
    """What the process takes, with shared pages divided among those who share them."""
    if sys.platform.startswith("linux"):
        for line in Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return float(process.memory_full_info().uss) / 2**20
