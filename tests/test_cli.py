"""The command as its users meet it: one Chinese sentence for every mistake, exit codes, and nothing else lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.rows import ROW_TYPES

REPORTS = Path(__file__).parent.parent / "corpora" / "reports"
REPORT = next(path for path in sorted(REPORTS.iterdir()) if path.suffix == ".txt")
EMPTY_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
"""


def taizhang(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def rows(out: Path, table: str) -> list[dict]:
    return [json.loads(line) for line in (out / "tables" / f"{table}.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good report and every kind of bad file."""
    folder = tmp_path / "reports"
    (folder / "镇里").mkdir(parents=True)
    shutil.copy(REPORT, folder / "good.txt")
    shutil.copy(REPORT, folder / "镇里" / "twin.txt")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 this is no package")
    with zipfile.ZipFile(folder / "hollow.docx", "w") as package:
        package.writestr("a.txt", "no document inside")
    (folder / "empty.pdf").write_bytes(EMPTY_PDF)
    (folder / "nothing.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (folder / "picture.xyz").write_bytes(b"\x00\x01\x02 unknown")
    (folder / "~$good.docx").write_bytes(b"lock")
    with zipfile.ZipFile(folder / "sent.zip", "w") as archive:
        archive.writestr("二季度/note.txt", "望溪镇党建简报\n2024年5月6日，望溪镇新建党支部3个。")
        archive.writestr("broken.docx", b"PK\x03\x04 no package either")
    return folder


def test_bad_files_are_named_and_the_good_one_is_whole(folder: Path, tmp_path: Path) -> None:
    out, alone = tmp_path / "out", tmp_path / "alone"
    result = taizhang("run", folder, "-o", out)
    assert result.exit_code == 3, result.output
    statuses = {row["document"]: row["status"] for row in rows(out, "documents")}
    assert statuses["good.txt"] == "ok"
    assert statuses["镇里/twin.txt"] == "duplicate"
    assert statuses["~$good.docx"] == "skipped"
    assert statuses["empty.pdf"] == statuses["nothing.txt"] == "empty"
    assert statuses["broken.docx"] == statuses["hollow.docx"] == "corrupt"
    assert statuses["binary.txt"] in ("corrupt", "unsupported")
    assert statuses["picture.xyz"] == "unsupported"
    assert statuses["sent.zip"] == "skipped"
    assert statuses["sent.zip!/二季度/note.txt"] == "ok"
    assert statuses["sent.zip!/broken.docx"] == "corrupt"
    for row in rows(out, "documents"):
        assert (row["reason"] is None) == (row["status"] == "ok")
        assert row["reason"] is None or row["reason"].endswith("。"), row
    for name in ("broken.docx", "empty.pdf", "binary.txt"):
        assert name in result.output

    (tmp_path / "one").mkdir()
    shutil.copy(REPORT, tmp_path / "one" / "good.txt")
    assert taizhang("run", tmp_path / "one", "-o", alone).exit_code == 0
    in_archive = "sent.zip!/二季度/note.txt"
    assert [row for row in rows(out, "counts") if row["document"] != in_archive] == rows(alone, "counts")
    assert [row["text"] for row in rows(out, "counts") if row["document"] == in_archive] == ["3个"]


def test_a_run_writes_what_the_contract_names(tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = taizhang("run", REPORTS, "-o", out)
    assert result.exit_code == 0, result.output
    expected = {f"tables/{t.name}.{kind}" for t in ROW_TYPES for kind in ("jsonl", "csv")}
    expected |= {"ledger.sqlite", "run.json", "台账.xlsx", "摘编.docx", "核查.html"}
    assert {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()} == expected
    record = json.loads((out / "run.json").read_text("utf-8"))
    assert set(record["inputs"]) == {p.name for p in REPORTS.iterdir()}
    for row_type in ROW_TYPES:
        found = rows(out, row_type.name)
        assert record["rows"][row_type.name] == len(found)
        assert found or row_type.name == "checks", f"no sample report shows a row of {row_type.name}"
        for row in found:
            assert list(row) == [column.key for column in row_type.columns]


def test_the_planned_findings_of_the_sample_reports_are_told_and_nothing_else(tmp_path: Path) -> None:
    """corpora/MANIFEST.toml plants a wrong sum, a contradiction between two reports and a fact told twice."""
    assert taizhang("run", REPORTS, "-o", tmp_path / "out").exit_code == 0
    assert sorted(row["kind"] for row in rows(tmp_path / "out", "checks")) == [
        "contradiction",
        "repeat",
        "sum",
    ]


def test_missing_input_is_one_sentence(tmp_path: Path) -> None:
    result = taizhang("run", tmp_path / "nowhere", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "找不到输入" in result.output and result.output.count("\n") == 1


def test_an_output_inside_the_input_is_refused(tmp_path: Path) -> None:
    result = taizhang("run", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 2 and "换一个输出位置" in result.output


def test_an_output_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = taizhang("run", REPORTS, "-o", tmp_path / "file" / "out")
    assert result.exit_code == 1
    assert "写不进输出文件夹" in result.output and result.output.count("\n") == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_output_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    result = taizhang("run", REPORTS, "-o", tmp_path / "locked" / "out")
    assert result.exit_code == 1 and "没有写入权限" in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run"], "缺少参数 输入文件夹"),
        (["run", "--nosuch"], "没有选项 --nosuch"),
        (["nosuch"], "没有命令 nosuch"),
        (["run", "x", "-o"], "缺少取值"),
    ],
)
def test_usage_mistakes_are_chinese_sentences(arguments: list[str], words: str) -> None:
    result = taizhang(*arguments)
    assert result.exit_code == 2
    assert words in result.output and "Traceback" not in result.output


def test_read_shows_paragraphs_with_their_kinds() -> None:
    result = taizhang("read", REPORT)
    assert result.exit_code == 0
    assert " title " in result.output and " body " in result.output


def test_show_lists_what_was_found() -> None:
    result = taizhang("show", REPORT)
    assert result.exit_code == 0
    assert "[counts]" in result.output and "[places]" in result.output


def test_read_and_show_say_what_is_wrong_with_a_file(folder: Path) -> None:
    for verb in ("read", "show"):
        assert taizhang(verb, folder / "broken.docx").exit_code == 3
        assert taizhang(verb, folder / "nowhere.docx").exit_code == 2


def test_formats_and_tables_list_the_registries() -> None:
    assert ".docx" in taizhang("formats").output
    listed = taizhang("tables").output
    assert all(f"{t.name}（{t.heading}）" in listed for t in ROW_TYPES)


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["--version"]])
def test_help_is_chinese_and_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from pipeline.cli import main\n"
        "try:\n    main(sys.argv[1:], prog_name='taizhang')\n"
        "except SystemExit as end:\n    assert not end.code\n"
        "heavy = {'jieba', 'pandas', 'numpy', 'lxml', 'docx', 'pdfplumber', 'xlsxwriter', 'sqlite3'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert not any(word in done.stdout for word in ("Usage", "Options", "Show this", "default"))
