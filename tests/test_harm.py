"""Every reader against files that are empty, cut off, too large or called by another's name: a reason each, in time."""

from __future__ import annotations

import re
import time

import pytest
from magazine import Piece, pdf_of
from ofd_files import ofd_file, page, text_object
from ole_files import ole_file
from table_files import docx_of, html_of, parsed, xls_of, xlsx_of

from pipeline.model.limits import Bounds
from pipeline.run.one_file import outcome

TABLE = parsed("村名 | 党员（人）\n柏林村 | 42\n石桥村 | 28", ("青云镇2024年党员统计表",))
SAMPLES = {
    ".docx": docx_of(TABLE), ".xlsx": xlsx_of(TABLE), ".xls": xls_of(TABLE), ".html": html_of(TABLE),
    ".pdf": pdf_of([[Piece(60, 120, "柏林村有党员42名。", 12)]]),
    ".rtf": rb"{\rtf1\ansi\ansicpg936 " + "柏林村有党员42名。".encode("gbk").replace(b"\\", b"\\\\") + rb"\par}",
    ".txt": "柏林村有党员42名。".encode("gb18030"), ".csv": "村名,党员\n柏林村,42\n".encode("gbk"),
    ".md": "# 柏林村\n\n有党员42名。".encode(), ".ofd": ofd_file([page(text_object(20, 20, "柏林村有党员42名。"))]),
}  # fmt: skip
READ = ("ok",)
NOT_READ = ("empty", "unsupported", "encrypted", "corrupt")
LIMIT = 10.0  # seconds for one small file, on a busy machine


def status(name: str, data: bytes) -> str:
    began = time.perf_counter()
    row = outcome(name, data)[0]
    assert time.perf_counter() - began < LIMIT
    assert row.status in (*READ, *NOT_READ), row.reason
    if row.status != "ok":
        assert row.reason and row.reason.endswith("。") and re.search("请|空的", row.reason)
    return row.status


@pytest.mark.parametrize("extension", SAMPLES)
def test_the_sample_is_read(extension: str) -> None:
    assert status(f"统计表{extension}", SAMPLES[extension]) == "ok"


@pytest.mark.parametrize("extension", [*SAMPLES, ".doc", ".pptx", ".et", ".mht"])
def test_an_empty_file(extension: str) -> None:
    assert status(f"空{extension}", b"") == "empty"
    assert status(f"空白{extension}", b" \r\n\t \n") in NOT_READ


@pytest.mark.parametrize("extension", [".docx", ".xlsx", ".xls", ".pdf", ".ofd", ".doc", ".pptx"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_cut_off(extension: str, share: float) -> None:
    data = SAMPLES.get(extension, SAMPLES[".docx"] if extension == ".pptx" else SAMPLES[".xls"])
    assert status(f"半截{extension}", data[: int(len(data) * share)]) in (*NOT_READ, *READ)


@pytest.mark.parametrize("wrong", [*SAMPLES, ".doc", ".wps", ".pptx"])
@pytest.mark.parametrize("extension", [".docx", ".xlsx", ".xls", ".pdf", ".rtf", ".ofd"])
def test_a_file_called_by_another_name_is_read_by_its_content(extension: str, wrong: str) -> None:
    assert status(f"统计表{wrong}", SAMPLES[extension]) == "ok"


@pytest.mark.parametrize("extension", [*SAMPLES, ".doc", ".pptx"])
@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n" + bytes(600), b"MZ" + bytes(range(256)) * 8, b"\x7fELF" + bytes(900), bytes(4096)],
    ids=["picture", "program", "object", "zeros"],
)  # fmt: skip
def test_what_is_none_of_these_is_refused(extension: str, content: bytes) -> None:
    assert status(f"怪{extension}", content) in NOT_READ


@pytest.mark.parametrize("extension", [".docx", ".xlsx", ".doc", ".pptx", ".xls"])
def test_a_password(extension: str) -> None:
    locked = ole_file({"EncryptedPackage": b"x" * 64, "EncryptionInfo": b"y"})
    assert status(f"加密{extension}", locked) == "encrypted"


def test_a_pdf_with_a_password() -> None:
    assert (
        status("加密.pdf", pdf_of([[Piece(60, 120, "柏林村有党员42名。", 12)]], password="1234"))
        == "encrypted"
    )


@pytest.mark.parametrize("extension", SAMPLES)
def test_what_is_too_large_is_refused(extension: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.run.one_file.bounds", lambda: Bounds(file_mb=0))
    assert status(f"大{extension}", SAMPLES[extension]) == "unsupported"
