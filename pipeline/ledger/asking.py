"""The printable figures that answer a question: which figure, whose, of when; each with its passages."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from pipeline.ledger.explaining import WHY, number
from pipeline.ledger.facts import PLAIN
from pipeline.ledger.hierarchy import Hierarchy
from pipeline.ledger.names import simplified
from pipeline.ledger.spans import span
from pipeline.ledger.store import Store
from pipeline.ledger.taxonomy import figures as known_figures
from pipeline.ledger.taxonomy import is_figure, nature, without_neutral
from pipeline.model.issue import Refused
from pipeline.rows import COUNTS, ORGANISATIONS, PLACES, TOTALS
from pipeline.rows.organisations import Organisation
from pipeline.rows.places import Place
from pipeline.rows.totals import Total

NATURES = {"stock": "时点", "flow": "时期", "ratio": "比率"}
HEADINGS = {
    "indicator": "指标",
    "category": "指标类",
    "owner": "主体",
    "period": "时间",
    "value": "数值",
    "unit": "单位",
    "low": "下限",
    "high": "上限",
    "derived": "汇总得出",
    "sources": "出处",
    "left_out": "未计入",
    "id": "编号",
}


def figures(
    path: Path, indicator: str | None = None, owner: str | None = None, period: str | None = None
) -> list[dict[str, Any]]:
    """The totals of the ledger at `path` that fit, each a dict with the keys of HEADINGS.

    `indicator` is a category or a part of a wording, `owner` any name of a body or place, `period` a year, month, day
    or interval that holds the figure's. Raises Refused where there is no ledger or the period is none.
    """
    if period and span(period) is None:
        raise Refused(f"时间“{period}”不认识：写成 2024、2024-06、2024-01/2024-06。", 2)
    with Store.open(path) as store:
        names = names_of(store, owner) if owner else None
        return [
            answer(store, row)
            for row in store.rows(TOTALS)
            if (indicator is None or is_about(row, indicator))
            and (names is None or row.owner in names)
            and (period is None or within(row, period))
        ]


def unknown(path: Path) -> list[tuple[str, str, str, int, str]]:
    """Figures that the taxonomy lacks, the most told first: wording, unit, nature, times, a sentence that says it.

    The first three are a line of 指标.tsv. Only what somebody has, in a unit, and what is told at least twice.
    """
    with Store.open(path) as store:
        found: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for count in store.rows(COUNTS):
            counted = count.owner and count.indicator and count.unit and count.category is None
            if counted and count.aspect in PLAIN and is_figure(count):
                found[without_neutral(count.indicator or ""), count.unit or ""].append(count)
    listed = [
        (wording, unit, NATURES.get(nature(counts[0]) or "stock", "时点"), len(counts), passage_of(counts[0]))
        for (wording, unit), counts in found.items()
        if len(counts) > 1
    ]
    return sorted(listed, key=lambda entry: (-entry[3], entry[:2]))


def names_of(store: Store, owner: str) -> set[str]:
    """All names of the body or place that is called so, and those of a place's own bodies: 中共青石镇委员会 for 青石镇."""
    found = {owner, simplified(owner)}
    entities: list[Organisation | Place] = [*store.rows(ORGANISATIONS), *store.rows(PLACES)]
    for row in entities:
        full = f"{row.parent}{row.name}" if isinstance(row, Place) and row.parent else row.name
        names = {row.name, full, *row.aliases}
        if names & found:
            found |= names
    bodies = [row for row in entities if isinstance(row, Organisation)]
    frame = Hierarchy(bodies, [row for row in entities if isinstance(row, Place)])
    return found | {row.name for row in bodies if frame.node(row.name) in found}


def is_about(row: Total, indicator: str) -> bool:
    if indicator in known_figures():
        return row.category == indicator
    return indicator in row.indicator


def within(row: Total, period: str) -> bool:
    asked, days = span(period), span(row.period)
    if asked is None or days is None:
        return False
    figure = known_figures().get(row.category or "")
    if figure and figure.nature == "stock":
        return asked.first <= days.last <= asked.last
    return asked.covers(days)


def answer(store: Store, row: Total) -> dict[str, Any]:
    facts = [fact for id_ in row.facts if (fact := store.get(COUNTS, id_))]
    left = [(fact, item.why) for item in row.left_out if (fact := store.get(COUNTS, item.row))]
    return {
        "indicator": row.indicator,
        "category": row.category,
        "owner": row.owner,
        "period": row.period,
        "value": number(row.value),
        "unit": row.unit,
        "low": None if row.low is None else number(row.low),
        "high": None if row.high is None else number(row.high),
        "derived": row.derived,
        "sources": [passage_of(fact) for fact in facts],
        "left_out": [f"{fact.text}（{WHY[why]}，{fact.evidence.document}）" for fact, why in left],
        "id": row.id,
    }


def passage_of(fact: Any) -> str:
    e = fact.evidence
    return f"{e.document} 第{e.article}篇第{e.paragraph}段：{' '.join(e.sentence.split())}"
