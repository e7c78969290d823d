"""Twenty-five ways to do harm with a file, a name or a folder, and what the run does about each."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import hostile_files as hostile
import openpyxl
import pytest
from hostile_files import GOOD, SECRET, zipped
from ole_files import ole_file
from runs import ROOT, command, documents, report, tables
from word_files import paragraph, word_file

from pipeline.cli.console import harmless, on_one_line
from pipeline.model.issue import Refused, Unreadable
from pipeline.readers import archive
from pipeline.readers.archive import members
from pipeline.run import Limits, run
from pipeline.run.one_file import outcome

LIMIT = 20.0  # seconds for one small file on a busy machine
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="names and links as POSIX has them")
NASTY_NAME = "二季度\x1b[2J\u202e\n未处理　假.txt"
FORMULAS = ("=1+1", "＝1+1", "+cmd", "＠SUM(A1)", "-2+3", '=HYPERLINK("http://example.org")')
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}<w:p>"


def told(name: str, data: bytes) -> tuple[str, str]:
    """Status and text or reason of one file, in time."""
    began = time.perf_counter()
    row, rows, _ = outcome(name, data, LIMIT)
    assert time.perf_counter() - began < 2 * LIMIT
    said = "".join(getattr(found, "text", "") or "" for found in rows)
    return row.status, row.reason or said


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, str]]:
    """A folder of attacks read by a whole run that may not reach out of the machine: OUT, what it printed, what it tried."""
    room = tmp_path_factory.mktemp("attacks")
    source, out, log = room / "in", room / "out", room / "reached.txt"
    source.mkdir()
    secret = room / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    entity = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    remote = '<!DOCTYPE w SYSTEM "http://example.org/a.dtd" [<!ENTITY x SYSTEM "http://example.org/a.txt">]>'
    files = {
        "好.txt": GOOD.encode(), "外部实体.docx": hostile.word_with_prolog(entity),
        "远程.docx": hostile.word_with_prolog(remote), "宏.docm": hostile.macro_word(),
        "链接.html": '<html><body><img src="http://example.org/a.png"><link rel="stylesheet" href="//example.org/a.css">'
                     f"<p>{GOOD}</p></body></html>".encode(),
        "公式.txt": "\n".join(f"“{f}”党建品牌被评为2024年市级先进，有党员5名。" for f in FORMULAS).encode(),
        "标记.txt": f"青石乡打造“{MARKUP}”党建品牌，2024年有党员6名。".encode(),
        "隐私.txt": "联系人王小满，手机13812345678，身份证号11010519491231002X，卡号6222021234567894。".encode(),
        "甲/副本.txt": report(2).encode(), "副本(1).txt": report(2).encode(),
    }  # fmt: skip
    for name, data in files.items():
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_bytes(data)
    if sys.platform != "win32":
        (source / NASTY_NAME).write_text(report(3), "utf-8")
        (source / "链接.txt").symlink_to(secret)
        (source / "圈").symlink_to(source)
        os.mkfifo(source / "管道.txt")
        (source / os.fsdecode("工作总结.txt".encode("gbk"))).write_text(report(4), "utf-8")
    before = {path: path.stat().st_mtime_ns for path in source.rglob("*") if path.is_file()}
    path = os.pathsep.join((str(Path(__file__).parent / "offline"), str(ROOT)))
    environment = {
        **os.environ,
        "PYTHONPATH": path,
        "PYTHONUTF8": "1",
        "OFFLINE_TOLD": str(log),
        "TMPDIR": str(room / "tmp"),
    }
    (room / "tmp").mkdir()
    done = subprocess.run(
        command("run", source, "-o", out), capture_output=True, encoding="utf-8", env=environment, cwd=room
    )
    assert done.returncode == 3, done.stdout + done.stderr
    assert {path: path.stat().st_mtime_ns for path in source.rglob("*") if path.is_file()} == before, (
        "INPUT is as it was"
    )
    left = {p.name for p in room.iterdir()} - {"in", "out", "secret.txt", "tmp", "reached.txt"}
    assert not left and not list((room / "tmp").iterdir()), (
        "nothing is written elsewhere, nothing is left behind"
    )
    yield out, done.stdout + done.stderr, log.read_text("utf-8") if log.exists() else ""
    shutil.rmtree(room, ignore_errors=True)


def everything(out: Path) -> str:
    """All that a run wrote, packages opened, as one text."""
    texts = []
    for path in sorted(p for p in out.rglob("*") if p.is_file()):
        data = path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                data = b"".join(package.read(name) for name in package.namelist())
        texts.append(data.decode("utf-8", "replace"))
    return "".join(texts)


def test_01_bombs_are_weighed_before_they_are_opened() -> None:
    import tracemalloc

    word, packed = hostile.swollen_word(40), zipped({"0.txt": bytes(40 << 20)})
    tracemalloc.start()
    assert told("炸弹.docx", word)[0] == "unsupported"
    ((_, content),) = members(packed, "a.zip")
    assert isinstance(content, Unreadable) and "压缩率" in content.reason
    assert tracemalloc.get_traced_memory()[1] < 32 << 20
    tracemalloc.stop()
    status, reason = told("重名.docx", hostile.twice_named_word())
    assert status == "corrupt" and "重名" in reason


def test_02_nested_archives_share_one_budget() -> None:
    inner = zipped({"丙.txt": b"3"})
    found = dict(members(zipped({"乙.zip": zipped({"丙.zip": inner, "丁.txt": b"4"})}), "甲.zip"))
    assert found["甲.zip!/乙.zip!/丁.txt"] == b"4"
    assert isinstance(deep := found["甲.zip!/乙.zip!/丙.zip"], Unreadable) and "三层" in deep.reason


@pytest.mark.parametrize(
    "name", ["../../etc/甲.txt", "/甲.txt", "C:\\甲.txt", "\\\\server\\share\\甲.txt", "..\\..\\甲.txt", "./a/../甲.txt", "CON/甲.txt"],
)  # fmt: skip
def test_03_names_that_lead_out(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ((found, content),) = members(zipped({name: b"1"}), "a.zip")
    assert content == b"1" and found.startswith("a.zip!/") and found.endswith("甲.txt")
    assert (
        not {"..", ".", ""} & set(found.removeprefix("a.zip!/").split("/"))
        and ":" not in found
        and "\\" not in found
    )
    assert not list(tmp_path.iterdir()), "nothing is unpacked to disk"


@POSIX
def test_04_links_are_told_of_and_not_followed(ran: tuple[Path, str, str]) -> None:
    found = documents(ran[0])
    assert found["链接.txt"]["status"] == "skipped" and "链接" in found["链接.txt"]["reason"]
    assert found["管道.txt"]["status"] == "skipped"
    assert not any(name.startswith("圈/") for name in found)
    assert SECRET not in everything(ran[0])


@pytest.mark.parametrize(
    "prolog", [hostile.laughs(9), hostile.laughs(3), "<!DOCTYPE w>", '<!DOCTYPE w SYSTEM "a.dtd">']
)
def test_05_document_types_are_refused(prolog: str) -> None:
    status, reason = told("实体.docx", hostile.word_with_prolog(prolog, ""))
    assert status == "corrupt" and "文档类型声明" in reason


def test_05_no_file_and_no_host_is_reached(ran: tuple[Path, str, str]) -> None:
    out, _, reached = ran
    assert reached == "", "no process of a run may reach out of the machine"
    assert documents(out)["外部实体.docx"]["status"] == documents(out)["远程.docx"]["status"] == "corrupt"


@pytest.mark.parametrize("name", hostile.harmful_pdfs())
def test_06_harmful_pdfs_end_in_time(name: str) -> None:
    status, said = told(f"{name}.pdf", hostile.harmful_pdfs()[name])
    assert status in ("ok", "empty", "corrupt", "unsupported", "timeout"), said
    if name in ("length-of-itself", "nested", "many-operators"):
        assert status == "ok" and ("hello 42" in said or said.startswith("a"))


@POSIX
def test_07_what_is_huge_is_not_taken_in(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "大.txt").open("wb") as file:
        file.truncate(3 << 30)
    (tmp_path / "in" / "好.txt").write_text(GOOD, "utf-8")
    run(tmp_path / "in", tmp_path / "out", limits=Limits(jobs=1))
    found = documents(tmp_path / "out")
    assert found["大.txt"]["status"] == "unsupported" and "512 MB" in found["大.txt"]["reason"]
    assert found["好.txt"]["status"] == "ok"


def test_07_a_text_is_cut_at_its_bound_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.model.limits import Bounds

    monkeypatch.setattr("pipeline.run.within_bounds.bounds", lambda: Bounds(characters=100))
    row, rows, _ = outcome("长.txt", f"{GOOD}\n".encode() * 50)
    assert row.status == "ok" and row.partial and row.characters <= 100
    assert any("未读取" in told for told in row.set_aside) and rows


@pytest.mark.parametrize(
    "piece", ["第", "(", "（一）", "1,", "一", "“", "2024年", "的", "党委", "张", "a", "。", "《甲", "第一，"], ids=repr
)  # fmt: skip
def test_08_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    def seconds(times: int) -> float:
        data = (piece * times).encode()
        began = time.process_time()
        outcome("嵌套.txt", data)
        return time.process_time() - began

    seconds(100)
    once = seconds(1500)
    assert seconds(6000) < max(16 * once, 3.0) / 2, (
        "four times the text may take six times as long, not sixteen"
    )


@pytest.mark.parametrize("start", ["青石乡", "2024年，青石乡", "下一步，两年来，青石乡将累计"])
def test_08_a_sentence_of_twice_the_figures_takes_twice_the_time(start: str) -> None:
    def seconds(times: int) -> float:
        """Of the quickest of three: what else the machine does is not the sentence's."""
        data = f"{start}{'完成投资1亿元，' * times}成效明显。".encode()
        took = []
        for _ in range(3):
            began = time.process_time()
            row, rows, _boxes = outcome("长句.txt", data)
            took.append(time.process_time() - began)
            assert row.status == "ok" and sum(r.table == "counts" for r in rows) >= times
        return min(took)

    seconds(20)
    # a square would give four each time; one calm moment of a busy machine is enough to see that it is none
    assert any(seconds(1100) <= 2.6 * seconds(550) for _ in range(4))


@pytest.mark.parametrize(
    "encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "big5hkscs"]
)
def test_09_encodings_give_one_text(encoding: str) -> None:
    text = "2024年，青石鄉新建支部3個，走訪企業12家。" if encoding == "big5hkscs" else GOOD
    assert told("编码.txt", text.encode(encoding))[0] == "ok"
    assert "3" in told("编码.txt", text.encode(encoding))[1]


@pytest.mark.parametrize(
    "text", ["\x00", "\x1b[31m", "\ufffe", "\ud800", "\ue000", "\u202e", "\u200b", "\ufeff"], ids=ascii
)
def test_10_11_odd_characters_keep_spans_true(text: str) -> None:
    said = f"2024年，青石乡{text}新建党支部3个，走访{text}企业12家。"
    row, rows, _ = outcome("怪字.txt", said.encode("utf-8", "surrogatepass"))
    assert row.status in ("ok", "corrupt")
    for found in rows:
        if evidence := getattr(found, "evidence", None):
            assert evidence.sentence[evidence.start : evidence.end] == evidence.said


def test_12_no_cell_is_a_formula(ran: tuple[Path, str, str]) -> None:
    out = ran[0]
    with zipfile.ZipFile(out / "台账.xlsx") as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in package.read(name) and b"<f " not in package.read(name)
    for path in (out / "tables").glob("*.csv"):
        for line in path.read_text("utf-8-sig").splitlines():
            assert not re.search(r'(?:^|,)"?[=＝＠@]', line), line


def test_13_pages_run_nothing_of_a_report(ran: tuple[Path, str, str]) -> None:
    from lxml import html

    page = (ran[0] / "核查.html").read_text("utf-8")
    tree = html.document_fromstring(page.encode("utf-8"))
    assert not tree.xpath("//img[@src='x']") and not tree.xpath("//@onerror")
    assert "<script>alert" not in page and "Content-Security-Policy" in page


def test_14_word_output_holds_no_markup_of_a_report(ran: tuple[Path, str, str]) -> None:
    with zipfile.ZipFile(ran[0] / "摘编.docx") as package:
        body = package.read("word/document.xml").decode("utf-8")
    assert (
        "<script>" not in body
        and "instrText>alert" not in body
        and "49" not in re.findall(r"党建品牌[^<]*", body)
    )


@POSIX
def test_15_a_name_steers_no_terminal(ran: tuple[Path, str, str]) -> None:
    assert "\x1b" not in ran[1] and "\u202e" not in ran[1]
    assert not any(line.startswith("未处理　假") for line in ran[1].splitlines())
    assert (
        on_one_line(NASTY_NAME) == "二季度␛[2J\ufffd␊未处理　假.txt"
        and harmless("甲\x7f\x9b") == "甲\u2421\ufffd"
    )


def test_16_a_second_run_is_refused(tmp_path: Path) -> None:
    from pipeline.run.lock import only_run

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "好.txt").write_text(GOOD, "utf-8")
    (tmp_path / "out").mkdir()
    with only_run(tmp_path / "out"), pytest.raises(Refused, match="另一次运行"):
        run(tmp_path / "in", tmp_path / "out")


def test_17_a_run_that_was_cut_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.run import stages

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "好.txt").write_text(GOOD, "utf-8")

    def cut(*given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(stages, "put_together", cut)
        run(tmp_path / "in", tmp_path / "out")
    summary = run(tmp_path / "in", tmp_path / "out")
    assert summary.kept == 1 and summary.notice.startswith("上次运行没有做完")
    run(tmp_path / "in", tmp_path / "quiet")
    assert tables(tmp_path / "out") == tables(tmp_path / "quiet")


@POSIX
def test_18_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for n in range(3):
        (tmp_path / "in" / f"{n}.txt").write_text(report(n) * 40, "utf-8")
    limited = f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536)); import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from pipeline.cli import main; sys.argv = ['taizhang', 'run', {str(tmp_path / 'in')!r}, '-o', {str(tmp_path / 'out')!r}]; main()"
    done = subprocess.run([sys.executable, "-c", limited], capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"})  # fmt: skip
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1 and "请检查" in done.stderr


def test_19_an_output_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "好.txt").write_text(GOOD, "utf-8")
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(Refused, match="写不进输出文件夹"):
        run(tmp_path / "in", tmp_path / "file" / "out")
    with pytest.raises(Refused, match="输出文件夹里面|输入文件夹里面"):
        run(tmp_path / "in", tmp_path / "in" / "out")

    def locked(self: Path, target: object) -> Path:
        raise PermissionError(13, "in use", str(target))

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(Refused, match="没有权限"):
        run(tmp_path / "in", tmp_path / "out")


def test_20_neither_locale_nor_zone_changes_a_table(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "好.txt").write_text(report(1), "utf-8")
    made = []
    for number, (locale, zone) in enumerate([("C", "UTC"), ("tr_TR.UTF-8", "Asia/Shanghai")]):
        out = tmp_path / str(number)
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "LC_ALL": locale,
            "TZ": zone,
            "PYTHONHASHSEED": str(number),
        }
        done = subprocess.run(
            command("run", tmp_path / "in", "-o", out, "--jobs", 1), capture_output=True, env=environment
        )
        assert done.returncode == 0, done.stderr
        made.append(tables(out))
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe\x00", "UTF-8"), ("甲\t乙\t丙\t丁\n".encode(), "第 1 行"), (b"(a+)+$\n" , "第 1 行")],
)  # fmt: skip
def test_21_a_word_list_that_is_none_is_told_with_its_line(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "词表").mkdir()
    (tmp_path / "词表" / "组织词.tsv").write_bytes(content)
    (tmp_path / "in").mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command("run", tmp_path / "in", "-o", tmp_path / "out", "--lexicon", tmp_path / "词表"),
        capture_output=True, encoding="utf-8", env=environment,
    )  # fmt: skip
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr


def test_22_private_numbers_are_in_no_output(ran: tuple[Path, str, str]) -> None:
    written = everything(ran[0]) + ran[1]
    for number in ("13812345678", "11010519491231002X", "6222021234567894"):
        assert number not in written
    assert "138****5678" in written and "110***********002X" in written and "6222********7894" in written


def test_23_locked_and_foreign_files_are_named() -> None:
    locked = ole_file({"EncryptedPackage": b"x" * 64, "EncryptionInfo": b"y"})
    assert {told(f"锁{e}", locked)[0] for e in (".docx", ".xlsx", ".doc", ".pptx", ".wps", ".et")} == {
        "encrypted"
    }
    for name in ("旧.ofd", "旧.wps", "旧.et", "旧.doc"):
        status, reason = told(name, b"MZ\x90" + bytes(range(256)) * 4)
        assert status in ("corrupt", "unsupported") and "请" in reason


def test_24_macros_and_objects_lie_where_they_are(ran: tuple[Path, str, str]) -> None:
    assert documents(ran[0])["宏.docm"]["status"] == "ok"
    assert SECRET not in everything(ran[0]) and "calc.exe" not in everything(ran[0])


def test_25_a_copy_counts_once(ran: tuple[Path, str, str]) -> None:
    found = documents(ran[0])
    assert {found["甲/副本.txt"]["status"], found["副本(1).txt"]["status"]} == {"ok", "duplicate"}
    assert openpyxl.load_workbook(io.BytesIO((ran[0] / "台账.xlsx").read_bytes())).sheetnames


def test_an_archive_opens_the_files_of_a_tar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tarfile

    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        for name, data in (("报送/甲.txt", b"1"), ("../乙.docx", word_file(paragraph(GOOD)))):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("链接.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    found = dict(members(made.getvalue(), "a.tgz"))
    assert list(found) == ["a.tgz!/报送/甲.txt", "a.tgz!/乙.docx"] and found["a.tgz!/报送/甲.txt"] == b"1"
    assert archive.is_archive(made.getvalue()[:8192], ".tgz")

    program = tmp_path / "bsdtar"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.stdout.buffer.write({made.getvalue()!r})\n", "utf-8"
    )
    program.chmod(0o700)
    seven = b"7z\xbc\xaf\x27\x1c" + bytes(40)
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    if sys.platform != "win32":
        assert list(dict(members(seven, "b.7z"))) == ["b.7z!/报送/甲.txt", "b.7z!/乙.docx"]
        program.write_text(
            f"#!{sys.executable}\nimport sys\nsys.exit('Encrypted file is unsupported')\n", "utf-8"
        )
        with pytest.raises(Unreadable) as caught:
            list(members(seven, "b.7z"))
        assert caught.value.status == "encrypted"
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Unreadable, match="bsdtar"):
        list(members(seven, "b.7z"))
