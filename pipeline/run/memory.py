"""The bound of memory of a process that reads documents.

Linux refuses what goes beyond it, so that the process lives on and says so. Windows and macOS know no such bound for
one process: there a thread looks ten times a second what it takes, and ends it; a library that holds the interpreter
while it allocates is ended a little late.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

BY_SYSTEM = sys.platform == "linux"
OVER = 86  # exit code of a process that its watcher ended
SECONDS = 0.1


def bound(memory: int) -> None:
    """From now on this process may take `memory` MiB more than it has."""
    if BY_SYSTEM:
        limit(memory << 20)
        return
    most = taken() + (memory << 20)
    threading.Thread(target=watch, args=(taken, most, lambda: os._exit(OVER)), daemon=True).start()


def watch(taken: Callable[[], int], most: int, end: Callable[[], None]) -> None:
    while taken() <= most:
        time.sleep(SECONDS)
    end()


def limit(more: int) -> None:
    """Has the system refuse what goes beyond `more` bytes on top of what is mapped now."""
    if sys.platform != "win32":
        import resource

        mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        if hard == resource.RLIM_INFINITY or mapped + more < hard:
            resource.setrlimit(resource.RLIMIT_AS, (mapped + more, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS."""

        _fields_ = [
            ("cb", wintypes.DWORD), ("PageFaultCount", wintypes.DWORD),
            *((name, ctypes.c_size_t) for name in (
                "PeakWorkingSetSize", "WorkingSetSize", "QuotaPeakPagedPoolUsage", "QuotaPagedPoolUsage",
                "QuotaPeakNonPagedPoolUsage", "QuotaNonPagedPoolUsage", "PagefileUsage", "PeakPagefileUsage")),
        ]  # fmt: skip

    def taken() -> int:
        """Bytes that are this process's own, in memory or paged out; 0 where Windows does not say."""
        counters = Counters(cb=ctypes.sizeof(Counters))
        kernel = ctypes.windll.kernel32
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        ask = kernel.K32GetProcessMemoryInfo
        ask.argtypes = (wintypes.HANDLE, ctypes.POINTER(Counters), wintypes.DWORD)
        told = ask(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb)
        return int(counters.PagefileUsage) if told else 0

else:

    def taken() -> int:
        """Bytes of memory that this process has, on macOS the most that it had."""
        import resource

        statm = Path("/proc/self/statm")
        if statm.exists():
            return int(statm.read_text().split()[1]) * resource.getpagesize()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
