"""The date of an article that states none: the latest full date in its text, read with its relative times."""

from __future__ import annotations

import re

from pipeline.language import times
from pipeline.model.copying import replace
from pipeline.model.document import Article

_AHEAD = re.compile(r"(?:到|至|力争|预计|计划|截止)\s*$")  # 到2030年 lies ahead of the article
_OUTLOOK = re.compile(r"(?:^|[。；])((?:19|20)\d\d)年，[^。]{0,60}?[将要]")
_CLOSING = re.compile(
    r"[（(][^（()）]*\s((?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))[）)]\Z"
)  # （文字整理：林静　2024-09-05）
_YEARLESS_DAY = re.compile(r"(?<![\d年])(1[0-2]|[1-9])月([12]\d|3[01]|[1-9])日")


def infer_date(article: Article) -> Article:
    """The article as it is where it has a date, else with the inferred one and `date_inferred` set."""
    if article.date:
        return article
    body = [p.text for p in article.paragraphs if p.kind in ("body", "caption", "heading", "title")]
    closing = _CLOSING.search(body[-1]) if body else None
    if closing:
        return replace(article, date=closing[1], date_inferred=True)
    latest = max((value for text in body for value in _fixed(text)), default=None) or _outlook(body)
    if latest is None:
        return article
    days = [(int(m), int(d)) for text in body for m, d in _YEARLESS_DAY.findall(text)]
    return replace(article, date=_moved_on(latest, days), date_inferred=True)


def _fixed(text: str) -> list[str]:
    """The full dates that the text itself fixes, without those that it looks ahead to.

    A year alone tells when something was, not when it was told: 2019年全村收入… may stand in a report of 2021.
    """
    return [
        t.value
        for t in times.find(text, None)
        if t.value and len(t.value) == 10 and t.role == "point" and not _AHEAD.search(text[: t.start])
    ]


def _outlook(body: list[str]) -> str | None:
    """The year that a report looks out on is the year it is written in: 2015年，全镇将继续… at its end."""
    return max((year for text in body for year in _OUTLOOK.findall(text)), default=None)


def _moved_on(latest: str, days: list[tuple[int, int]]) -> str:
    """`latest`, or the day without a year that must come after it.

    去年12月24日 is told on 1月2日: with 2024-12-24 as the latest full date, 1月2日 is 2025-01-02.
    """
    if len(latest) < 10 or not days:
        return latest
    year = int(latest[:4])
    dated = [f"{year + (1 if _half_a_year_before(latest, m) else 0):04}-{m:02}-{d:02}" for m, d in days]
    return max([latest, *dated])


def _half_a_year_before(latest: str, month: int) -> bool:
    return int(latest[5:7]) - month >= 6
