"""Full text: the paragraphs of all documents that hold some words, with the rows that stand in them.

An index of three characters (SQLite FTS5, trigram) lies beside the ledger, made at the first question and again when
the ledger has changed. Words of one or two characters are looked for in the text itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.ledger.store import Store, quoted
from pipeline.model.row import FoundRow
from pipeline.rows import NUMERALS, PARAGRAPHS, ROW_TYPES, TIMES

INDEX = "find.sqlite"
SHORT = 3  # characters below which the index is of no use
AROUND = 60  # characters shown on each side
SHOWN = tuple(
    t
    for t in ROW_TYPES
    if issubclass(t.row, FoundRow) and t.name not in (NUMERALS.name, TIMES.name, "mentions")
)


@dataclass(frozen=True)
class Hit:
    """A paragraph that holds the words; `start` and `end` in its text. `rows` as (heading, id, words) of those around."""

    document: str
    article: int
    paragraph: int
    page: int | None
    text: str
    start: int
    end: int
    rows: tuple[tuple[str, str, str], ...]


def find(path: Path, words: str, limit: int = 50) -> list[Hit]:
    """The first `limit` paragraphs with `words` in reading order. Raises Refused where there is no ledger."""
    with Store.open(path) as store, closing(index_of(path, store)) as index:
        return list(hits(store, index, words, limit))


def index_of(path: Path, store: Store) -> sqlite3.Connection:
    """The index of the ledger at `path`; in memory where none can be written beside it."""
    stamp = f"{path.stat().st_size} {path.stat().st_mtime_ns}"
    beside = path.with_name(INDEX)
    try:
        index = sqlite3.connect(beside)
        if is_of(index, stamp):
            return index
        index.close()
        beside.unlink(missing_ok=True)
        index = sqlite3.connect(beside)
        fill(index, store, stamp)
    except (sqlite3.Error, OSError):
        index = sqlite3.connect(":memory:")
        fill(index, store, stamp)
    return index


def is_of(index: sqlite3.Connection, stamp: str) -> bool:
    try:
        return bool(index.execute("SELECT 1 FROM made_of WHERE stamp = ?", (stamp,)).fetchone())
    except sqlite3.Error:
        return False


def fill(index: sqlite3.Connection, store: Store, stamp: str) -> None:
    with index:
        index.execute("CREATE TABLE made_of (stamp TEXT)")
        index.execute(
            "CREATE VIRTUAL TABLE passages USING fts5"
            "(text, document UNINDEXED, article UNINDEXED, paragraph UNINDEXED, page UNINDEXED, tokenize='trigram')"
        )
        rows = ((p.text, p.document, p.article, p.paragraph, p.page) for p in store.rows(PARAGRAPHS))
        index.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?)", rows)
        index.execute("INSERT INTO made_of VALUES (?)", (stamp,))


def hits(store: Store, index: sqlite3.Connection, words: str, limit: int) -> Iterator[Hit]:
    wanted = words.strip()
    parts = wanted.split()  # 发展 党员: paragraphs with both
    if not parts:
        return
    columns = "SELECT text, document, article, paragraph, page FROM passages WHERE"
    if len(parts) > 1:
        each = " AND ".join("instr(text, ?)" for _ in parts)
        found = index.execute(f"{columns} {each} ORDER BY rowid LIMIT ?", (*parts, limit))
        wanted = parts[0]
    elif len(wanted) < SHORT:
        found = index.execute(f"{columns} instr(text, ?) ORDER BY rowid LIMIT ?", (wanted, limit))
    else:
        phrase = '"' + wanted.replace('"', '""') + '"'
        found = index.execute(f"{columns} passages MATCH ? ORDER BY rowid LIMIT ?", (phrase, limit))
    for text, document, article, paragraph, page in found:
        at = max(0, text.lower().find(wanted.lower()))
        place = (document, article, paragraph)
        yield Hit(*place, page, text, at, at + len(wanted), tuple(rows_in(store, place, wanted)))


def rows_in(store: Store, place: tuple[str, int, int], words: str) -> Iterator[tuple[str, str, str]]:
    """The rows of the paragraph whose sentence holds the words: heading, id, what they say."""
    for row_type in SHOWN:
        query = (
            f'SELECT id, substr(sentence, start + 1, "end" - start) FROM {quoted(row_type.name)}'
            " WHERE document = ? AND article = ? AND paragraph = ? AND instr(sentence, ?) ORDER BY start"
        )
        for id_, said in store.database.execute(query, (*place, words)):
            yield row_type.heading, id_, said
