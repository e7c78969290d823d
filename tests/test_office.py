"""A folder of a county's reports against the truth written down for it (corpora/office/TRUTH.toml)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import office
import pytest

from pipeline import run

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FOLDER = Path(__file__).parent.parent / "corpora" / "office"
REPORTS = FOLDER / "reports"
TRUTH = tomllib.loads((FOLDER / "TRUTH.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    run.run(REPORTS, folder)
    return folder


def told(name: str, value: float, score: office.Score) -> str:
    return "\n".join([f"{name} {value:.3f}", *score.missed, *score.wrong])


def test_totals(out: Path) -> None:
    found = office.rows(out, "totals")
    score = office.totals_score(TRUTH, found)
    sys.stdout.write(told("totals F1", score.f1, score))
    assert len(office.forbidden(TRUTH, found)) <= FLOORS["forbidden"]
    assert score.f1 >= FLOORS["totals"], told("totals F1", score.f1, score)


def test_checks(out: Path) -> None:
    score = office.checks_score(TRUTH, office.rows(out, "checks"))
    sys.stdout.write(told("checks recall", score.recall, score))
    assert score.recall >= FLOORS["checks"], told("checks recall", score.recall, score)
    documents = sum(row["status"] == "ok" for row in office.rows(out, "documents"))
    assert len(score.wrong) * 10 <= documents, told("false alarms", len(score.wrong), score)


def test_repeats_and_duplicates(out: Path) -> None:
    score = office.repeats_score(TRUTH, office.rows(out, "checks"))
    assert score.recall >= FLOORS["repeats"], told("repeats", score.recall, score)
    twins = [
        sorted((row["document"], row["duplicate_of"]))
        for row in office.rows(out, "documents")
        if row["status"] == "duplicate"
    ]
    assert twins == TRUTH["duplicates"]


def test_aliases(out: Path) -> None:
    score = office.aliases_score(TRUTH, out)
    sys.stdout.write(told("aliases F1", score.f1, score))
    assert score.f1 >= FLOORS["aliases"], told("aliases F1", score.f1, score)


FLOORS = {"totals": 0.95, "checks": 0.95, "aliases": 0.95, "repeats": 1.0, "forbidden": 0}


def test_the_files_are_made_of_their_sources(tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(REPORTS.rglob("*")) if path.is_file()}
    subprocess.run([sys.executable, str(FOLDER / "make.py")], check=True)
    after = {path: path.read_bytes() for path in sorted(REPORTS.rglob("*")) if path.is_file()}
    assert before == after
