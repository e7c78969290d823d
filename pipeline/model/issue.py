"""Problems that end a file or a run, each with one Chinese sentence for the user."""

from __future__ import annotations

STATUSES = ("ok", "empty", "skipped", "duplicate", "unsupported", "encrypted", "corrupt",
            "timeout", "memory", "crash", "error")  # fmt: skip


class Unreadable(Exception):
    """Raised by a reader for a file that it cannot read; becomes the file's row in `documents`."""

    def __init__(self, status: str, reason: str) -> None:
        assert status in STATUSES, status
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Refused(Exception):
    """The run cannot begin or go on: one Chinese sentence for the user, and the exit code it ends with."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.message = message
        self.exit_code = exit_code
