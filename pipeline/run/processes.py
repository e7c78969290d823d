"""How the processes that read documents are begun.

On Linux as copies of one process that has loaded everything, elsewhere anew; never as copies of the run itself, whose
threads may hold locks at that moment. They do not load the script that called the run, as the standard library would
have them do: they need nothing of it, and it may have no guard against being loaded, or be no file at all.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import context
from threading import Lock
from types import ModuleType
from typing import Any

LOADED = "pipeline.run.warm"
_starting = Lock()


@contextmanager
def _no_script() -> Iterator[None]:
    """For as long as a process is begun, this one has a main module that is nowhere to be loaded from."""
    with _starting:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script


class SpawnedProcess(context.SpawnProcess):
    def start(self) -> None:
        with _no_script():
            super().start()


class SpawnedContext(context.SpawnContext):
    Process = SpawnedProcess


if sys.platform == "linux":

    class CopiedProcess(context.ForkServerProcess):
        def start(self) -> None:
            with _no_script():
                super().start()

    class CopiedContext(context.ForkServerContext):
        Process = CopiedProcess


def beginning() -> Any:
    """The context that Pebble begins its processes with."""
    if sys.platform != "linux":
        return SpawnedContext()
    copied = CopiedContext()
    copied.set_forkserver_preload([LOADED])
    return copied


def make_ready() -> None:
    """Begins to load what reading needs, in another process, where that is how processes are begun."""
    if sys.platform == "linux":
        from multiprocessing import forkserver

        beginning()
        with _no_script():
            forkserver.ensure_running()
