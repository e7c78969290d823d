"""How far a run is: a bar on a terminal, a plain line now and then where the output goes into a file."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipeline.run.reading import Advance

SECONDS_BETWEEN_LINES = 5.0


class Progress:
    """Told of every document that is done. A context manager, since a bar must be closed."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._shown = 0
        self._began = self._told = time.monotonic()

    def __enter__(self) -> Progress:
        return self

    def __call__(self, advance: Advance) -> None:
        if sys.stderr.isatty():
            self._draw(advance)
        elif time.monotonic() - self._told >= SECONDS_BETWEEN_LINES:
            self._told = time.monotonic()
            click.echo(line(advance, self._told - self._began), err=True)

    def _draw(self, advance: Advance) -> None:
        if self._bar is None:
            self._bar = click.progressbar(
                length=advance.total,
                label="读入报告",
                file=sys.stderr,
                show_pos=True,
                item_show_func=lambda told: told,
            )
            self._bar.__enter__()
        self._bar.length = advance.total
        self._bar.update(advance.done - self._shown, found(advance))
        self._shown = advance.done

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(*error)


def found(advance: Advance) -> str:
    failed = f"，未能读入 {advance.failed} 份" if advance.failed else ""
    return f"找到 {advance.rows} 行{failed}"


def line(advance: Advance, seconds: float) -> str:
    """`已读 120/400 份，找到 3821 行，约剩 40 秒`; the time left as the documents read so far took it."""
    read = advance.done - advance.kept
    left = (advance.total - advance.done) * seconds / read if read else 0
    told = f"，约剩 {spell(left)}" if left else ""
    return f"已读 {advance.done}/{advance.total} 份，{found(advance)}{told}"


def spell(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} 秒"
    return f"{round(seconds / 60)} 分钟" if seconds < 5400 else f"{seconds / 3600:.1f} 小时"
