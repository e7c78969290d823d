"""What a run says while it reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from runs import taizhang

from pipeline.cli import progress
from pipeline.run.reading import Advance


@pytest.mark.parametrize(
    ("advance", "seconds", "expected"),
    [
        (Advance(400, 120, 0, 0, 3821), 60, "已读 120/400 份，找到 3821 行，约剩 2 分钟"),
        (Advance(400, 390, 0, 2, 9000), 60, "已读 390/400 份，找到 9000 行，未能读入 2 份，约剩 2 秒"),
        (Advance(400, 300, 300, 0, 0), 6, "已读 300/400 份，找到 0 行"),
        (Advance(4, 4, 0, 0, 9), 6, "已读 4/4 份，找到 9 行"),
        (Advance(10**6, 10, 0, 0, 9), 1, "已读 10/1000000 份，找到 9 行，约剩 27.8 小时"),
    ],
)
def test_the_line_says_how_far_and_how_long(advance: Advance, seconds: float, expected: str) -> None:
    assert progress.line(advance, seconds) == expected


def test_redirected_output_gets_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 1.0, 5.0, 5.0, 6.0, 10.5, 10.5])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    with progress.Progress() as told:
        for done in range(1, 5):
            told(Advance(8, done))
    assert [line.split(" 份")[0] for line in capsys.readouterr().err.splitlines()] == ["已读 2/8", "已读 4/8"]


def test_a_console_that_knows_gbk_only_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "简报🚩.xyz").write_bytes(b"\x00\x01")
    console = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}
    done = taizhang("run", tmp_path / "in", "-o", tmp_path / "out", encoding="gbk", **console)
    assert done.returncode == 3 and "未处理　简报?.xyz" in done.stderr
