"""What an office should look at first, and why, in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from pipeline import lexicons
from pipeline.model.row import FoundRow
from pipeline.rows import CHECKS
from pipeline.rows.checks import Check
from pipeline.rows.counts import Count
from pipeline.rows.numerals import NumeralRow

SURE = 0.75  # rows of less confidence are doubtful
RANKS = {"error": 0, "warning": 1}  # by severity of a check; its facts share it
UNASSIGNED, UNSURE, NONE = 2, 3, 9


class Doubt(NamedTuple):
    """How soon to look at a row (the lower the sooner, NONE for no doubt), and why."""

    rank: int
    why: str = ""


def doubter(checks: Iterable[Check]) -> Callable[[FoundRow], Doubt]:
    """What tells the doubt about a row, once the checks are known."""
    concerned: dict[str, Doubt] = {}
    checks = list(checks)
    for check in sorted(checks, key=lambda c: RANKS.get(c.severity, NONE)):
        if check.severity in RANKS:
            doubt = Doubt(RANKS[check.severity], f"{CHECKS.heading}：{_label('kind', check.kind)}")
            for fact in check.facts:
                concerned.setdefault(fact, doubt)
    return lambda row: _doubt(row, concerned)


def _doubt(row: FoundRow, concerned: Mapping[str, Doubt]) -> Doubt:
    if isinstance(row, Check):
        why = f"{_label('severity', row.severity)}：{_label('kind', row.kind)}"
        return Doubt(RANKS.get(row.severity, NONE), why)
    if isinstance(row, NumeralRow):
        return Doubt(UNASSIGNED, "未归入任何表") if row.use == "unassigned" else Doubt(NONE)
    if isinstance(row, Count):
        if row.id in concerned:
            return concerned[row.id]
        if row.indicator is None:
            return Doubt(UNSURE, "缺指标")
    if row.evidence.confidence < SURE:
        return Doubt(UNSURE, f"置信度 {row.evidence.confidence:.2f}")
    return Doubt(NONE)


def _label(key: str, code: str) -> str:
    labels: dict[str, str] = lexicons.settings("labels")[CHECKS.name][key]
    return labels.get(code, code)
