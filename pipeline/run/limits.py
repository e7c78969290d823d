"""What reading may take."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass, field

from pipeline.language import private
from pipeline.model.limits import use


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


@dataclass(frozen=True)
class Limits:
    """Processes at a time; seconds and MiB for one document; the bounds on what is read of it (model/limits.py)."""

    jobs: int = field(default_factory=cores)
    timeout: float = 120.0
    memory: int = 2048
    bounds: tuple[str, ...] = ()  # as 页数=5000
    keep_private: bool = False  # 身份证号, telephone and card numbers, otherwise masked

    def apply(self) -> None:
        """In this process and those that it begins. Raises LimitError."""
        use(self.bounds)
        if self.keep_private:
            private.keep()


@dataclass(frozen=True)
class Shard:
    """The `number`-th of `count` parts of a folder, from 1. A file's part is told by its name under the folder alone."""

    number: int
    count: int

    def holds(self, name: str) -> bool:
        data = name.encode("utf-8", "surrogatepass")
        return int.from_bytes(hashlib.sha256(data).digest()[:8], "big") % self.count == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"
