"""All parts of a Word file that hold text, from .docx, and from what an office program makes of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from doc_files import doc_file
from office_parts import BODY, COMMENT, DELETED, HIDDEN, SAID, report

from pipeline.model.source import RawDocument
from pipeline.readers import choose, legacy_word, office

NEEDS_OFFICE = pytest.mark.skipif(office.installed() is None, reason="LibreOffice is not installed")
LOST = {".rtf": ("text box",), ".doc": (), ".wps": (), ".dot": ()}  # what the converter itself leaves out


def read(data: bytes, extension: str) -> RawDocument:
    reader = choose(data, extension)
    assert reader is not None
    return reader.read(data)


def text_of(raw: RawDocument) -> str:
    return "\n".join(line.text for page in raw.pages for line in page.lines)


def check(raw: RawDocument, lost: tuple[str, ...] = ()) -> None:
    text, aside = text_of(raw), "\n".join(raw.set_aside)
    for part, words in SAID.items():
        where = aside if part in ("header", "footer") else text
        assert (words in where) == (part not in lost), part
    assert BODY in text and DELETED not in text + aside and HIDDEN not in text + aside and COMMENT not in text
    assert raw.revisions == 2 and "隐藏" in aside
    assert f"一、{SAID['list item']}" in text.replace(" ", "")


def test_all_parts_of_a_word_file() -> None:
    raw = read(report(), ".docx")
    check(raw)
    assert f"批注：{COMMENT}" in raw.set_aside


@NEEDS_OFFICE
@pytest.mark.parametrize("extension", [".doc", ".rtf"])
def test_all_parts_of_the_same_file_in_older_formats(extension: str, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(report())
    program = office.installed()
    assert program is not None
    command = [
        program,
        f"-env:UserInstallation={(tmp_path / 'p').as_uri()}",
        "--headless",
        "--convert-to",
        extension[1:],
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        capture_output=True,
        timeout=120,
        check=True,
    )
    data = (tmp_path / f"a{extension}").read_bytes()
    for name in (extension, *((".wps", ".dot") if extension == ".doc" else ())):
        check(read(data, name), LOST[name])


@NEEDS_OFFICE
def test_an_office_program_reads_what_the_own_reader_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy_word, "_converted", lambda data: None)
    monkeypatch.setattr(legacy_word, "_words", lambda data: (b"", None))
    monkeypatch.setattr(
        legacy_word,
        "_plain",
        lambda words: (_ for _ in ()).throw(legacy_word.Unreadable("unsupported", legacy_word.NOT_CONVERTED)),
    )
    raw = legacy_word.read(doc_file([("柏林村有党员42名。\r", b"")]))
    assert "柏林村有党员42名。" in text_of(raw) and raw.set_aside[-1] == legacy_word.BY_OFFICE


def test_without_an_office_program_nothing_is_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "installed", lambda: None)
    assert office.as_docx(b"x", ".doc") is None


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs a shell")
def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(office, "installed", lambda: str(slow))
    monkeypatch.setattr(office, "SECONDS", 0.2)
    assert office.as_docx(b"x", ".doc") is None
