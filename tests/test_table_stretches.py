"""Tables of which a run changes a few rows are copied for the rest; the bytes are those of tables written anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from runs import fill, report

from pipeline.ledger.store import Store
from pipeline.rows import COUNTS
from pipeline.run import Limits, run
from pipeline.writers import tables
from pipeline.writers.tables import Table, stretches, write


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Table]]:
    """The output of a run over five reports, and how its tables lie there."""
    room = tmp_path_factory.mktemp("stretches")
    fill(room / "in", 5)
    run(room / "in", room / "out", limits=Limits(jobs=1))
    with Store.open(room / "out" / "ledger.sqlite") as store:
        return room / "out", write(store, room / "again")


def written(out: Path, into: Path, earlier: Path, known: dict[str, Table]) -> tuple[dict[str, bytes], int]:
    """The files of the tables, and how many rows were written for them and not copied."""
    made = 0
    line = tables.json_line

    def counted(record: dict[str, object]) -> str:
        nonlocal made
        made += 1
        return line(record)

    with pytest.MonkeyPatch.context() as patch, Store.open(out / "ledger.sqlite") as store:
        patch.setattr(tables, "json_line", counted)
        write(store, into, earlier, known)
    return {path.name: path.read_bytes() for path in sorted((into / "tables").iterdir())}, made


def test_what_lies_there_is_copied(made: tuple[Path, dict[str, Table]], tmp_path: Path) -> None:
    out, known = made
    files, rows = written(out, tmp_path, out, known)
    assert files == {path.name: path.read_bytes() for path in sorted((out / "tables").iterdir())}
    assert rows == 0


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def changed(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace("望溪镇".encode(), "望河镇".encode()))


@pytest.mark.parametrize("harm", [cut_off, changed, Path.unlink, lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize("name", ["counts.csv", "counts.jsonl"])
def test_a_file_that_is_another_now_is_written_anew(
    made: tuple[Path, dict[str, Table]], tmp_path: Path, harm: Callable[[Path], None], name: str
) -> None:
    out, known = made
    earlier = tmp_path / "earlier"
    (earlier / "tables").mkdir(parents=True)
    for path in (out / "tables").iterdir():
        (earlier / "tables" / path.name).write_bytes(path.read_bytes())
    harm(earlier / "tables" / name)
    files, rows = written(out, tmp_path / "new", earlier, known)
    assert files == {path.name: path.read_bytes() for path in sorted((out / "tables").iterdir())}
    assert rows == len((out / "tables" / "counts.jsonl").read_bytes().splitlines()) > 0


def test_only_the_rows_of_a_changed_document_are_written(tmp_path: Path) -> None:
    fill(tmp_path / "in", 4)
    run(tmp_path / "in", tmp_path / "out", limits=Limits(jobs=1))
    (tmp_path / "in" / "02.txt").write_text(report(17), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        lines: list[dict[str, object]] = []
        line = tables.json_line
        patch.setattr(tables, "json_line", lambda record: lines.append(record) or line(record))
        run(tmp_path / "in", tmp_path / "out", limits=Limits(jobs=1))
    assert {record["document"] for record in lines if "paragraph" in record} == {"02.txt"}


def test_many_rows_of_one_document_are_not_held_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_TOGETHER", 3)
    table = tables.sql_table(COUNTS)
    at = 1 + table.in_record.index("document")
    rows = [tuple(document if n == at else None for n in range(at + 1)) for document in "甲甲甲甲乙丙丙"]
    assert [len(group) for group in stretches(rows, table)] == [3, 1, 1, 2]
