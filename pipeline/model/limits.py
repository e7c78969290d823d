"""How much of one file is read: every bound on what a file may ask for, in one place.

A user widens or narrows them (`run --limit 页数=5000`); the choice goes by the environment, so that every process of a
run has it, and into the digest of the rules, so that a file is read again under another bound. Reaching a bound is never
silent: what was read is kept and marked partial, or the file's row says why it was not read.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache

VARIABLE = "TAIZHANG_LIMITS"


class LimitError(ValueError):
    """A limit that is none; the message says in Chinese what is wrong."""


@dataclass(frozen=True)
class Bounds:
    """The bounds; a name ends with its unit where it is no count. `CHINESE` has the names that a user writes."""

    file_mb: int = 512  # a file as it stands
    text_mb: int = 64  # of a text, a table of text or a web page
    part_mb: int = 256  # one part of a package, one file of an archive, taken out
    total_mb: int = 1024  # all of an archive, those within it too
    ratio: int = 200  # bytes taken out for one in the package, above FREE_OF_RATIO
    members: int = 5000  # files of an archive, those of the archives within it too
    depth: int = 2  # archives within one another
    pages: int = 2000  # of a PDF or OFD
    scanned_pages: int = 60  # recognised, some seconds each
    pixels: int = 100_000_000  # of a picture
    page_rules: int = 3000  # lines and boxes of a PDF page, above which it is a drawing and no table
    characters: int = 3_000_000  # of a file, in the order in which they are read
    rows: int = 20_000  # of the tables of a file
    cells: int = 400_000


CHINESE = {
    "文件": "file_mb", "文本": "text_mb", "部件": "part_mb", "解压": "total_mb", "压缩率": "ratio", "成员": "members", "层数": "depth",
    "页数": "pages", "识别页数": "scanned_pages", "像素": "pixels", "线条": "page_rules", "字数": "characters",
    "行数": "rows", "单元格": "cells",
}  # fmt: skip
FREE_OF_RATIO = 16 << 20  # bytes that may be taken out whatever the ratio


@cache
def bounds() -> Bounds:
    """Those of this process."""
    return bounds_of(os.environ.get(VARIABLE, "").split())


def bounds_of(given: Sequence[str]) -> Bounds:
    """The usual bounds but for those given, as 页数=5000 or pages=5000. Raises LimitError."""
    found = Bounds()
    known = {field.name for field in fields(Bounds)}
    for item in given:
        name, _, number = item.partition("=")
        name = CHINESE.get(name, name)
        if name not in known:
            raise LimitError(f"没有“{item.partition('=')[0]}”这个上限；可以设的有：{'、'.join(CHINESE)}。")
        if not (number.isascii() and number.isdigit() and 0 < int(number) < 1 << 40):
            raise LimitError(f"上限要写成“名称=正整数”，如 页数=5000，不是 {item}。")
        found = replace(found, **{name: int(number)})
    return found


def use(given: Sequence[str]) -> None:
    """Sets the bounds of this process and of those that it begins. Raises LimitError."""
    if given:
        bounds_of(given)
        os.environ[VARIABLE] = " ".join(given)
        bounds.cache_clear()


def digest() -> str:
    """What tells these bounds from others, empty for the usual ones."""
    told = [
        f"{f.name}={getattr(bounds(), f.name)}"
        for f in fields(Bounds)
        if getattr(bounds(), f.name) != f.default
    ]
    return " ".join(told)
