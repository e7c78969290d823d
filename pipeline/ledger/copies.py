"""Which documents are copies of others in another format: `总结.docx`, its PDF and the text of it on a web page.

Two reports made from one template are none, so figures must agree exactly, and what differs must be left out on one
side only: a caption, a running head. Where 柏林村 stands in one text and 石桥村 in the other, both are read.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.rows.documents import DocumentRow

# What is read where a report is there several times: what keeps most of its structure first.
RICHEST = (
    "docx", "docm", "dotx", "xlsx", "xlsm", "et", "xls", "pptx", "doc", "wps", "dot", "wpt", "rtf", "html", "htm",
    "shtml", "xhtml", "mhtml", "mht", "md", "markdown", "ofd", "pdf", "csv", "tsv", "txt",
)  # fmt: skip
SAID = (
    "title",
    "subtitle",
    "heading",
    "body",
    "table",
)  # datelines, captions and notes differ from copy to copy
SHORTEST = 20  # characters: of less it is not known whether it is a report at all
MOST_LEFT_OUT = 0.03  # share of the characters of the longer copy that the shorter one may lack
FREELY_LEFT_OUT = 20  # characters
CLAUSE_ENDS = re.compile(r"[\n\t。,;:!?]")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
NO_LETTER = re.compile(r"[^0-9a-z.%\u3400-\u9fff\U00020000-\U0003ffff]|(?<!\d)\.|\.(?!\d)")


@dataclass(frozen=True)
class Copy:
    """What a document says, as far as copies are told by it: clauses without blanks and marks, in order."""

    document: str
    partial: bool
    format: str
    clauses: tuple[str, ...]

    @property
    def letters(self) -> str:
        return "".join(self.clauses)


def copy_of(row: DocumentRow, paragraphs: Iterable[tuple[str, str]]) -> Copy:
    """The copy of a document's paragraphs, given as kind and text."""
    text = "\n".join(text for kind, text in paragraphs if kind in SAID)
    return Copy(row.document, row.partial, row.format or "", tuple(clauses_of(text)))


def clauses_of(text: str) -> Iterator[str]:
    """The clauses of a text, small letters and figures of half width, without blanks and marks."""
    plain = THOUSANDS.sub("", unicodedata.normalize("NFKC", text).casefold())
    for part in CLAUSE_ENDS.split(plain):
        if clause := NO_LETTER.sub("", part):
            yield clause


def originals(copies: Iterable[Copy]) -> dict[str, str]:
    """Each document that is a copy, with the one that is read in its stead. Whatever the order of `copies`, the same."""
    by_figures: dict[tuple[str, ...], list[Copy]] = {}
    found: dict[str, str] = {}
    for copy in sorted(copies, key=_rank):
        if len(copy.letters) < SHORTEST:
            continue
        known = by_figures.setdefault(tuple(sorted(NUMBER.findall("\n".join(copy.clauses)))), [])
        original = next((other for other in known if is_copy(copy, other)), None)
        if original:
            found[copy.document] = original.document
        else:
            known.append(copy)
    return found


def _rank(copy: Copy) -> tuple[bool, int, str]:
    place = RICHEST.index(copy.format) if copy.format in RICHEST else len(RICHEST)
    return copy.partial, place, copy.document


def is_copy(one: Copy, other: Copy) -> bool:
    """Whether two texts with the same figures are the same: within one format to the letter."""
    if one.letters == other.letters:
        return True
    length = max(len(one.letters), len(other.letters))
    lacking = abs(len(one.letters) - len(other.letters))
    if one.format == other.format or lacking > max(FREELY_LEFT_OUT, MOST_LEFT_OUT * length):
        return False
    mine, theirs = _only_in(one.clauses, other.clauses), _only_in(other.clauses, one.clauses)
    shorter, longer = sorted((mine, theirs), key=len)
    return len(shorter) <= length / 4 and _runs_through(shorter, longer)


def _only_in(clauses: Iterable[str], others: Iterable[str]) -> str:
    """The clauses that the others lack, joined: what was cut otherwise there is in one piece here."""
    left = Counter(others)
    kept = []
    for clause in clauses:
        if left[clause] > 0:
            left[clause] -= 1
        else:
            kept.append(clause)
    return "".join(kept)


def _runs_through(short: str, long: str) -> bool:
    """Whether `long` holds the characters of `short` in order, and others between them."""
    rest = iter(long)
    return all(character in rest for character in short)


def told(row: DocumentRow, original: str) -> DocumentRow:
    """The row of a document that is a copy."""
    same = PurePosixPath(original).suffix.lower() == PurePosixPath(row.document).suffix.lower()
    how = "" if same else "（另一种格式）"
    return DocumentRow(
        document=row.document, sha256=row.sha256, format=row.format, reader=row.reader, pages=row.pages,
        characters=0, articles=0, status="duplicate", reason=f"与 {original} 是同一篇材料{how}，只读一次。",
        duplicate_of=original, partial=row.partial, revisions=row.revisions, seconds=row.seconds,
    )  # fmt: skip
