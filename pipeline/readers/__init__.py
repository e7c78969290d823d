"""One file for each format: bytes in, the lines that stand in the file out. `READERS` is the list of formats."""

from __future__ import annotations

from pipeline.model.source import Reader
from pipeline.readers import (
    docx,
    html,
    legacy_word,
    markdown,
    ofd,
    pdf,
    picture,
    plain,
    presentation,
    rtf,
    spreadsheet,
)

READERS: tuple[Reader, ...] = (
    picture.READER,
    ofd.READER,
    spreadsheet.READER,
    legacy_word.READER,
    docx.READER,
    presentation.READER,
    pdf.READER,
    rtf.READER,
    html.READER,
    markdown.READER,
    plain.READER,
)
HEAD_BYTES = 8192


def choose(data: bytes, extension: str) -> Reader | None:
    """The first reader whose `sniff` knows the content, else None. `extension` is lower case, with the dot."""
    head = data[:HEAD_BYTES]
    return next((reader for reader in READERS if reader.sniff(head, extension)), None)
