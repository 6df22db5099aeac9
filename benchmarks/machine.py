"""What a measurement has to say about where and beside what it ran."""

import os
import platform
import resource
import time
from pathlib import Path


def describe():
    """Processor, cores, memory, system; empty strings where the system does not tell."""
    processor, memory = platform.processor(), None
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        processor = names[0].partition(":")[2].strip() if names else processor
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9, 1)
    return {
        "processor": processor,
        "cores": os.cpu_count(),
        "memory_gb": memory,
        "system": platform.platform(),
    }


class Load:
    """How many cores others kept busy while a child of this process ran (Linux; else None)."""

    def __init__(self):
        self.start, self.busy, self.ours = time.monotonic(), busy_seconds(), child_seconds()

    def others(self):
        if self.busy is None:
            return None
        busy = busy_seconds() - self.busy - (child_seconds() - self.ours)
        return round(max(0.0, busy / (time.monotonic() - self.start)), 2)


def busy_seconds():
    """Processor time of the whole machine since it started, stolen time included."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return None
    ticks = [int(field) for field in stat.read_text().splitlines()[0].split()[1:9]]
    idle, waiting = ticks[3], ticks[4]
    return (sum(ticks) - idle - waiting) / os.sysconf("SC_CLK_TCK")


def child_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
