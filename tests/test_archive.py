"""ZIP archives: names in every encoding, archives in archives, bounds, and nothing that leads out of them."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

import pytest
from hostile_files import zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import paragraph, word_file

from pipeline.model.issue import Unreadable
from pipeline.model.limits import Bounds
from pipeline.readers import archive
from pipeline.readers.archive import harmless, is_archive, members


def renamed(data: bytes, ascii_name: str, raw: bytes) -> bytes:
    """The archive with a name's bytes replaced by others of the same length, as tools write that know no UTF-8."""
    assert len(ascii_name) == len(raw)
    return data.replace(ascii_name.encode(), raw)


def found(data: bytes, name: str = "报送.zip") -> dict[str, bytes | str]:
    return {
        path: content if isinstance(content, bytes) else f"{content.status}：{content.reason}"
        for path, content in members(data, name)
    }


def test_files_come_sorted_under_their_names() -> None:
    data = zipped({"二季度/总结.txt": b"b", "一览.txt": b"a", "空文件夹/": b""})
    assert list(found(data).items()) == [("报送.zip!/一览.txt", b"a"), ("报送.zip!/二季度/总结.txt", b"b")]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
@pytest.mark.parametrize("name", ["党建工作.txt", "年度/东村總結.txt", "①～④.txt"])
def test_names_without_the_mark_of_utf8(encoding: str, name: str) -> None:
    raw = name.encode(encoding)
    data = renamed(zipped({"x" * len(raw): b"1"}), "x" * len(raw), raw)
    assert found(data) == {f"报送.zip!/{name}": b"1"}


def test_a_name_in_the_extra_field_wins() -> None:
    raw = "涓枃".encode("gbk")
    extra = struct.pack("<BI", 1, zlib.crc32(b"x" * len(raw))) + "中文.txt".encode()
    info = zipfile.ZipInfo("x" * len(raw))
    info.extra = struct.pack("<HH", 0x7075, len(extra)) + extra
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        target.writestr(info, b"1")
    assert found(file.getvalue()) == {"报送.zip!/中文.txt": b"1"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("../../etc/总结.txt", "etc/总结.txt"), ("/总结.txt", "总结.txt"), ("C:\\报送\\..\\总结.txt", "报送/总结.txt"),
        ("a/./b.txt", "a/b.txt"), ("..", "未命名"), ("甲\n乙.txt", "甲乙.txt"),
    ],
)  # fmt: skip
def test_no_name_leads_out(path: str, expected: str) -> None:
    assert harmless(path) == expected


def test_two_files_of_one_name_keep_apart() -> None:
    data = zipped({"a/总结.txt": b"1", "a\\总结.txt": b"2", "../a/总结.txt": b"3"})
    assert sorted(found(data)) == [
        "报送.zip!/a/总结(2).txt",
        "报送.zip!/a/总结(3).txt",
        "报送.zip!/a/总结.txt",
    ]


def test_archives_in_archives() -> None:
    inner = zipped({"深.txt": b"2", "更深.zip": zipped({"x.txt": b"3"})})
    data = zipped({"内.zip": inner, "坏.zip": b"PK\x03\x04rubbish", "空.zip": zipped({})})
    result = found(data)
    assert result["报送.zip!/内.zip!/深.txt"] == b"2"
    assert str(result["报送.zip!/内.zip!/更深.zip"]).startswith("unsupported：压缩包套了三层")
    assert str(result["报送.zip!/坏.zip"]).startswith("corrupt")
    assert "报送.zip!/空.zip" not in result  # nothing in it to be read


def test_a_word_file_is_no_archive() -> None:
    word = word_file(paragraph("正文。"))
    assert not is_archive(word[:8192], ".docx") and not is_archive(word[:8192], ".zip")
    assert found(zipped({"报告.docx": word})) == {"报送.zip!/报告.docx": word}
    assert is_archive(zipped({"a.txt": b"1"}), ".zip") and not is_archive(b"text", ".zip")


def test_a_file_with_a_password_is_named_and_the_rest_read() -> None:
    data = bytearray(zipped({"甲.txt": b"1", "乙.txt": b"2"}))
    local, central = data.index("甲.txt".encode()), data.rindex("甲.txt".encode())
    data[local - 24] |= 1
    data[central - 38] |= 1
    result = found(bytes(data))
    assert str(result["报送.zip!/甲.txt"]).startswith("encrypted") and result["报送.zip!/乙.txt"] == b"2"


def test_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({f"{n}.txt": b"x" * 1000 for n in range(5)})
    with monkeypatch.context() as bound:
        bound.setattr(archive, "bounds", lambda: Bounds(members=3))
        assert [isinstance(c, bytes) for _, c in members(data, "a.zip")] == [True, True, True, False]
    large = zipped({f"{n}.txt": random.Random(n).randbytes(1 << 20) for n in range(4)})
    with monkeypatch.context() as bound:
        bound.setattr(archive, "bounds", lambda: Bounds(total_mb=2))
        assert [isinstance(c, bytes) for _, c in members(large, "a.zip")] == [True, True, False, False]
    with monkeypatch.context() as bound:
        bound.setattr(archive, "bounds", lambda: Bounds(part_mb=1))
        larger = zipped({"0.txt": bytes((1 << 20) + 1)})
        assert all(isinstance(c, Unreadable) for _, c in members(larger, "a.zip"))
    bomb = zipped({"0.txt": b"\0" * (20 << 20)})
    ((_, content),) = members(bomb, "a.zip")
    assert isinstance(content, Unreadable) and "压缩率" in content.reason


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Rar!\x1a\x07\x01\x00", "unsupported"),
        (b"7z\xbc\xaf\x27\x1c\x00", "unsupported"),
        (b"PK\x03\x04 no archive", "corrupt"),
        (zipped({"a.txt": b"1" * 50})[:-30], "corrupt"),
        (zipped({}), "empty"),
    ],
)
def test_archives_that_cannot_be_opened(data: bytes, expected: str) -> None:
    with pytest.raises(Unreadable) as caught:
        list(members(data, "a.zip"))
    assert caught.value.status == expected
    assert "请" in caught.value.reason and caught.value.reason.endswith("。")


SOURCE = zipped({"甲.txt": b"1" * 100, "内.zip": zipped({"乙.txt": b"2" * 100}), "b.bin": bytes(range(256))})


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(SOURCE) - 1), st.integers(0, 255), st.booleans())
def test_damage_never_raises_anything_else(place: int, byte: int, cut: bool) -> None:
    data = SOURCE[:place] if cut else SOURCE[:place] + bytes([byte]) + SOURCE[place + 1 :]
    try:
        for name, content in members(data, "a.zip"):
            assert name.startswith("a.zip!/") and isinstance(content, (bytes, Unreadable))
    except Unreadable as unreadable:
        assert unreadable.reason.endswith("。")
