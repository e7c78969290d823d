"""The README's commands are run, and what CI runs is what the README says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.rows import ROW_TYPES

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")


def commands(readme: str) -> list[str]:
    """The lines of the ```sh blocks."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / readme).read_text("utf-8"), re.S)
    return [
        line for block in blocks for line in block.splitlines() if line.strip() and not line.startswith("#")
    ]


def verbs() -> list[tuple[str, str]]:
    return [(r, c) for r in READMES for c in commands(r) if c.startswith("taizhang ")]


@pytest.mark.parametrize(("readme", "command"), verbs(), ids=lambda value: value)
def test_the_commands_of_the_readme_run(readme: str, command: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "corpora", tmp_path / "corpora")
    arguments = [sys.executable, "-m", "pipeline.cli", *shlex.split(command)[1:]]
    done = subprocess.run(
        arguments, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", env=environment()
    )
    assert done.returncode == 0, done.stdout + done.stderr


def environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def test_the_output_that_the_readme_shows_is_what_the_run_prints(tmp_path: Path) -> None:
    """But for the seconds. A README that shows old figures is wrong."""
    shown = re.search(r"It prints\n\n```\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert shown
    shutil.copytree(ROOT / "corpora", tmp_path / "corpora")
    arguments = [sys.executable, "-m", "pipeline.cli", "run", "corpora/reports", "-o", "outputs/sample"]
    done = subprocess.run(
        arguments, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", env=environment()
    )
    seconds = re.compile(r"用时 [\d.]+ 秒")
    assert seconds.sub("", done.stdout) == seconds.sub("", shown[1])


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_has_its_two_commands(readme: str) -> None:
    set_up = [c for c in commands(readme) if "pip install" in c]
    assert len(set_up) == 2, "one command for the main job, one for the tests"
    run, test = set_up
    assert "taizhang run corpora/reports" in run and "pytest" in test


def test_ci_runs_the_test_command_of_the_readme() -> None:
    test = [c for c in commands("README.md") if "pytest" in c][0]
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    plain = ci.replace(" --quiet", "").replace("'", '"')
    assert test.replace("'", '"') in plain


@pytest.mark.parametrize("readme", READMES)
def test_every_verb_and_table_is_documented(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    for verb in main.commands:  # type: ignore[attr-defined]
        assert f"taizhang {verb}" in text, f"{readme} does not show taizhang {verb}"
    for row_type in ROW_TYPES:
        assert row_type.name in text or row_type.heading in text, f"{readme} does not name {row_type.name}"


def test_the_manifest_names_every_sample_report() -> None:
    manifest = (ROOT / "corpora" / "MANIFEST.toml").read_text("utf-8")
    for path in (ROOT / "corpora" / "reports").iterdir():
        assert path.name in manifest, f"corpora/MANIFEST.toml does not say what {path.name} is"
