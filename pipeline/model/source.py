"""What a reader reports: the lines that stand in a file, where they stand, and nothing about what they mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, origin at the top left of the page, y growing downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line as the file has it: a printed line in a PDF, a whole paragraph in .docx, a line of a .txt.

    `style` is what the format itself says of it (`title` `subtitle` `heading` `caption` `note` `header` `footer`)
    and None where it says nothing; structure/ decides. A row of a table has its cells parted by tabs and the
    number of its table within the file in `table`.
    """

    text: str
    box: Box | None = None
    font_size: float | None = None  # points
    bold: bool = False
    style: str | None = None
    table: int | None = None
    confidence: float = 1.0  # of characters recognised in a picture


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page of a paged format, or (number None) the whole of a format without pages.

    Lines with boxes may stand in any order: structure/columns.py puts them in reading order.
    Lines without boxes are in reading order already.
    """

    lines: tuple[RawLine, ...]
    number: int | None = None
    width: float | None = None  # points
    height: float | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """All that a reader found in one file, with what the file says of itself."""

    pages: tuple[RawPage, ...]
    title: str | None = None
    author: str | None = None
    date: str | None = None  # ISO, from the file's own metadata
    encoding: str | None = None
    revisions: int = 0  # tracked changes met
    partial: bool = False  # a limit was reached: what follows it was not read
    set_aside: tuple[str, ...] = ()  # header, footer and other text that is no body
    replaced: int = 0  # characters that the bytes did not give; U+FFFD stands for each


@dataclass(frozen=True, slots=True)
class Reader:
    """One file format: its name, the extensions it goes by, how its bytes look, and how to read them.

    `sniff` sees the first 8 KiB and the extension (lower case, with the dot) and says whether this is its format.
    `read` takes the whole bytes; it raises `Unreadable` and nothing else for a file that it cannot read.
    """

    name: str
    extensions: tuple[str, ...]
    sniff: Callable[[bytes, str], bool]
    read: Callable[[bytes], RawDocument]
