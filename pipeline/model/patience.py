"""How long a step may take before the run goes on with what it has.

A process that hangs is ended from outside (run/pool.py), which loses what it has read. A step that may be long and can be
done without, such as the tables of a drawn page, is ended here a little earlier, so that the text is kept.
"""

from __future__ import annotations

import math
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TookTooLong(BaseException):
    """Not an Exception: libraries that swallow all of these must not swallow this."""


_until: list[float] = []  # the ends of the steps at work, the innermost last


def over() -> bool:
    """Whether the time of a step at work is over; for loops that can stop where they are."""
    return bool(_until) and time.monotonic() > min(_until)


def left() -> float:
    """Seconds until the steps at work must end; infinite where none is bounded."""
    return max(min(_until) - time.monotonic(), 0.0) if _until else math.inf


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Raises TookTooLong in the block after so long; None is for ever. Steps may be within one another.

    Only a main thread on POSIX can be interrupted; elsewhere the block must ask `over`.
    """
    if seconds is None:
        yield
        return
    _until.append(time.monotonic() + seconds)
    alarmed = sys.platform != "win32" and threading.current_thread() is threading.main_thread()
    before = _arm() if alarmed else None
    try:
        yield
    finally:
        _until.pop()
        if alarmed:
            _disarm(before)


if sys.platform != "win32":

    def _arm() -> object:
        before = signal.signal(signal.SIGALRM, _raise)
        signal.setitimer(signal.ITIMER_REAL, max(min(_until) - time.monotonic(), 1e-3), 1.0)
        return before

    def _disarm(before: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)  # type: ignore[arg-type]
        if _until:
            signal.setitimer(signal.ITIMER_REAL, max(min(_until) - time.monotonic(), 1e-3), 1.0)


def _raise(number: int, frame: FrameType | None) -> None:
    raise TookTooLong
