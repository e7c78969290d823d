"""核查.html as a parser and an independent reader of its data see it: text stays text, every row stands at its words."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_ledger import HOSTILE, fill, fill_hostile, put_lines

from pipeline.ledger.decisions import about, save
from pipeline.ledger.store import Store
from pipeline.model.row import FoundRow
from pipeline.rows import QUOTES, ROW_TYPES
from pipeline.writers.review import LISTED, NAME, write
from pipeline.writers.review.listed import declared
from pipeline.writers.review.page import FOLDER, SCRIPTS, to_json
from pipeline.writers.review.segments import Units, cut

SHOWN = {listed.row_type.name: listed for listed in LISTED}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "ledger.sqlite") as made:
        yield made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def pages(out: Path) -> list[Path]:
    return sorted(out.glob("核查*"), key=lambda path: (len(path.name), path.name))


def parsed(path: Path) -> Any:
    return lxml.html.fromstring(
        path.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    )


def data_of(path: Path) -> dict[str, Any]:
    (element,) = parsed(path).xpath("//script[@type='application/json']")
    data: dict[str, Any] = json.loads(element.text)
    return data


def units(text: str, start: int, end: int) -> str:
    """text[start:end] counted as a script counts."""
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


@given(st.integers(0, 30), st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33))))
def test_segments_carry_exactly_the_spans_that_cover_them(length: int, ends: list[tuple[int, int]]) -> None:
    spans = [(start, end, number) for number, (start, end) in enumerate(ends)]
    segments = cut(length, spans)
    assert sum(size for size, _ in segments) == length
    at = 0
    for size, numbers in segments:
        assert size > 0
        for position in range(at, at + size):
            assert list(numbers) == [n for start, end, n in spans if start <= position < end]
        at += size


def test_crossing_spans_share_a_segment() -> None:
    assert cut(6, [(0, 4, 7), (2, 6, 8)]) == [(2, (7,)), (2, (7, 8)), (2, (8,))]
    assert cut(0, [(0, 4, 7)]) == []


@given(st.text(), st.data())
def test_positions_are_counted_as_scripts_count(text: str, data: st.DataObject) -> None:
    end = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(0, end))
    first, last = Units(text).at(start), Units(text).at(end)
    assert units(text, first, last) == text[start:end]


@given(
    st.recursive(
        st.text() | st.sampled_from(HOSTILE),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_ends_no_element_and_says_the_same(value: Any) -> None:
    text = to_json(value)
    assert not re.search("[<>&\u2028\u2029\x00-\x1f\x7f-\x9f\u202a-\u202e\ufffe\uffff\ud800-\udfff]", text)
    assert text.encode("utf-8")
    read = json.loads(text)
    assert json.dumps(read) == json.dumps(value)  # escaped, so that two halves of a pair are one thing


def test_every_table_with_evidence_is_listed_once() -> None:
    names = [listed.row_type.name for listed in LISTED]
    assert sorted(names) == sorted(t.name for t in ROW_TYPES if issubclass(t.row, FoundRow))
    for listed in LISTED:
        keys = {column.key for column in listed.row_type.row.columns}
        assert {*listed.folded, *listed.left_out, *listed.named} <= keys
        assert {key for key, _ in listed.omitted} <= keys
        headings = [column[1] for column in declared(listed)["columns"]]
        assert len(set(headings)) == len(headings)


def test_every_script_is_in_the_page_and_none_writes_markup() -> None:
    assert sorted(SCRIPTS) == sorted(path.name for path in FOLDER.glob("*.js"))
    for name in SCRIPTS:
        code = (FOLDER / name).read_text("utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|import\(|fetch\(",
            code,
        )


def test_every_row_stands_at_its_words(store: Store, out: Path) -> None:
    fill(store)
    write(store, out)
    assert [path.name for path in pages(out)] == [NAME]
    data = data_of(out / NAME)
    shown: dict[str, str] = {}
    for body in data["bodies"]:
        for table, id_, at, first, last, start, end, _, _, _, _, _, sentence, _ in body["rows"]:
            text = sentence if sentence is not None else body["paragraphs"][at][3]
            if sentence is None:
                assert first <= start <= end <= last
            assert id_ not in shown
            shown[id_] = data["tables"][table]["name"] + units(text, start, end)
    expected = {
        row.id: name + row.evidence.said
        for name, listed in SHOWN.items()
        for row in store.rows(listed.row_type)
        if listed.holds(row)
    }
    assert shown == expected


def test_segments_name_the_rows_that_stand_there(store: Store, out: Path) -> None:
    fill(store)
    write(store, out)
    for body in data_of(out / NAME)["bodies"]:
        for at, (_, _, _, text, segments) in enumerate(body["paragraphs"]):
            covered: dict[int, str] = {}
            position = 0
            for segment in segments:
                size, *numbers = [segment] if isinstance(segment, int) else segment
                for number in numbers:
                    covered[number] = covered.get(number, "") + units(text, position, position + size)
                position += size
            own = {n: row for n, row in enumerate(body["rows"]) if row[2] == at and row[12] is None}
            for number, row in own.items():
                assert covered.pop(number) == units(text, row[5], row[6])
            assert all(number >= len(body["rows"]) for number in covered)  # other sides of checks elsewhere


def test_both_sides_of_a_check_are_marked_in_their_articles(store: Store, out: Path) -> None:
    fill(store)
    write(store, out)
    second, first = data_of(out / NAME)["bodies"]
    (check,) = (row for row in first["rows"] if row[1].startswith("ch"))
    paragraph, name, number, sentence, start, end = check[13]
    assert (paragraph, name, number) == (second["paragraphs"][0][0], "乙.txt", 1)
    assert units(sentence, start, end) == "65名"
    assert second["echoes"] == [check[1]]
    assert any(isinstance(s, list) and len(second["rows"]) in s[1:] for s in second["paragraphs"][0][4])


def test_the_doubtful_are_ranked_with_their_reasons(store: Store, out: Path) -> None:
    fill(store)
    write(store, out)
    data = data_of(out / NAME)
    why = {row[10]: row[9] for body in data["bodies"] for row in body["rows"] if row[9] < 9}
    assert why == {"差错：前后不一": 0, "核对：前后不一": 0, "未归入任何表": 2}
    assert data["unread"] == [["坏.docx", "文件已损坏。"]]
    assert [article[6] for article in data["articles"]] == [1, 3]


@pytest.mark.parametrize("filling", [fill, fill_hostile, lambda store: None])
def test_nothing_but_the_page_itself_may_run_or_load(store: Store, out: Path, filling: Any) -> None:
    filling(store)
    write(store, out)
    root = parsed(out / NAME)
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    scripts = root.xpath("//script[not(@type)]")
    for key, (element,) in {"script-src": scripts, "style-src": root.xpath("//style")}.items():
        digest = b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert rules[key] == f"'sha256-{digest}'"
    assert len(root.xpath("//script")) == 2
    assert not root.xpath("//img|//iframe|//link|//object|//embed|//@src|//@onerror|//@onclick|//@style")
    assert not re.search(rb"https?://", (out / NAME).read_bytes())
    assert b"\0" not in (out / NAME).read_bytes()


def test_hostile_text_is_all_there(store: Store, out: Path) -> None:
    fill_hostile(store)
    write(store, out)
    (body,) = data_of(out / NAME)["bodies"]
    stored = [re.sub("[\ud800-\udfff]", "\ufffd", text) for text in HOSTILE]
    assert [paragraph[3] for paragraph in body["paragraphs"]] == stored
    assert "坏了" not in parsed(out / NAME).xpath("string(//title)")


def test_a_large_run_is_split_and_old_files_go(store: Store, out: Path) -> None:
    fill(store)
    write(store, out, most_bytes=1)
    first, second = pages(out)
    assert (first.name, second.name) == (NAME, "核查-2.html")
    (out / "核查-9.html").write_text("of an earlier run")
    (out / "核查-意见.html").write_text("the office's own")
    write(store, out, most_bytes=1)
    assert {path.name for path in pages(out)} == {NAME, "核查-2.html", "核查-意见.html"}
    for at, path in enumerate((first, second)):
        data = data_of(path)
        assert (data["page"], data["pages"]) == (at, [NAME, "核查-2.html"])
        assert [article[7] for article in data["articles"]] == [0, 1]
        assert len(data["bodies"]) == 1


def test_the_limit_holds_where_articles_allow(store: Store, out: Path) -> None:
    fill(store)
    write(store, out)
    whole = (out / NAME).stat().st_size
    write(store, out, most_bytes=whole + 256)
    assert [path.name for path in pages(out)] == [NAME]
    write(store, out, most_bytes=whole - 1)
    assert len(pages(out)) == 2
    assert all(path.stat().st_size < whole for path in pages(out))


def test_what_the_ledger_holds_and_where_lines_stand_is_told(store: Store, out: Path) -> None:
    fill(store)
    put_lines(store)
    (row,) = (row for row in store.rows(QUOTES))
    save(store, [replace(about(row), state="confirmed", note="<b>核过", reviewer="李四", now=row.id)])
    write(store, out)
    data = data_of(out / NAME)
    second, first = data["bodies"]
    assert first["decided"] == {row.id: ["已核", "", "<b>核过", "李四"]}
    assert first["lines"] == [[1, 0, 11, 1, 50, 80, 280, 92], [1, 11, 49, 1, 50, 96, 280, 108]]  # 𠮷 is two
    assert "decided" not in second and "lines" not in second


def test_two_writes_give_the_same_bytes(store: Store, out: Path) -> None:
    fill(store)
    write(store, out)
    once = (out / NAME).read_bytes()
    write(store, out)
    assert (out / NAME).read_bytes() == once
    assert not list(out.glob("*.part"))


def test_an_empty_ledger_makes_a_page(store: Store, out: Path) -> None:
    write(store, out)
    assert data_of(out / NAME)["bodies"] == []
