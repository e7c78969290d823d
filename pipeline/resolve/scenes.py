"""The times that govern a sentence from outside: of its paragraph's lead, its section, its report, its event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.language import time_told
from pipeline.lexicons import alternatives
from pipeline.model.document import Reading, Sentence, TimeExpression

_LEADS = re.compile(r"[，,：:\s（(）)]")
_YEAR = re.compile(r"\d{4}")
_KINDS = (
    r"(?P<kind>总结|小结|述职|工作报告|情况报告|年报|公报|统计|回顾|评议|(?:执行|收支|运行|完成|工作)情况|决算|亮点|综述|盘点|回眸"
    r"|情况(?:的?(?:通报|报告))?$)"
    r"(?!.*(?:通知|计划|要点|方案|决议|意见))"
)
_REPORT = re.compile(rf"(?P<year>20\d\d)年(?:度)?[^，。上下季月]*?{_KINDS}")
_UNDATED = re.compile(
    r"^[^\d，。上下季月]*?(?P<kind>总结|述职|工作报告|年报|公报)(?!.*(?:通知|计划|要点|方案|决议|意见))"
)  # 述职报告, 县法院工作报告
# a report on some months tells all that it counts of them: 2024年上半年工作情况, 一季度…通报
_OF_MONTHS = re.compile(
    r"(?:总结|小结|述职|报告|公报|统计|回顾|通报|简报|月报|季报|情况)(?!.*(?:通报|公报|通知|计划|要点|方案))"
)
_BULLETINS = ("公报", "统计", "年报", "执行情况", "收支情况", "运行情况", "决算")
_SIGNED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日[）)]?$")  # the day under a notice, above its annex
_NOTICES = re.compile(r"通知|决定|方案|计划|办法|要点|公告|通告|请示|函")
_FIRST = 3  # sentences of the body
_HEAD = 12  # characters in which a sentence begins
_NOT_YET = re.compile(r"打算|下一步|计划|目标|安排|展望|问题|不足|短板|差距|今后|思路")


@dataclass(frozen=True, slots=True)
class Scene:
    """The time that governs where a sentence gives none: that of the paragraph's lead, and the year told last."""

    lead: str | None = None
    year: int | None = None
    last: str | None = None  # told in the sentence before, which 其中 goes on with
    # the year or the months that the headline reports on, and whether of all figures
    report: tuple[str, bool] | None = None
    as_of: str | None = None  # the day up to which a bulletin counts
    event: str | None = None  # the day of the event that the article is about
    told_up_to: str | None = None  # the last 截至 of the article so far
    now: str | None = None  # the year of the article
    year_told: str | None = None  # the year that 年内 and 年底 are of: that of the section or of the report


def scenes(reading: Reading) -> Iterator[tuple[Sentence, Scene]]:
    """Each sentence with the times that may govern it from outside."""
    for article in reading.document.articles:
        sentences = reading.of_article(article.number)
        yield from _of_article(
            sentences,
            _reported(sentences),
            _as_of(sentences),
            _event(sentences),
            (article.date or "")[:4] or None,
        )


def _of_article(
    sentences: Sequence[Sentence],
    reported: tuple[str, bool] | None,
    as_of: str | None,
    event: str | None,
    now: str | None,
) -> Iterator[tuple[Sentence, Scene]]:
    lead: str | None = None
    paragraph = 0
    year: int | None = None
    last: str | None = None
    told_up_to: str | None = None
    report = reported
    section: str | None = None  # the year of the heading above
    above = 0  # the level of that heading
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            if sentence.kind == "heading":
                section, above = _section(sentence.text, section, above)
                report = None if section or _NOT_YET.search(sentence.text) else reported
            lead = _of_title(sentences, sentence) or section
            last = None
        cut = _begins_vaguely(sentence)
        yield (
            sentence,
            Scene(
                lead=None if cut else lead,
                year=year,
                last=last,
                report=None if cut else report,
                as_of=as_of,
                event=event,
                told_up_to=told_up_to,
                year_told=section or (reported[0][:4] if reported else None),
                now=now,
            ),
        )
        told = _leading(sentence)
        lead = told.value if told else (None if cut else lead)
        if told and reported and told.role == "since" and told.text.startswith("今年") and "/" in reported[0]:
            lead = reported[0]  # 今年以来 in a report on the first half of the year
        up_to = [t.value for t in sentence.times if t.role == "as_of" and t.value]
        told_up_to = up_to[-1] if up_to else told_up_to
        latest = next((t for t in reversed(sentence.times) if t.role in ("as_of", "point") and t.value), None)
        if latest:
            last, year = latest.value, year_of(latest)


def _begins_vaguely(sentence: Sentence) -> bool:
    """Whether a sentence begins with a time that fixes none: 目前，全镇有支部12个."""
    first = next((n.start for n in sentence.numerals if n.use == "count"), _HEAD)
    return bool(vague().search(sentence.text, 0, min(first, _HEAD)))


def _section(heading: str, year: str | None, above: int) -> tuple[str | None, int]:
    """The year that a heading tells, or that of the heading above it, with the level of the one that tells it."""
    own, level = _one_year(heading), time_told.level(heading)
    if own or level <= above:
        return own, level
    return year, above


def _one_year(text: str) -> str | None:
    years = _YEAR.findall(text)
    return years[0] if len(years) == 1 and 1949 <= int(years[0]) <= 2099 else None


def _as_of(sentences: Sequence[Sentence]) -> str | None:
    """The time that the first sentences of a bulletin count up to: 截至2024年底."""
    body = [s for s in sentences if s.kind == "body"][:_FIRST]
    return next((t.value for s in body for t in s.times if t.role == "as_of" and t.value), None)


def _event(sentences: Sequence[Sentence]) -> str | None:
    """The day with which news of an event begins: 5月12日，…大会召开."""
    first = next((s for s in sentences if s.kind == "body"), None)
    days = [t.value for t in first.times if t.value and len(t.value) == 10] if first else []
    return days[0] if days else None


def _of_title(sentences: Sequence[Sentence], sentence: Sentence) -> str | None:
    """The year in the title of a figure's article, for headings: `表彰2023年度先进的决定` above `一、先进个人（12人）`."""
    title = next((s.text for s in sentences if s.kind == "title"), "")
    return _one_year(title) if sentence.kind == "heading" else None


def table_years(reading: Reading) -> dict[tuple[int, int | None], str]:
    """The one year that the headline of a table tells, else that of its article, by article and number of the table.
    The headline of a notice (关于举办2024年…的通知) says when something is to be, not what its tables hold."""
    years: dict[tuple[int, int | None], str] = {}
    title: str | None = None
    above: list[str] = []  # lines without a full stop between the last sentence or table and this place
    article = 0
    for sentence in reading.sentences:
        if sentence.article != article:
            article, title, above = sentence.article, None, []
        if sentence.kind == "title" and not _NOTICES.search(sentence.text):
            title = title or _one_year(sentence.text)
        if sentence.table is None:
            headline = not sentence.text.endswith("。") and not _SIGNED.search(sentence.text)
            above = [*above, sentence.text] if headline else []
        else:
            told = next((year for text in reversed(above) if (year := _one_year(text))), None)
            if (told or title) and (article, sentence.table) not in years:
                years[article, sentence.table] = told or title or ""
            above = []
    return years


def _reported(sentences: Sequence[Sentence]) -> tuple[str, bool] | None:
    """The year of a yearly report by its headline, or by its first words where that tells none. A bulletin of
    statistics tells all its figures of that year, a summary of work only those of what was done."""
    heads = [s for s in sentences if s.kind in ("title", "subtitle") or s.text.startswith("——")]
    months = next((found for s in heads if (found := _months(s))), None)
    if months:
        return months
    match = next((m for s in heads if (m := _REPORT.search(s.text))), None)
    if match:
        return match["year"], match["kind"] in _BULLETINS
    undated = next((m for s in heads[:1] if (m := _UNDATED.search(s.text))), None)
    year = _first_year(sentences) if undated else None
    return (year, undated["kind"] in _BULLETINS) if undated and year else None


def _first_year(sentences: Sequence[Sentence]) -> str | None:
    """The whole year that the first sentences of a report tell of: 2023年，… or 全年…"""
    body = [s for s in sentences if s.kind == "body"][: 2 * _FIRST]
    told = (t.value for s in body for t in s.times if t.role == "point" and t.value)
    first = next((value for value in told if len(value) != len("2023-12-30")), None)
    return first if first and len(first) == len("2023") else None


def _months(head: Sentence) -> tuple[str, bool] | None:
    """The months that a headline reports on, and whether all figures are of them; None where it names none, or a day."""
    told = [t for t in head.times if t.value and t.role == "point"]
    value = told[0].value if len(told) == 1 else None
    whole = value is not None and "-" in value and len(value) != len("2024-06-07")
    kind = _OF_MONTHS.search(head.text, told[0].end) if whole else None
    return (value, kind[0] in (*_BULLETINS, "通报", "月报", "季报")) if kind and value else None


@cache
def vague() -> re.Pattern[str]:
    """近年来, 目前, and a span that ends today (两年来, 十年间): what was dated before them no longer governs."""
    return re.compile(
        rf"{alternatives('vague_times')}|[\d一二两三四五六七八九十几]多?(?:年|个月)多?(?:来|间|下来)"
    )


def year_of(time: TimeExpression) -> int | None:
    return int(time.value[:4]) if time.value else None


def _leading(sentence: Sentence) -> TimeExpression | None:
    """The time that a sentence begins with and that governs what follows it in the paragraph: 2024年，全镇…"""
    first = next((n.start for n in sentence.numerals if n.use == "count"), len(sentence.text))
    for time in sorted(sentence.times, key=lambda t: (t.role != "as_of", t.start)):
        if time.role == "base" or not time.value or time.start > first:
            continue
        behind = sentence.text[time.end : time.end + 4].removeprefix("一整年")[:1]
        if _LEADS.match(behind) or time.text.endswith("全年") or time.role == "as_of":
            return None if vague().search(sentence.text, time.end) else time
    return None
