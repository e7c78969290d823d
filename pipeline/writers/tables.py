"""The tables for machines and spreadsheets: tables/NAME.jsonl and tables/NAME.csv, one pair for each table.

The bytes depend on the rows only. CSV is what Excel and WPS open with a double click: UTF-8 with BOM, CRLF, and no
cell that they would run as a formula (OWASP ASVS 1.2.10, CWE-1236).
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import json
import marshal
import mmap
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.ledger.schema import SqlTable, sql_table
from pipeline.ledger.store import Store
from pipeline.model.row import RowType
from pipeline.rows import ROW_TYPES

FORMULA_START = tuple("=+-@\t\r＝＋－＠")
NUL = "\0"  # ends the cell, or the file, in some spreadsheet programs
MOST_TOGETHER = 2000  # rows held at a time, whatever one document has
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Table:
    """How a table was written: its two files as (bytes, SHA-256), and its stretches as (mark, bytes, bytes) in order.

    A stretch is what one document has in the table, or a part of that; its mark is a digest of the rows as the ledger
    has them.
    """

    files: tuple[tuple[int, str], tuple[int, str]]
    stretches: tuple[tuple[str, int, int], ...]


def write(
    store: Store, out: Path, earlier: Path | None = None, known: Mapping[str, Table] | None = None
) -> dict[str, Table]:
    """Writes all tables of `store` to the folder `out`/tables. Returns how each lies there.

    Rows that an earlier run of this program wrote to `earlier`/tables, where they lie as `known` says, are copied:
    the bytes are those of a run that writes all anew.
    """
    folder = out / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for row_type in ROW_TYPES:
        before = known.get(row_type.name) if known else None
        with stretches_of(earlier, row_type, before) as ready:
            written[row_type.name] = write_table(store, row_type, folder, ready)
    return written


Bytes = tuple[bytes, bytes]  # of a stretch in the one file and in the other
Ready = Callable[[str], "Bytes | None"]  # the stretch of a mark, where an earlier run wrote it


def write_table(store: Store, row_type: RowType[Any], folder: Path, ready: Ready) -> Table:
    written: list[tuple[str, int, int]] = []
    paths = paths_of(folder, row_type)
    with paths[0].open("wb") as json_file, paths[1].open("wb") as csv_file:
        files = (json_file, csv_file)
        told = (hashlib.sha256(), hashlib.sha256())
        sizes = [0, 0]
        head = as_csv([[column.key for column in row_type.columns]])
        for mark, parts in chain([("", (b"", codecs.BOM_UTF8 + head))], parts_of(store, row_type, ready)):
            for at, part in enumerate(parts):
                files[at].write(part)
                told[at].update(part)
                sizes[at] += len(part)
            written.append((mark, len(parts[0]), len(parts[1])))
    return Table(((sizes[0], told[0].hexdigest()), (sizes[1], told[1].hexdigest())), tuple(written))


def parts_of(store: Store, row_type: RowType[Any], ready: Ready) -> Iterator[tuple[str, Bytes]]:
    """The stretches of a table in order, each with its mark: copied where they are ready, else made."""
    table = sql_table(row_type)
    keys = [column.key for column in row_type.columns]
    volatile = dict.fromkeys(column.key for column in row_type.columns if column.volatile)
    for group in stretches(store.cells(row_type), table):
        mark = hashlib.blake2b(marshal.dumps(group, 0), digest_size=12).hexdigest()
        parts = ready(mark)
        if parts is None:
            records = [table.record(id_, tuple(cells)) | volatile for id_, *cells in group]
            json_part = "".join(map(json_line, records)).encode()
            parts = json_part, as_csv([[cell(record[key]) for key in keys] for record in records])
        yield mark, parts


def stretches(rows: Iterable[tuple[Any, ...]], table: SqlTable) -> Iterator[list[tuple[Any, ...]]]:
    """The rows cut where another document begins, and after MOST_TOGETHER."""
    at = 1 + table.in_record.index("document") if "document" in table.in_record else None
    group: list[tuple[Any, ...]] = []
    for row in rows:
        if group and (len(group) >= MOST_TOGETHER or (at is not None and row[at] != group[0][at])):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


@contextmanager
def stretches_of(earlier: Path | None, row_type: RowType[Any], before: Table | None) -> Iterator[Ready]:
    """What finds a stretch in the files of an earlier run; it finds none where these are not as they were written."""
    with ExitStack() as opened:
        if earlier is None or before is None or not all(size for size, _ in before.files):
            yield lambda mark: None
            return
        maps: list[mmap.mmap] = []
        try:
            for path in paths_of(earlier / "tables", row_type):
                file = opened.enter_context(path.open("rb"))
                maps.append(opened.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
        except (OSError, ValueError):  # gone, or empty by now
            maps = []
        if tuple((len(one), hashlib.sha256(one).hexdigest()) for one in maps) != before.files:
            yield lambda mark: None
            return
        places = places_of(before.stretches)

        def ready(mark: str) -> Bytes | None:
            place = places.get(mark)
            return place and (maps[0][place[0]], maps[1][place[1]])

        yield ready


def places_of(written: Iterable[tuple[str, int, int]]) -> dict[str, tuple[slice, slice]]:
    """Where each stretch lies in the two files, by its mark."""
    places = {}
    begins = [0, 0]
    for mark, *lengths in written:
        ends = [begin + length for begin, length in zip(begins, lengths, strict=True)]
        places[mark] = (slice(begins[0], ends[0]), slice(begins[1], ends[1]))
        begins = ends
    return places


def paths_of(folder: Path, row_type: RowType[Any]) -> tuple[Path, Path]:
    return folder / f"{row_type.name}.jsonl", folder / f"{row_type.name}.csv"


def as_csv(lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()


def json_line(record: dict[str, Any]) -> str:
    """One JSON object and a line feed. Half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD."""
    return LONE_SURROGATE.sub("\ufffd", json.dumps(record, ensure_ascii=False)) + "\n"


def cell(value: Any) -> str:
    """The text of a CSV cell: nothing for None, TRUE and FALSE for flags, lists joined by 、, texts made harmless.

    Numbers stay numbers, negative ones too.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, list):
        value = "、".join(item_text(item) for item in value)
    text = LONE_SURROGATE.sub("\ufffd", str(value)).replace(NUL, "\ufffd")
    return f"'{text}" if text.startswith(FORMULA_START) else text


def number(value: int | float) -> str:
    """The digits, without an exponent: Excel shows 1e+16 as such, and not every program reads it."""
    return str(value) if isinstance(value, int) else format(value, "f") if abs(value) >= 1e16 else repr(value)


def item_text(item: Any) -> str:
    """A list item; an object as its values: {row, why} is `ct1f…（repeat）`."""
    if not isinstance(item, dict):
        return str(item)
    first, *rest = (str(part) for part in item.values())
    return f"{first}（{'，'.join(rest)}）" if rest else first
