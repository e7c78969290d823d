"""Every problem is data: a code from the list below, where it arose, and one Chinese sentence for the user."""

from __future__ import annotations

from dataclasses import dataclass

STATUSES = ("ok", "empty", "skipped", "duplicate", "unsupported", "encrypted", "corrupt",
            "timeout", "memory", "crash", "error")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issue:
    """A problem with one file or setting. `message` says what is wrong and what to do."""

    code: str  # one of STATUSES
    where: str
    message: str


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
