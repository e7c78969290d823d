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
from pipeline.readers.contents import extension_by_content

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
    """The first reader whose `sniff` knows the content, else None. `extension` is lower case, with the dot.

    Where the content alone settles what a file is, its name is not asked: a workbook called .pdf is a workbook.
    """
    head = data[:HEAD_BYTES]
    named = next((reader for reader in READERS if extension in reader.extensions), None)
    told = extension_by_content(data)
    if told and not (named and told in named.extensions):
        extension = told
    return next((reader for reader in READERS if reader.sniff(head, extension)), None)
