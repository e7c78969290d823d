"""The year of figures that only the headline of their report dates, where the day of the report speaks against it.

Rule H14 of the year book editors. A figure whose time is told nowhere keeps none; that alone is no alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pipeline.ledger.alarms import alarm, said
from pipeline.ledger.facts import Fact, report_year
from pipeline.ledger.spans import Span
from pipeline.rows.checks import Check

# Reports on a year that is over. A 工作报告 to a congress is headed by the year in which it is given.
SUMMARY = re.compile("总结|小结|述职|回顾")
FROM_MONTH, WITHIN_YEARS = 10, 1  # a summary of 2024 is dated from October 2024 to the end of 2025


def doubtful_years(facts: Sequence[Fact], reported: Mapping[tuple[str, int], Span]) -> Iterator[Check]:
    """One alarm for each summary whose day cannot be that of the year in its headline: 2024年总结 of 8 January 2024."""
    seen: set[tuple[str, int]] = set()
    for fact in facts:
        year, day = report_year(fact.title), reported.get(fact.place)
        if (
            fact.place in seen
            or not (year and day and SUMMARY.search(fact.title))
            or not is_dated_by(fact, year)
        ):
            continue
        seen.add(fact.place)
        if day.days == 1 and not is_time_for(day.last, int(year)):
            message = (
                f"时间依据存疑：{said(fact)}按标题算作{year}年，报告日期却是{day.last:%Y-%m-%d}，"
                "请核对标题的年份和落款日期。"
            )
            yield alarm("range", "range.headline", "warning", message, (fact,))


def is_dated_by(fact: Fact, year: str) -> bool:
    """Whether the headline alone tells the year of a figure."""
    told = fact.count.evidence.sentence
    return year not in told and fact.nature == "flow" and (fact.period or "") == year


def is_time_for(day: date, year: int) -> bool:
    """Whether a summary of `year` can be written on `day`."""
    return date(year, FROM_MONTH, 1) <= day <= date(year + WITHIN_YEARS, 12, 31)
