"""Markdown files: headings, bold lines and tables are taken as such, the marks themselves are no text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.source import RawDocument, RawLine, RawPage, Reader
from pipeline.readers.plain import BREAKS, is_cut, text_of

EXTENSIONS = (".md", ".markdown")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]+)\]\([^)\s]*\)")
STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
ENTRY = re.compile(r"^\s*(?:[-*+]\s+|>\s?)+")
RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$")
TABLE_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
TABLE_ROW = re.compile(r"^\s*\|.*\|\s*$")


def sniff(head: bytes, extension: str) -> bool:
    return extension in EXTENSIONS


def read(data: bytes) -> RawDocument:
    """The lines of the file with their styles; the first heading of the first level is the title."""
    text, encoding, replaced = text_of(data)
    lines = tuple(_lines(BREAKS.split(text)))
    return RawDocument(pages=(RawPage(lines),), encoding=encoding, replaced=replaced, partial=is_cut(data))


def _lines(texts: list[str]) -> Iterator[RawLine]:
    tables, in_table = 0, False
    for text in texts:
        row = TABLE_ROW.match(text) is not None
        tables += row and not in_table
        in_table = row
        if RULE.match(text) or TABLE_RULE.match(text):
            yield RawLine("")
        elif row:
            cells = (_bare(cell.strip()) for cell in text.strip().strip("|").split("|"))
            yield RawLine("\t".join(cells), table=tables)
        else:
            yield _line(text)


def _line(text: str) -> RawLine:
    heading = HEADING.match(text)
    if heading:
        return RawLine(_bare(heading[2]), style="title" if len(heading[1]) == 1 else "heading")
    body = ENTRY.sub("", text)
    whole = STRONG.fullmatch(body.strip())
    return RawLine(_bare(body), bold=whole is not None)


def _bare(text: str) -> str:
    text = LINK.sub(r"\1", PICTURE.sub(r"\1", text))
    return STRONG.sub(r"\2", text).replace("\\*", "*").replace("\\_", "_")


READER = Reader("Markdown", EXTENSIONS, sniff, read)
