"""A file that was moved, renamed or copied is not read again, and its rows are those that reading it would give."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from runs import documents, tables

from pipeline.ledger import decisions, verdicts
from pipeline.ledger.decisions import about, counted
from pipeline.ledger.moving import renamed
from pipeline.ledger.parcel import Parcel, parcel
from pipeline.ledger.schema import sql_table
from pipeline.ledger.store import Store
from pipeline.rows import COUNTS, DOCUMENTS, MENTIONS
from pipeline.run import Limits, reading, run
from pipeline.run.one_file import outcome
from pipeline.run.stages import put_together

REPORTS = Path(__file__).parent.parent / "corpora" / "reports"


def timeless(found: Parcel) -> object:
    """A parcel without the seconds that reading took and without an order among its rows."""
    at = [cell.key for cell in sql_table(DOCUMENTS).columns].index("seconds") + 1
    cells = {table: sorted(map(repr, rows)) for table, rows in found.cells.items() if table != DOCUMENTS.name}
    (document,) = found.cells[DOCUMENTS.name]
    rest = (found.document, found.status, found.rows, sorted(found.contributions), found.boxes)
    return (*document[:at], *document[at + 1 :]), cells, rest


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of all sample reports, with what decisions and the run as a whole changed in their rows."""
    out = tmp_path_factory.mktemp("moved")
    run(REPORTS, out)
    with Store.open(out / "ledger.sqlite", to_fill=True) as store:
        counts = list(counted(store.rows(COUNTS)))[::7]
        made = [dataclasses.replace(about(row, nth), state="rejected") for row, nth in counts]
        mentions = list(counted(store.rows(MENTIONS)))[::11]
        made += [dataclasses.replace(about(row, nth), state="confirmed") for row, nth in mentions]
        decisions.save(store, made)
        put_together(store)
        assert store.database.execute(f"SELECT count(*) FROM {verdicts.ASIDE}").fetchone()[0] > 10
        assert store.database.execute("SELECT count(*) FROM as_told").fetchone()[0] > 0
        store.finish()
    return out / "ledger.sqlite"


@pytest.mark.parametrize("path", sorted(REPORTS.iterdir()), ids=lambda path: path.stem[:2])
def test_rows_under_another_name_are_those_of_a_reading(path: Path, ledger: Path) -> None:
    with Store.open(ledger) as store:
        row = next(row for row in store.rows(DOCUMENTS) if row.document == path.name)
        if row.status != "ok":
            pytest.skip("a copy of another report")
        name = f"上半年/{path.name}"
        found = renamed(store, row, name)
    assert found is not None
    assert timeless(found) == timeless(parcel(*outcome(name, path.read_bytes())))


@pytest.mark.parametrize(
    ("old", "new", "as_it_was"),
    [
        ("通知.txt", "报送/通知.txt", True),
        ("通知.txt", "报送.zip!/通知.txt", True),
        ("通知.txt", "工作通知.txt", False),  # the text has no headline: the file's name stands for it
        ("通知.txt", "通知.md", False),
    ],
)
def test_a_name_that_is_part_of_what_was_read_means_reading(
    old: str, new: str, as_it_was: bool, tmp_path: Path
) -> None:
    data = "各支部要按时报送材料，逾期不报的予以通报，望溪镇新建党支部3个。".encode()
    with Store.create(tmp_path / "ledger.sqlite") as store:
        store.put(parcel(*outcome(old, data)))
        (row,) = store.rows(DOCUMENTS)
        assert (renamed(store, row, new) is not None) is as_it_was


def swapped(folder: Path) -> None:
    (folder / "a.txt").rename(folder / "c.txt")
    (folder / "b.txt").rename(folder / "a.txt")
    (folder / "c.txt").rename(folder / "b.txt")


def in_a_folder(folder: Path) -> None:
    (folder / "上半年").mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).rename(folder / "上半年" / name)


def copied(folder: Path) -> None:
    shutil.copy(folder / "a.txt", folder / "0.txt")  # comes first, so it is the one whose rows there are


@pytest.mark.parametrize("change", [swapped, in_a_folder, copied])
def test_files_that_change_places_are_not_read_again(
    change: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out, fresh = tmp_path / "in", tmp_path / "out", tmp_path / "fresh"
    source.mkdir()
    for name, number in (("a.txt", "01"), ("b.txt", "03")):
        shutil.copy(next(REPORTS.glob(f"{number}-*.txt")), source / name)
    run(source, out, limits=Limits(jobs=1))
    change(source)
    with monkeypatch.context() as patch:
        patch.setattr(reading, "outcomes", lambda pieces, limits: [f"read {piece.name}" for piece in pieces])
        run(source, out, limits=Limits(jobs=1))
    run(source, fresh, limits=Limits(jobs=1))
    assert tables(out) == tables(fresh)
    assert sorted(documents(out)) == sorted(
        path.relative_to(source).as_posix() for path in source.rglob("*.txt")
    )
