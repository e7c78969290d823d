"""What a digest is made of, before it is a Word file: headings, paragraphs of runs with footnotes, and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bold:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote at this place, of one or several paragraphs."""

    paragraphs: tuple[tuple[str | Bold, ...], ...]


Run = str | Bold | Note
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3, with its number."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in one of the styles of styles.py, by its id."""

    runs: Runs
    style: str = "BodyText"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: headings with the widths of their columns in millimetres and the styles of their cells, and rows."""

    columns: tuple[tuple[str, int, str], ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Grid


def text_of(runs: Sequence[Run]) -> str:
    """The words of a paragraph without its footnotes."""
    return "".join(run if isinstance(run, str) else run.text if isinstance(run, Bold) else "" for run in runs)
