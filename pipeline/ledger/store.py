"""The ledger on disk: one SQLite file that every table, sheet and answer is read from.

Rows of a document are written in one transaction, so that a run cut off leaves whole documents only. What one
document says of an entity that may stand in others too (organisations, people, places) is kept apart, document by
document, in `contributions`; ledger/entities.py makes the run's tables of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from pipeline.ledger.drives import is_remote
from pipeline.ledger.parcel import Parcel, from_json, has_document, parcel
from pipeline.ledger.schema import MAX_INTEGER, Cell, SqlTable, encode_text, sql_table
from pipeline.model.issue import Refused
from pipeline.model.row import R, Row, RowType
from pipeline.rows import ROW_TYPES
from pipeline.rows.documents import DocumentRow
from pipeline.rows.totals import TOTALS, Total

APPLICATION = 0x54414948  # "TAIH", in the file's header, so that a foreign SQLite file is told apart
VERSION = 3
IN_CHINESE = {
    "database or disk is full": "磁盘空间不足",
    "disk I/O error": "磁盘读写出错",
    "attempt to write a readonly database": "只读",
    "unable to open database file": "文件打不开",
    "database is locked": "正被别的程序占用",
}
BOX_COLUMNS = (
    "document",
    "article",
    "paragraph",
    "start",
    "end",
    "page",
    "x0",
    "y0",
    "x1",
    "y1",
    "confidence",
)
BATCH = 500  # rows fetched at a time
# Tables beside those of the contract: why names were taken for one (ledger/joining.py).
OWN_TABLES: dict[str, tuple[str, ...]] = {
    "joins": (
        *("id TEXT PRIMARY KEY", "kind TEXT", "name TEXT", "other TEXT", "documents TEXT", "entity TEXT"),
        *("joined INTEGER", "weight REAL", "threshold REAL", "probability REAL"),
    ),
    "grounds": ("join_id TEXT", "position INTEGER", "ground TEXT", "told TEXT", "weight REAL"),
}


class Boxed(NamedTuple):
    """A printed piece: its page, its box in points from the top left, and how surely it was recognised."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float


class Store:
    """An open ledger. A context manager; `create` makes a fresh file, `open` takes one that is there."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._tables = {row_type.name: sql_table(row_type) for row_type in ROW_TYPES}

    @classmethod
    def create(cls, path: Path) -> Store:
        """A fresh ledger at `path`; what stood there is replaced. Raises Refused where it cannot be written."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
                path.with_name(name).unlink(missing_ok=True)
            connection = connect(path, to_fill=True)
            store = cls(connection)
            with connection:
                for statement in schema(store._tables.values()):
                    connection.execute(statement)
        except (OSError, sqlite3.Error) as error:
            raise Refused(
                f"台账文件 {path} 无法写入（{IN_CHINESE.get(str(error), error)}）。请检查该位置是否可写、文件是否被别的程序占用。",
                1,
            ) from error
        return store

    @classmethod
    def open(cls, path: Path, *, to_fill: bool = False) -> Store:
        """The ledger at `path`; `to_fill` readies it for many small writes, which changes the file.

        Raises Refused where there is none or it is of another version.
        """
        if not path.is_file():
            raise Refused(f"没有找到台账文件 {path}。", 2)
        try:
            connection = connect(path, to_fill)
            try:
                (application,) = connection.execute("PRAGMA application_id").fetchone()
                (version,) = connection.execute("PRAGMA user_version").fetchone()
            except sqlite3.Error:
                connection.close()
                raise
        except sqlite3.Error as error:
            raise Refused(f"{path} 打不开，不是本程序的台账（{error}）。", 2) from error
        if (application, version) != (APPLICATION, VERSION):
            connection.close()
            raise Refused(f"{path} 不是本程序这一版的台账，请重新运行生成。", 2)
        return cls(connection)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def add(self, document: DocumentRow, rows: Iterable[Row]) -> None:
        """All rows of one document, in one transaction. A document that is there already is replaced.

        Of rows with the same id the first is kept.
        """
        self.put(parcel(document, rows))

    def put(self, parcel: Parcel) -> None:
        """The same for a document whose rows are encoded already."""
        with self.writing():
            self._remove(parcel.document)
            for name, cells in parcel.cells.items():
                self._insert(self._tables[name], cells)
            self._db.executemany(
                "INSERT INTO contributions VALUES (?, ?, ?, ?)",
                ((table, id_, parcel.document, cells) for table, id_, cells in parcel.contributions),
            )
            marks = ", ".join("?" * len(BOX_COLUMNS))
            self._db.executemany(f"INSERT INTO boxes VALUES ({marks})", parcel.boxes)

    def replace(self, row_type: RowType[R], rows: Iterable[R]) -> None:
        """`rows` instead of all that the table holds, in one transaction. Of equal ids the first is kept."""
        table = self._tables[row_type.name]
        unique: dict[str, Row] = {}
        for row in rows:
            unique.setdefault(row.id, row)
        with self.writing():
            self._db.execute(f"DELETE FROM {quoted(table.name)}")
            self._insert(table, (table.encode(row) for row in unique.values()))

    def amend(self, row_type: RowType[Any], key: str, changes: Iterable[tuple[str, str, str]]) -> None:
        """Says in another way what the rows of a document have in a text column: (document, old, new).

        What was read is kept beside it, and `restore` brings it back.
        """
        table, column = quoted(row_type.name), quoted(key)
        with self.writing():
            for document, old, new in changes:
                found = (encode_text(document), encode_text(old))
                self._db.execute(
                    f"INSERT OR IGNORE INTO as_told SELECT ?, ?, id, document, {column} FROM {table}"
                    f" WHERE document = ? AND {column} = ?",
                    (row_type.name, key, *found),
                )
                self._db.execute(
                    f"UPDATE {table} SET {column} = ? WHERE document = ? AND {column} = ?",
                    (encode_text(new), *found),
                )

    def distinct(self, row_type: RowType[Any], key: str) -> list[tuple[str, str]]:
        """(document, value) of a text column, each once, in order; without nulls."""
        column = quoted(key)
        query = f"SELECT DISTINCT document, {column} FROM {quoted(row_type.name)} WHERE {column} IS NOT NULL"
        return self._db.execute(f"{query} ORDER BY document, {column}").fetchall()

    def restore(self) -> None:
        """Makes every row say again what was read in its document, before what the run as a whole made of it."""
        changed = self._db.execute('SELECT DISTINCT "table", key FROM as_told').fetchall()
        with self.writing():
            for table, key in changed:
                self._db.execute(
                    f"UPDATE {quoted(table)} SET {quoted(key)} = (SELECT value FROM as_told"
                    f' WHERE as_told."table" = ? AND as_told.key = ? AND as_told.id = {quoted(table)}.id)'
                    f' WHERE id IN (SELECT id FROM as_told WHERE "table" = ? AND key = ?)',
                    (table, key, table, key),
                )
            self._db.execute("DELETE FROM as_told")

    def keep(self, table: str, rows: Iterable[tuple[Cell, ...]]) -> None:
        """`rows` instead of what one of the ledger's own tables (OWN_TABLES) holds."""
        marks = ", ".join("?" * len(OWN_TABLES[table]))
        with self.writing():
            self._db.execute(f"DELETE FROM {quoted(table)}")
            self._db.executemany(f"INSERT OR IGNORE INTO {quoted(table)} VALUES ({marks})", rows)

    def kept(self, table: str, where: str = "1", values: Iterable[Cell] = ()) -> list[tuple[Any, ...]]:
        """The rows of one of the ledger's own tables, in the order in which they were kept."""
        query = f"SELECT * FROM {quoted(table)} WHERE {where} ORDER BY rowid"
        return self._db.execute(query, tuple(values)).fetchall()

    def sentences(self, kind: str, hints: Iterable[str]) -> list[tuple[str, str]]:
        """(document, sentence) of each sentence with a mention of `kind` that holds one of the `hints`."""
        hinted = tuple(hints)
        held = " OR ".join("instr(sentence, ?)" for _ in hinted)
        query = (
            f"SELECT DISTINCT document, sentence FROM mentions WHERE kind = ? AND ({held})"
            " ORDER BY document, sentence"
        )
        return self._db.execute(query, (kind, *hinted)).fetchall()

    def remove(self, documents: Iterable[str]) -> None:
        """Takes documents out with all their rows, in one transaction."""
        with self.writing():
            for document in documents:
                self._remove(document)

    def note(self, key: str, value: str) -> None:
        """Remembers something about the ledger itself: what rules it was read by, what folder it is of."""
        with self.writing():
            self._db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (key, encode_text(value)))

    def noted(self, key: str) -> str | None:
        """What was noted under `key`; None where nothing was, or the ledger was cut off while it was made."""
        try:
            found = self._db.execute("SELECT value FROM notes WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        return None if found is None else str(found[0])

    def sound(self) -> bool:
        """Whether the whole file can be read as SQLite wrote it."""
        try:
            return bool(self._db.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        except sqlite3.Error:
            return False

    def finish(self) -> None:
        """Closes a ledger that is complete, as one file that needs no second one beside it."""
        with self.writing():
            self._db.execute("PRAGMA journal_mode = DELETE")
        self.close()

    def rows(self, row_type: RowType[R], document: str | None = None) -> Iterator[R]:
        """The rows of a table in reading order; of one without place in the order of what identifies them.

        Those of one `document` alone are found without looking at the others.
        """
        table = self._tables[row_type.name]
        for cells in self._selected(table, [cell.key for cell in table.columns], document):
            yield table.decode(cells)  # type: ignore[misc]

    def get(self, row_type: RowType[R], id_: str) -> R | None:
        """The row of an id, None where the table has none."""
        table = self._tables[row_type.name]
        columns = ", ".join(quoted(cell.key) for cell in table.columns)
        found = self._db.execute(
            f"SELECT {columns} FROM {quoted(table.name)} WHERE id = ?", (id_,)
        ).fetchone()
        return None if found is None else table.decode(found)  # type: ignore[return-value]

    def told_at_first(self, row_type: RowType[Any], key: str, id_: str) -> str | None:
        """What the row of an id had in a text column before `amend`; None where it was not amended."""
        query = 'SELECT value FROM as_told WHERE "table" = ? AND key = ? AND id = ?'
        found = self._db.execute(query, (row_type.name, key, id_)).fetchone()
        return found[0] if found else None

    def totals_with(self, fact: str) -> list[Total]:
        """The totals that stand on a row of counts."""
        return [row for row in self.rows(TOTALS) if fact in row.facts]

    def records(self, row_type: RowType[Any]) -> Iterator[dict[str, Any]]:
        """The same rows as the contract's JSON objects."""
        table = self._tables[row_type.name]
        for id_, *cells in self.cells(row_type):
            yield table.record(id_, tuple(cells))

    def cells(self, row_type: RowType[Any]) -> Iterator[tuple[Any, ...]]:
        """What `records` are made of: the id, then the columns of the contract but the id, as SQLite has them."""
        table = self._tables[row_type.name]
        return self._selected(table, ["id", *table.in_record])

    def _selected(
        self, table: SqlTable, keys: Iterable[str], document: str | None = None
    ) -> Iterator[tuple[Any, ...]]:
        columns, order = (", ".join(map(quoted, names)) for names in (keys, table.order))
        where, of = ("", ()) if document is None else (" WHERE document = ?", (encode_text(document),))
        cursor = self._db.execute(f"SELECT {columns} FROM {quoted(table.name)}{where} ORDER BY {order}", of)
        while batch := cursor.fetchmany(BATCH):
            yield from batch

    def contributions(self, row_type: RowType[R]) -> Iterator[tuple[str, R]]:
        """What each document says of the entities of a table: (document, row), by id, then by document."""
        table = self._tables[row_type.name]
        cursor = self._db.execute(
            'SELECT document, cells FROM contributions WHERE "table" = ? ORDER BY id, document', (table.name,)
        )
        while batch := cursor.fetchmany(BATCH):
            for document, cells in batch:
                yield document, table.decode(from_json(cells))  # type: ignore[misc]

    def boxes(
        self, document: str, article: int, paragraph: int, start: int = 0, end: int = MAX_INTEGER
    ) -> list[Boxed]:
        """Where characters `start` to `end` of a paragraph stand, in reading order; empty for formats without pages.

        A sentence has them from its `offset` to `offset + len(sentence)`.
        """
        found = self._db.execute(
            "SELECT page, x0, y0, x1, y1, confidence FROM boxes WHERE document = ? AND article = ? AND paragraph = ?"
            ' AND "start" < ? AND "end" > ? ORDER BY "start"',
            (encode_text(document), article, paragraph, end, start),
        )
        return [Boxed(*cells) for cells in found]

    def lines_of(self, document: str) -> Iterator[tuple[int, int, int, int, int, float, float, float, float]]:
        """Where the lines of a document stand: article, paragraph, start, end, page, x0, y0, x1, y1; in reading order."""
        yield from self._db.execute(
            'SELECT article, paragraph, "start", "end", page, x0, y0, x1, y1 FROM boxes WHERE document = ?'
            ' ORDER BY article, paragraph, "start"',
            (encode_text(document),),
        )

    def size(self, row_type: RowType[Any]) -> int:
        """The number of rows in a table."""
        (number,) = self._db.execute(f"SELECT count(*) FROM {quoted(row_type.name)}").fetchone()
        return int(number)

    @property
    def database(self) -> sqlite3.Connection:
        """For the modules of this folder that keep more in the file than its tables."""
        return self._db

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction. A full disk or a locked file ends the run with a sentence, not a traceback."""
        try:
            with self._db:
                yield
        except sqlite3.OperationalError as error:
            raise Refused(
                f"台账写不进去（{IN_CHINESE.get(str(error), error)}）。请检查磁盘空间，关闭正在使用台账的程序后再运行。",
                1,
            ) from error

    def _remove(self, document: str) -> None:
        name = encode_text(document)
        if not self._db.execute("SELECT 1 FROM documents WHERE document = ?", (name,)).fetchone():
            return
        for table in self._tables.values():
            if has_document(table):
                self._db.execute(f"DELETE FROM {quoted(table.name)} WHERE document = ?", (name,))
        for table_name in ("contributions", "boxes"):
            self._db.execute(f"DELETE FROM {table_name} WHERE document = ?", (name,))
        self._db.execute("DELETE FROM as_told WHERE document = ?", (name,))

    def _insert(self, table: SqlTable, cells: Iterable[tuple[Cell, ...]]) -> None:
        marks = ", ".join("?" * (len(table.columns) + 1))
        self._db.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", cells)


def connect(path: Path, to_fill: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        if to_fill and not is_remote(path):
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def schema(tables: Iterable[SqlTable]) -> Iterator[str]:
    """The statements that make an empty ledger."""
    yield f"PRAGMA application_id = {APPLICATION}"
    yield f"PRAGMA user_version = {VERSION}"
    for table in tables:
        columns = ", ".join(f"{quoted(cell.key)} {cell.sql_type}".rstrip() for cell in table.columns)
        yield f"CREATE TABLE {quoted(table.name)} (id TEXT PRIMARY KEY, {columns})"
        order = ", ".join(quoted(key) for key in table.order)
        yield f"CREATE INDEX {quoted(f'{table.name}_order')} ON {quoted(table.name)} ({order})"
    yield (
        'CREATE TABLE contributions ("table" TEXT, id TEXT, document TEXT, cells TEXT,'
        ' PRIMARY KEY ("table", id, document)) WITHOUT ROWID'
    )
    yield (
        'CREATE TABLE as_told ("table" TEXT, key TEXT, id TEXT, document TEXT, value TEXT,'
        ' PRIMARY KEY ("table", key, id)) WITHOUT ROWID'
    )
    yield "CREATE INDEX as_told_document ON as_told (document)"
    for name, columns_of in OWN_TABLES.items():
        yield f"CREATE TABLE {quoted(name)} ({', '.join(columns_of)})"
    yield "CREATE INDEX joins_entity ON joins (entity)"
    yield "CREATE INDEX grounds_join ON grounds (join_id)"
    columns = ", ".join(quoted(key) for key in BOX_COLUMNS)
    yield f"CREATE TABLE boxes ({columns})"
    yield 'CREATE INDEX boxes_place ON boxes (document, article, paragraph, "start")'
    yield "CREATE TABLE notes (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID"
    yield "CREATE INDEX contributions_document ON contributions (document)"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
