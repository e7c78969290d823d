"""Python imports this at its start where the folder is on its path: no process may reach out of the machine, for tests.

What a process tries is written to the file that OFFLINE_TOLD names, and refused.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    reaches_out = event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request") or (
        event in ("socket.connect", "socket.sendto", "socket.bind")
        and not isinstance(arguments[1], (str, bytes))
    )
    if reaches_out:
        with Path(os.environ["OFFLINE_TOLD"]).open("a", encoding="utf-8") as told:
            told.write(f"{event} {arguments!r}\n")
        raise OSError("no network")


sys.addaudithook(watch)
