"""Where on its page each paragraph stands: the printed lines found again in the text that they were joined to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.document import Article, Paragraph
from pipeline.model.source import Box
from pipeline.structure.lines import Line

AHEAD = 12  # paragraphs looked at for a line: captions stand between the lines of one that goes on
BLANK = re.compile("\\s+")


@dataclass(frozen=True, slots=True)
class Place:
    """A printed piece of a paragraph: `text[start:end]` stands in `box` (points from the top left) on `page`."""

    article: int
    paragraph: int
    start: int
    end: int
    page: int
    box: Box
    confidence: float = 1.0


@dataclass
class Open:
    """A paragraph without its blanks, the place of each character, and how much of it is found."""

    number: int
    text: str
    at: Sequence[int]
    done: int = 0


def places(article: Article, lines: Sequence[Line]) -> Iterator[Place]:
    """A place for each line with a box, in reading order. A line that the text does not hold has none."""
    waiting = [_opened(paragraph) for paragraph in article.paragraphs]
    first = 0
    for line in lines:
        wanted = BLANK.sub("", line.text)
        if line.box is None or line.page is None or not wanted:
            continue
        while first < len(waiting) and waiting[first].done >= len(waiting[first].text):
            first += 1
        for entry in waiting[first : first + AHEAD]:
            start = entry.done
            if entry.text.startswith(wanted, start):
                entry.done = start + len(wanted)
                yield Place(
                    article.number, entry.number, entry.at[start], entry.at[entry.done - 1] + 1,
                    line.page, line.box, line.confidence,
                )  # fmt: skip
                break


def _opened(paragraph: Paragraph) -> Open:
    at = [place for place, character in enumerate(paragraph.text) if not character.isspace()]
    return Open(paragraph.number, "".join(paragraph.text[place] for place in at), at)
