"""What is to be done with each document met: read it, keep what is there, or write down why it is not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.ledger.schema import encode_text
from pipeline.rows.documents import DocumentRow
from pipeline.run.pieces import Piece, not_read, pieces

# What hung on the machine, the bounds or the moment is tried again by every run.
TRIED_AGAIN = ("timeout", "memory", "crash", "error")
WITHOUT_READING = ("duplicate", "skipped")  # a copy that was read has its reader in its row


@dataclass(frozen=True)
class Step:
    """One document: the piece to read, or else its row. `kept` where all that is in the ledger already."""

    name: str
    piece: Piece | None
    row: DocumentRow | None
    kept: bool = False


Known = Mapping[str, DocumentRow]  # the ledger's documents by name, as `key_of` writes it


def steps(found: Iterable[tuple[str, Path]], known: Known) -> Iterator[Step]:
    """A step for each document in the order of names. Of equal bytes the first is read, the others point to it."""
    first_with: dict[str, str] = {}  # sha256 → document
    for name, path in found:
        for piece in pieces(name, path):
            if isinstance(piece, DocumentRow):
                yield _settled(piece, known)
                continue
            twin = first_with.setdefault(piece.sha256, piece.name)
            if twin != piece.name:
                yield _settled(duplicate(piece.name, piece.sha256, twin), known)
            else:
                yield Step(piece.name, piece, None, kept=_is_read(piece, known))


def duplicate(name: str, sha256: str | None, twin: str) -> DocumentRow:
    """The row of a document whose bytes `twin`, which is read, has too."""
    return not_read(name, sha256, "duplicate", f"与 {twin} 内容完全相同，只读一次。", twin)


def key_of(name: str) -> str:
    """A document's name as the ledger has it, which cannot hold every name that a file may have."""
    return encode_text(name) or ""


def _settled(row: DocumentRow, known: Known) -> Step:
    there = known.get(key_of(row.document))
    return Step(row.document, None, row, kept=there == replace(row, document=key_of(row.document)))


def _is_read(piece: Piece, known: Known) -> bool:
    there = known.get(key_of(piece.name))
    if there is None or there.status in TRIED_AGAIN:
        return False
    if there.status in WITHOUT_READING and there.reader is None:
        return False
    return there.sha256 == piece.sha256
