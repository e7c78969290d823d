"""What one sentence leaves for the times of the next: the year, day and months last told of, those of the headline first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.language import times
from pipeline.model.document import Article, Sentence

_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_SECOND = re.compile(r"[（(][一二三四五六七八九十]+[）)]")
_THIRD = re.compile(r"\d{1,2}[.、．]")
_REPORTS = re.compile(
    r"(?:总结|小结|述职|报告|情况|年报|公报|统计|回顾|评议|通报|简报|月报|季报)(?!.*(?:通知|计划|要点|方案))"
)


@dataclass(frozen=True, slots=True)
class Told:
    """The time last spoken of: a later 6月 is of `year` where nothing else tells, 当天 is `day` (ISO), 去年同期 goes
    back from the months `span` (ISO)."""

    year: int | None = None
    day: str | None = None
    span: str | None = None
    level: int = 0  # of the heading that tells `report`
    report: int | None = None  # the year of the headline or of the heading above, which 年末 and 全年 are of


def reported(article: Article) -> Told:
    """The year, and the months, that a headline reports on: 2024年上半年经济运行情况 tells of 2024 throughout."""
    for paragraph in article.paragraphs:
        if paragraph.kind not in ("title", "subtitle"):
            continue
        told = [t for t in times.find(paragraph.text, article.date) if t.value and t.role == "point"]
        value = told[0].value if len(told) == 1 else None
        if value and _REPORTS.search(paragraph.text, told[0].end):
            return Told(int(value[:4]), None, _span(value), 0, int(value[:4]))
    return Told()


def section(heading: Sentence, above: Told, report: Told) -> Told:
    """What a heading says for the paragraphs under it: 四、2025年工作打算 tells of 2025, and so does （一） under it."""
    told = [t for t in heading.times if t.value and t.role == "point"]
    if len(told) == 1 and told[0].value:
        year = int(told[0].value[:4])
        return Told(year, None, _span(told[0].value), level(heading.text), year)
    return above if level(heading.text) > above.level else report


def level(heading: str) -> int:
    """1 for 一、 and for headings without a number, 2 for （一）, 3 for 1."""
    return 2 if _SECOND.match(heading) else 3 if _THIRD.match(heading) else 1


def _span(value: str) -> str | None:
    """A value that names months and no single day."""
    return value if "-" in value and len(value) != len("2024-06-07") else None


def after(sentence: Sentence, told: Told) -> Told:
    """What the times of a sentence leave; what it does not name stays. A line with the date of the article leaves
    nothing: （2024年3月25日）."""
    if _is_dateline(sentence):
        return told
    values = [t.value for t in sentence.times if t.value and t.role in ("point", "as_of")]
    days = [value for value in values if len(value) == len("2024-06-07")]
    spans = [value for value in values if _span(value)]
    return Told(
        int(values[-1][:4]) if values else told.year,
        days[-1] if days else told.day,
        spans[-1] if spans else told.span,
        told.level,
        told.report,
    )


def _is_dateline(sentence: Sentence) -> bool:
    if len(sentence.times) != 1:
        return False
    time = sentence.times[0]
    return not _WORDS.search(sentence.text[: time.start] + sentence.text[time.end :])
