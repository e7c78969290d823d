"""A disk that fills, an output that vanishes, files that come, grow and go while a run reads them: one sentence each."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from runs import documents, fill, report, tables, taizhang

from pipeline.model.issue import Refused
from pipeline.run import Limits, reading, run, stages

LONG = "长" * 5000
CALM = Limits(jobs=1)


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "磁盘空间不足"), (errno.EDQUOT, "磁盘配额"), (errno.EROFS, "只读"), (errno.EIO, "磁盘读写出错"), (errno.EACCES, "没有权限")],
)  # fmt: skip
def test_a_disk_that_takes_no_more_is_told_and_nothing_read_is_lost(
    number: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "in", 2)

    def full(*given: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch, pytest.raises(Refused, match=said) as refused:
        patch.setattr(stages, "write_files", full)
        run(tmp_path / "in", tmp_path / "out", limits=CALM)
    assert refused.value.exit_code == 1 and "\n" not in refused.value.message
    assert run(tmp_path / "in", tmp_path / "out", limits=CALM).kept == 2
    run(tmp_path / "in", tmp_path / "quiet", limits=CALM)
    assert tables(tmp_path / "out") == tables(tmp_path / "quiet")


@pytest.mark.skipif(sys.platform == "win32", reason="a folder with open files cannot be removed there")
@pytest.mark.parametrize("stage", ["take_in", "put_together", "write_files"])
def test_an_output_that_vanishes_is_one_sentence_and_stays_gone(
    stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "in", 2)
    out = tmp_path / "out"
    calm: Callable[..., object] = getattr(stages, stage)

    def vanishing(*given: object) -> object:
        shutil.rmtree(out)
        return calm(*given)

    with monkeypatch.context() as patch, pytest.raises(Refused, match="写不进输出文件夹.*已被移走"):
        patch.setattr(stages, stage, vanishing)
        run(tmp_path / "in", out, limits=CALM)
    assert len(list((tmp_path / "in").iterdir())) == 2
    assert run(tmp_path / "in", out, limits=CALM).exit_code == 0


def while_listed(monkeypatch: pytest.MonkeyPatch, happen: Callable[[], None]) -> None:
    """Lets `happen` happen when the files are listed and none is read."""
    calm = reading.folder.files

    def listed(source: Path) -> Iterator[tuple[str, Path]]:
        found = list(calm(source))
        happen()
        yield from found

    monkeypatch.setattr(reading.folder, "files", listed)


def while_hashed(monkeypatch: pytest.MonkeyPatch, happen: Callable[[], None]) -> None:
    """Lets `happen` happen when the files are known to be new and are about to be read."""
    calm = reading.outcomes

    def read(pieces: Iterator[reading.Piece], limits: Limits) -> object:
        waiting = list(pieces)
        happen()
        return calm(iter(waiting), limits)

    monkeypatch.setattr(reading, "outcomes", read)


@pytest.mark.parametrize("moment", [while_listed, while_hashed])
def test_a_file_that_vanishes_is_told_and_the_others_are_read(
    moment: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "in", 3)
    with monkeypatch.context() as patch:
        moment(patch, (tmp_path / "in" / "01.txt").unlink)
        summary = run(tmp_path / "in", tmp_path / "out", limits=CALM)
    found = documents(tmp_path / "out")
    assert {name: row["status"] for name, row in found.items()} == {
        "00.txt": "ok", "01.txt": "error", "02.txt": "ok"
    }  # fmt: skip
    assert "已被移走" in found["01.txt"]["reason"] and "\n" not in found["01.txt"]["reason"]
    assert summary.exit_code == 3
    assert run(tmp_path / "in", tmp_path / "out", limits=CALM).exit_code == 0
    assert set(documents(tmp_path / "out")) == {"00.txt", "02.txt"}


def test_a_file_that_grows_is_what_was_read_of_it_and_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "in", 2)
    growing = tmp_path / "in" / "01.txt"
    grown = growing.read_bytes() + report(7).encode()
    with monkeypatch.context() as patch:
        while_hashed(patch, lambda: void(growing.write_bytes(grown)))
        assert run(tmp_path / "in", tmp_path / "out", limits=CALM).exit_code == 0
    assert documents(tmp_path / "out")["01.txt"]["sha256"] == hashlib.sha256(grown).hexdigest()
    assert run(tmp_path / "in", tmp_path / "out", limits=CALM).kept == 2
    run(tmp_path / "in", tmp_path / "quiet", limits=CALM)
    assert tables(tmp_path / "out") == tables(tmp_path / "quiet")


def void(_: object) -> None:
    """Nothing, whatever was given."""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("run", LONG, "-o", "out"), 2), (("run", "in", "-o", LONG), 1), (("run", f"{LONG}/甲", "-o", "out"), 2), (("status", LONG), None),
     (("run", "in", "-o", "out", "--lexicon", LONG), None), (("read", LONG), 2), (("review", "in", LONG), None)],
    ids=["input", "output", "folder", "status", "lexicon", "read", "review"],
)  # fmt: skip
def test_a_path_of_five_thousand_characters_is_one_short_line(
    arguments: tuple[str, ...], code: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "in", 1)
    monkeypatch.chdir(tmp_path)
    done = taizhang(*arguments)
    assert "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert 0 < done.returncode < 4 and done.returncode == (code or done.returncode)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names of any bytes as Linux has them")
def test_a_name_in_gbk_bytes_is_read_and_told_and_kept(tmp_path: Path) -> None:
    fill(tmp_path / "in", 1)
    name = os.fsencode(tmp_path / "in") + b"/" + "二季度总结.txt".encode("gbk")
    Path(os.fsdecode(name)).write_text(report(3), "utf-8")
    done = taizhang("run", tmp_path / "in", "-o", tmp_path / "out")
    assert done.returncode == 0 and "Traceback" not in done.stderr
    found = documents(tmp_path / "out")
    assert sorted(row["status"] for row in found.values()) == ["ok", "ok"]
    assert all(row["sha256"] for row in found.values())
    assert run(tmp_path / "in", tmp_path / "out").kept == 2
