from __future__ import annotations

import csv
import dataclasses
import json
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_rows import count, document, place

from pipeline.ledger.drives import kind_of
from pipeline.ledger.frames import frames
from pipeline.ledger.records import as_record
from pipeline.ledger.schema import decode_decimal, encode_decimal, sql_table
from pipeline.ledger.store import Store
from pipeline.model.issue import Refused
from pipeline.model.row import FoundRow
from pipeline.rows import ROW_TYPES
from pipeline.rows.counts import COUNTS
from pipeline.rows.documents import DOCUMENTS
from pipeline.rows.mentions import MENTIONS, Mention
from pipeline.rows.organisations import ORGANISATIONS, Organisation
from pipeline.rows.totals import TOTALS, LeftOut, Total
from pipeline.run import run
from pipeline.writers.tables import cell, write


@pytest.fixture
def store(tmp_path: Path):
    with Store.create(tmp_path / "ledger.sqlite") as opened:
        yield opened


def test_rows_come_back_as_they_went_in(store: Store) -> None:
    fact = count("27.85万名", "党员", examples=("甲", "乙"), base_value=Decimal("278500"), base_unit="名")
    mention = Mention(
        place("叶书记到会。", "叶书记"),
        "person",
        "叶书记",
        "叶书记",
        "pe1",
        type=None,
        titles=("书记", "镇长"),
    )
    store.add(document("甲.txt"), [fact, mention])
    assert list(store.rows(COUNTS)) == [fact]
    assert list(store.rows(MENTIONS)) == [mention]
    assert list(store.rows(DOCUMENTS)) == [document("甲.txt")]


def test_run_level_rows_are_replaced_and_keep_their_lists(store: Store) -> None:
    total = Total(
        "党员",
        "党员总数",
        "名",
        "柳村",
        "2024",
        Decimal(3),
        None,
        None,
        True,
        ("a", "b"),
        (LeftOut("c", "part"),),
    )
    store.replace(TOTALS, [dataclasses.replace(total, owner="梅村")])
    store.replace(TOTALS, [total, total])
    assert list(store.rows(TOTALS)) == [total]
    assert next(store.records(TOTALS))["left_out"] == [{"row": "c", "why": "part"}]


def test_rows_stand_in_reading_order_whatever_the_order_of_reading(tmp_path: Path) -> None:
    rows = [
        count(f"{number}名", "党员", document=name, paragraph=paragraph)
        for number, (name, paragraph) in enumerate(
            [("乙.txt", 2), ("乙.txt", 1), ("甲.txt", 10), ("甲.txt", 9)], start=1
        )
    ]
    orders = []
    for names in (("甲.txt", "乙.txt"), ("乙.txt", "甲.txt")):
        with Store.create(tmp_path / "ledger.sqlite") as store:
            for name in names:
                store.add(document(name), [row for row in rows if row.evidence.document == name])
            orders.append([row.text for row in store.rows(COUNTS)])
    assert orders == [["2名", "1名", "4名", "3名"]] * 2


def test_a_document_added_again_replaces_itself_and_equal_ids_count_once(store: Store) -> None:
    old, new = count("5名", "党员"), count("6名", "党员")
    other = count("7名", "党员", document="乙.txt")
    store.add(document("乙.txt"), [other])
    store.add(document("甲.txt"), [old, Organisation("柳村党支部", "party", mentions=1)])
    store.add(document("甲.txt"), [new, new])
    assert list(store.rows(COUNTS)) == [other, new]
    assert list(store.contributions(ORGANISATIONS)) == []


def test_a_document_that_fails_half_way_leaves_nothing(store: Store) -> None:
    bad = dataclasses.replace(count("6名", "党员"), examples=(object(),))  # no JSON
    with pytest.raises(TypeError):
        store.add(document("甲.txt"), [count("5名", "党员"), bad])
    assert list(store.rows(COUNTS)) == []
    assert list(store.rows(DOCUMENTS)) == []


def test_sql_users_can_add_up(store: Store, tmp_path: Path) -> None:
    facts = [count("27.85万名", "党员"), count("5名", "党员"), count("0.1%", "增幅")]
    store.add(document("甲.txt"), facts)
    database = sqlite3.connect(tmp_path / "ledger.sqlite")
    try:
        assert database.execute("SELECT sum(value) FROM counts WHERE unit = '名'").fetchone() == (278505,)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        for row_type in ROW_TYPES:
            names = [row[1] for row in database.execute(f"PRAGMA table_info({row_type.name})")]
            assert set(names) >= {column.key for column in row_type.columns}
            assert ("offset" in names) == issubclass(row_type.row, FoundRow)
    finally:
        database.close()


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_no_digit_is_lost(number: Decimal) -> None:
    assert decode_decimal(encode_decimal(number)) == number


@given(st.text())
def test_any_text_can_be_stored(text: str) -> None:
    table = sql_table(ORGANISATIONS)
    encoded = table.encode(Organisation(text, "other", aliases=(text,)))
    database = sqlite3.connect(":memory:")
    try:
        stored = database.execute(f"SELECT {', '.join('?' * len(encoded))}", encoded).fetchone()
    finally:
        database.close()
    assert table.decode(stored[1:]) == Organisation(text, "other", aliases=(text,))


def test_half_a_surrogate_pair_is_stored_as_one_character(store: Store) -> None:
    store.add(document("甲.txt"), [count("5名", "党员", sentence="\ud800有党员5名。")])
    (row,) = store.rows(COUNTS)
    assert row.evidence.sentence == "\ufffd有党员5名。"
    assert row.evidence.said == "5名"


def test_a_ledger_in_use_is_refused_in_chinese(store: Store, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "ledger.sqlite", isolation_level=None)
    try:
        store._db.execute("PRAGMA busy_timeout = 0")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused, match="写不进去"):
            store.add(document("甲.txt"), [])
    finally:
        other.close()


def test_frames_have_every_column(store: Store, tmp_path: Path) -> None:
    store.add(document("甲.txt"), [count("27.85万名", "党员", examples=("甲", "乙"))])
    tables = frames(tmp_path / "ledger.sqlite")
    assert list(tables) == [row_type.name for row_type in ROW_TYPES]
    assert all(list(tables[t.name].columns) == [c.key for c in t.columns] for t in ROW_TYPES)
    assert tables["counts"].loc[0, "value"] == 278500
    assert tables["counts"].loc[0, "examples"] == ["甲", "乙"]


def test_what_is_no_ledger_is_refused_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "文字.sqlite").write_text("不是数据库，只是几个字。" * 100, "utf-8")
    sqlite3.connect(tmp_path / "别的.sqlite").close()
    (tmp_path / "别的.sqlite").touch()
    for name in ("没有.sqlite", "文字.sqlite", "别的.sqlite"):
        with pytest.raises(Refused, match="台账"):
            Store.open(tmp_path / name)
    (tmp_path / "文件").touch()
    with pytest.raises(Refused, match="无法写入"):
        Store.create(tmp_path / "文件" / "ledger.sqlite")


MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/报告 /mnt/share\\040one cifs rw 0 0
/dev/sdb1 /mnt/share\\040one/local ext4 rw 0 0
server:/x /data nfs4 rw 0 0
/dev/sdc1 /data xfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/home/a", "ext4"), ("/mnt/share one/台账", "cifs"), ("/mnt/share one/local/x", "ext4"),
     ("/mnt/share onetwo", "ext4"), ("/data/in", "xfs")],
)  # fmt: skip
def test_the_file_system_of_a_path_is_that_of_the_nearest_mount(path: str, kind: str) -> None:
    assert kind_of(path, MOUNTS) == kind


def test_no_write_ahead_log_on_a_network_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for remote, mode in ((False, "wal"), (True, "delete")):
        monkeypatch.setattr("pipeline.ledger.store.is_remote", lambda path, r=remote: r)
        with Store.create(tmp_path / f"{mode}.sqlite") as opened:
            assert opened.database.execute("PRAGMA journal_mode").fetchone() == (mode,)
            opened.add(document("甲.txt"), [])


def test_records_are_those_of_the_rows(tmp_path: Path) -> None:
    reports = Path(__file__).parent.parent / "corpora" / "reports"
    (tmp_path / "in").mkdir()
    for path in sorted(reports.iterdir())[:4]:
        (tmp_path / "in" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "in" / "half.txt").write_bytes(
        "青石乡党委新建党支部3个\ud800。".encode("utf-16-le", "surrogatepass")
    )
    run(tmp_path / "in", tmp_path / "out")
    with Store.open(tmp_path / "out" / "ledger.sqlite") as opened:
        for row_type in ROW_TYPES:
            rows = list(opened.rows(row_type))
            assert list(opened.records(row_type)) == [as_record(row, row_type) for row in rows], row_type.name
            table = sql_table(row_type)
            assert all(table.decode(table.encode(row)[1:]) == row for row in rows)


def test_half_a_character_gives_one_id_before_and_after(store: Store) -> None:
    fact = count("3个", "党支部", owner="青\ud800乡")
    body = Organisation("青\ud800乡党委", "party_committee")
    store.add(document("甲.txt"), [fact, body])
    (kept,) = store.contributions(ORGANISATIONS)
    assert kept[1].id == body.id != Organisation("青乡党委", "party_committee").id
    assert [r["id"] for r in store.records(COUNTS)] == [row.id for row in store.rows(COUNTS)]


def test_tables_are_written_for_programs_and_for_spreadsheets(store: Store, tmp_path: Path) -> None:
    fact = count("-5%", "增速", examples=("=1+1", "@甲"), owner="＝cmd", aspect="change")
    store.add(document("甲.txt"), [fact])
    write(store, tmp_path)
    first = {path.name: path.read_bytes() for path in sorted((tmp_path / "tables").iterdir())}
    write(store, tmp_path)
    assert first == {path.name: path.read_bytes() for path in sorted((tmp_path / "tables").iterdir())}
    assert sorted(first) == sorted(f"{t.name}.{kind}" for t in ROW_TYPES for kind in ("csv", "jsonl"))
    (line,) = first["counts.jsonl"].decode("utf-8").splitlines()
    assert json.loads(line) == as_record(fact, COUNTS)
    assert list(json.loads(line)) == [column.key for column in COUNTS.columns]
    assert first["counts.csv"].startswith(b"\xef\xbb\xbfid,")
    (row,) = csv.DictReader(first["counts.csv"].decode("utf-8-sig").splitlines())
    assert (row["value"], row["text"], row["examples"], row["owner"]) == (
        "-5",
        "'-5%",
        "'=1+1、@甲",
        "'＝cmd",
    )
    assert (row["period"], row["confidence"]) == ("", "1.0")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (True, "TRUE"),
        (-3, "-3"),
        (0.5, "0.5"),
        (2e20, "200000000000000000000.000000"),
        ("+86", "'+86"),
        ("\t甲", "'\t甲"),
        ("甲=乙", "甲=乙"),
        ("a\ud800\0b", "a\ufffd\ufffdb"),
        ([], ""),
        ([{"row": "ct1", "why": "part"}], "ct1（part）"),
    ],
)
def test_cells(value: object, written: str) -> None:
    assert cell(value) == written
