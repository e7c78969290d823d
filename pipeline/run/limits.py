"""What reading may take."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


@dataclass(frozen=True)
class Limits:
    """Processes at a time; seconds and MiB for one document."""

    jobs: int = field(default_factory=cores)
    timeout: float = 120.0
    memory: int = 2048
