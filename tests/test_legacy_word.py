"""Old Word files: what the author deleted never appears, what a reading may have lost is said."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from doc_files import DELETED, HIDDEN, Run, doc_file
from hypothesis import given, settings
from hypothesis import strategies as st
from ole_files import old_workbook, ole_file
from word_files import paragraph, word_file

from pipeline.model.issue import Unreadable
from pipeline.model.source import RawDocument
from pipeline.readers import choose, legacy_word

PLAIN: list[Run] = [("云溪镇党委总结\r全镇有", b""), ("18个村，全年发展党员12名。\r", b"")]
MARKED: list[Run] = [
    ("全镇有", b""),
    ("15", DELETED),
    ("18个村。", b""),
    ("藏起来的话", HIDDEN),
    ("\r完。\r", b""),
]


@pytest.fixture(scope="module", autouse=True)
def own_reading_only() -> Iterator[None]:
    """These tests are of the program's own reading, whatever is installed beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.readers.office.installed", lambda: None)
        yield


def read(data: bytes, extension: str = ".doc") -> RawDocument:
    reader = choose(data, extension)
    assert reader is not None and reader.name == "旧版 Word"
    return reader.read(data)


def texts(raw: RawDocument) -> list[str]:
    return [line.text for page in raw.pages for line in page.lines if line.text.strip()]


def test_the_paragraphs_are_read() -> None:
    for extension in (".doc", ".wps", ".dot", ".txt"):
        raw = read(doc_file(PLAIN), extension)
        assert texts(raw) == ["云溪镇党委总结", "全镇有18个村，全年发展党员12名。"]
        assert (raw.partial, raw.set_aside, raw.revisions) == (False, (), 0)


def test_deleted_and_hidden_words_go() -> None:
    raw = read(doc_file(MARKED))
    assert texts(raw) == ["全镇有18个村。", "完。"]
    assert raw.revisions == 1


def test_characters_beyond_the_first_plane_keep_the_places() -> None:
    assert texts(read(doc_file([("\U00020000\U00020001村\r党员", b""), ("12名。\r", b"")], boxes="框里的话。\r"))) == [
        "\U00020000\U00020001村", "党员12名。", "框里的话。",
    ]  # fmt: skip


def test_the_text_of_boxes_that_the_converter_loses_comes_last() -> None:
    raw = read(doc_file(PLAIN, boxes="框里的话，共36个党支部。\r\r"))
    assert texts(raw)[2:] == ["框里的话，共36个党支部。"]
    assert raw.set_aside == (legacy_word.BOXES,) and not raw.partial


def test_a_box_follows_the_paragraph_that_it_hangs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        legacy_word, "_converted", lambda data: word_file(paragraph("甲。\ufffc") + paragraph("乙。"))
    )
    raw = read(doc_file([("甲。\r乙。\r", b"")], boxes="框里的话。\r"))
    assert texts(raw) == ["甲。", "框里的话。", "乙。"] and raw.set_aside == ()


def test_boxes_are_not_read_where_they_may_hold_deleted_words() -> None:
    raw = read(doc_file(MARKED, boxes="框里的话，共36个党支部。\r\r"))
    assert texts(raw) == ["全镇有18个村。", "完。"]
    assert raw.partial and "文本框" in raw.set_aside[-1]


def test_two_readings_that_differ_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy_word, "_converted", lambda data: word_file(paragraph("云溪镇")))
    raw = read(doc_file([("云溪镇党委总结" * 9 + "\r", b"")]))
    assert raw.partial and "60 字" in raw.set_aside[0]


def test_where_the_converter_fails_the_bare_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy_word, "_converted", lambda data: None)
    raw = read(
        doc_file(
            [*PLAIN, ("村名\x07党员\x07\x07东村\x0732\x07\x07见\x13 PAGE \x141\x15页。\r", b"")],
            boxes="框。\r",
            notes="注。\r",
        )
    )
    assert texts(raw) == [
        "云溪镇党委总结",
        "全镇有18个村，全年发展党员12名。",
        "村名\t党员",
        "东村\t32",
        "见1页。",
        "注。",
        "框。",
    ]
    assert raw.partial and len(raw.set_aside) == 1
    with pytest.raises(Unreadable) as caught:
        read(doc_file(MARKED))
    assert caught.value.status == "unsupported"


def test_without_the_converter_the_reason_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "doc2docx", None)
    with pytest.raises(Unreadable) as caught:
        read(doc_file(PLAIN))
    assert caught.value.status == "unsupported" and "msdoc2docx" in caught.value.reason


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (doc_file(PLAIN, flags=0x1300), "encrypted"),
        (ole_file({"EncryptedPackage": b"x"}), "encrypted"),
        (doc_file(PLAIN, version=0x68), "unsupported"),
        (old_workbook({"党员": [["东村", 3.0]]}), "unsupported"),
        (ole_file({"PowerPoint Document": b"x"}), "unsupported"),
        (ole_file({"CHNKWKS": b"x"}), "unsupported"),
        (ole_file({"WordDocument": b"x"}), "corrupt"),
        (doc_file(PLAIN)[:700], "corrupt"),
        (doc_file(PLAIN, clx=False), "corrupt"),
        (doc_file([("\r", b"")]), "empty"),
        (b"nothing of the kind", "corrupt"),
    ],
)
def test_files_that_cannot_be_read(data: bytes, expected: str) -> None:
    with pytest.raises(Unreadable) as caught:
        legacy_word.READER.read(data)  # a workbook called .doc never comes here: its content tells
    assert caught.value.status == expected
    assert "请" in caught.value.reason and caught.value.reason.endswith("。")


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (word_file(paragraph("正文。")), "Word"),
        (b"{\\rtf1 a}", "RTF"),
        (b"<html><body>a</body></html>", "网页"),
        (b"%PDF-1.4", "PDF"),
    ],
)
def test_what_is_only_named_like_an_old_file_is_left_to_its_reader(data: bytes, reader: str) -> None:
    chosen = choose(data, ".doc")
    assert chosen is not None and chosen.name == reader


SOURCES = (doc_file(PLAIN, boxes="框。\r"), doc_file(MARKED))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 255), st.booleans())
def test_damage_never_raises_anything_else(place: int, byte: int, cut: bool) -> None:
    for source in SOURCES:
        at = place % len(source)
        data = source[:at] if cut else source[:at] + bytes([byte]) + source[at + 1 :]
        reader = choose(data, ".doc")
        assert reader is not None
        try:
            reader.read(data)
        except Unreadable as unreadable:
            assert unreadable.reason.endswith("。")
