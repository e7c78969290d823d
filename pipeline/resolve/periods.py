"""The time of each figure: that of its clause, its sentence, or of the lead of its paragraph; None where none is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from pipeline.language import units
from pipeline.lexicons import alternatives
from pipeline.model.document import Reading, Sentence, TimeExpression
from pipeline.model.row import Findings
from pipeline.rows.counts import Count

_CLAUSE = re.compile(r"[，,；;。：:（）()]")
_LEADS = re.compile(r"[，,：:\s（(）)]")
_YEAR = re.compile(r"\d{4}")
_REPORT = re.compile(
    r"(?P<year>20\d\d)年(?:度)?[^，。上下季月]*?(?P<kind>总结|述职|年报|公报|统计|回顾|评议)(?!.*(?:通知|计划|要点|方案))"
)
_HELD_AGAINST = re.compile(r"(?:同期)?相比|(?:同期)?比较")  # 与去年相比，能耗下降5%
_FARTHEST = 600  # characters between a time and its figure in one sentence
_HELD = re.compile(r"(?:召开|举办|举行|开展|组织|印发|发布|参加|出席|荣获|获评|授予|表彰)(?:了)?$")
_CALENDAR = re.compile(r"年[初中底末]|全年|上半年|下半年")  # words of a year that the headline tells
_BULLETINS = ("公报", "统计", "年报")


@dataclass(frozen=True, slots=True)
class _Scene:
    """The time that governs where a sentence gives none: that of the paragraph's lead, and the year told last."""

    lead: str | None = None
    year: int | None = None
    last: str | None = None  # told in the sentence before, which 其中 goes on with
    report: tuple[str, bool] | None = (
        None  # the year that the headline reports on, and whether of all figures
    )


def resolve(reading: Reading, findings: Findings) -> Findings:
    """The findings with the periods of their counts; rows of tables keep what their headers gave."""
    counts = findings.of(Count)
    by_place = {place: list(group) for place, group in groupby(counts, key=_place)}
    dated: dict[str, Count] = {}
    for sentence, scene in _scenes(reading):
        told = by_place.get((sentence.article, sentence.paragraph, sentence.offset), [])
        if told and sentence.kind != "table":
            dated.update({c.id: c for c in _dated(told, sentence, scene)})
    return findings.replacing(Count, [dated.get(count.id, count) for count in counts])


def _place(count: Count) -> tuple[int, int, int]:
    return (count.evidence.article, count.evidence.paragraph, count.evidence.offset)


def _scenes(reading: Reading) -> Iterator[tuple[Sentence, _Scene]]:
    """Each sentence with the times that may govern it from outside."""
    lead: str | None = None
    at: tuple[int, int] | None = None
    year: int | None = None
    last: str | None = None
    report: tuple[str, bool] | None = None
    for sentence in reading.sentences:
        if (sentence.article, sentence.paragraph) != at:
            year = year if at and at[0] == sentence.article else None
            lead = _of_title(reading, sentence)
            report = _reported(reading, sentence)
            last = None
            at = (sentence.article, sentence.paragraph)
        vague = _vague().search(sentence.text[:12])
        yield sentence, _Scene(None if vague else lead, year, last, None if vague else report)
        told = _leading(sentence)
        lead = told.value if told else (None if vague else lead)
        latest = next((t for t in reversed(sentence.times) if t.role in ("as_of", "point") and t.value), None)
        if latest:
            last, year = latest.value, _year(latest)


def _of_title(reading: Reading, sentence: Sentence) -> str | None:
    """The year in the title of a figure's article, for headings: `表彰2023年度先进的决定` above `一、先进个人（12人）`."""
    if sentence.kind != "heading":
        return None
    years = _YEAR.findall(reading.article(sentence.article).title)
    return years[0] if len(years) == 1 and 1949 <= int(years[0]) <= 2099 else None


def _reported(reading: Reading, sentence: Sentence) -> tuple[str, bool] | None:
    """The year of a yearly report by its headline. A bulletin of statistics tells all its figures of that year, a
    summary of work only those of what was done."""
    match = _REPORT.search(reading.article(sentence.article).title)
    return (match["year"], match["kind"] in _BULLETINS) if match else None


@cache
def _vague() -> re.Pattern[str]:
    return re.compile(alternatives("vague_times"))


def _year(time: TimeExpression) -> int | None:
    return int(time.value[:4]) if time.value else None


def _leading(sentence: Sentence) -> TimeExpression | None:
    """The time that a sentence begins with and that governs what follows it in the paragraph: 2024年，全镇…"""
    first = next((n.start for n in sentence.numerals if n.use == "count"), len(sentence.text))
    for time in sorted(sentence.times, key=lambda t: (t.role != "as_of", t.start)):
        if time.role == "base" or not time.value or time.start > first:
            continue
        behind = sentence.text[time.end : time.end + 1]
        if _LEADS.match(behind) or time.text.endswith("全年") or time.role == "as_of":
            return None if _vague().search(sentence.text, time.end) else time
    return None


def _dated(counts: list[Count], sentence: Sentence, scene: _Scene) -> list[Count]:
    """The counts of one sentence with their periods."""
    found: list[Count] = []
    for at, count in enumerate(counts):
        period, strong = _period(count, found, sentence, scene)
        found.append(replace(count, period=period))
        if strong and at and _measures_the_same(count, counts[at - 1]) and found[at - 1].period is None:
            found[at - 1] = replace(found[at - 1], period=period)
        if (
            period is None
            and at
            and counts[at - 1].aspect == "change"
            and _measures_the_same(count, counts[at - 1])
        ):
            between = sentence.text[counts[at - 1].evidence.end : count.evidence.start]
            if not _vague().search(between):
                found[at] = replace(count, period=found[at - 1].period)
    return found


def _measures_the_same(count: Count, other: Count) -> bool:
    return count.indicator is not None and count.indicator == other.indicator


def _period(count: Count, earlier: list[Count], sentence: Sentence, scene: _Scene) -> tuple[str | None, bool]:
    """The period of a count, and whether a comparison in its own clause gave it (比上年增长)."""
    dimension = units.dimension(count.unit)
    time = _governing(count, earlier, sentence)
    told = _value(time, count, sentence) if time else None
    if dimension == "age" and time and count.evidence.start - time.end > 2:
        return None, False
    if time is None and dimension != "age" and not _cut_off(count, sentence):
        told = (
            scene.last
            if sentence.text.startswith("其中") and scene.last
            else scene.lead or _of_report(count, scene)
        )
    if time and told and scene.report and _CALENDAR.fullmatch(time.text):
        told = scene.report[0] + told[4:]
    if dimension == "time" and told and len(told) < 10 and not (time and _in_clause(time, count, sentence)):
        told = None
    base = _base(count, sentence)
    if base and count.aspect == "change":
        compared = _compared(base, told, scene)
        if compared:
            return compared, True
    if told and time is None and earlier and "/" in (earlier[-1].period or "") and _grows(count, earlier[-1]):
        return earlier[-1].period, False
    attached = time is not None and sentence.text[time.end : count.evidence.start].strip() == "的"
    if told and len(told) == 7 and told.endswith("-12") and not attached and _is_flow(count):
        told = told[:4]
    return told, False


def _of_report(count: Count, scene: _Scene) -> str | None:
    """The year of the report, where its figure is one of that year."""
    if scene.report is None:
        return None
    year, all_figures = scene.report
    done = count.action is not None or count.aspect in ("change", "new", "cumulative")
    return year if (all_figures or done) and count.aspect != "target" else None


def _grows(count: Count, before: Count) -> bool:
    """总产量十年增长1.3倍 behind 比2015年增加20亿斤 is of the same years."""
    return before.aspect == "change" and (count.aspect == "change" or units.dimension(count.unit) == "time")


def _in_clause(time: TimeExpression, count: Count, sentence: Sentence) -> bool:
    return not _CLAUSE.search(sentence.text, time.end, count.evidence.start)


def _governing(count: Count, earlier: list[Count], sentence: Sentence) -> TimeExpression | None:
    """The time in the sentence that a figure belongs to: the nearest before it, else one behind it in its clause."""
    start, end = count.evidence.start, count.evidence.end
    for time in reversed(sentence.times):
        gap = sentence.text[time.end : start]
        if time.end > start or not time.value or (time.role == "base" and gap != "的"):
            continue
        if _vague().search(gap):
            return None
        figures_between = any(time.end <= e.evidence.start for e in earlier)
        if (
            figures_between
            and gap.startswith("的")
            and sentence.text[: time.start].endswith(("由", "从", "自"))
        ):
            continue
        told = sentence.text[: time.start]
        if told.endswith("于") and _CLAUSE.search(gap):
            continue  # 学校创办于1956年，占地45亩
        if _HELD.search(told[-4:]) and any(
            t.value and t.role == "point" and t.end <= time.start for t in sentence.times
        ):
            continue  # 1月15日，集团召开2024年度工作会议，180人参加
        if gap == "的" and told.endswith(("是", "为", "相当于", "占", "达")):
            continue  # 是2014年的2.3倍
        return time
    border = _CLAUSE.search(sentence.text, end)
    clause_end = border.start() if border else len(sentence.text)
    for time in sentence.times:
        if end <= time.start < clause_end and time.value and time.role == "point":
            between = sentence.text[end : time.start]
            if (
                not any(n.use == "count" and end <= n.start < time.start for n in sentence.numerals)
                and "到" not in between
            ):
                return time
    return None


def _cut_off(count: Count, sentence: Sentence) -> bool:
    """Whether a vague time stands before the figure in its sentence, so that no outer time governs it."""
    return bool(_vague().search(_before(count, sentence)))


def _before(count: Count, sentence: Sentence) -> str:
    """What stands before a figure in its sentence, as far as it may govern it."""
    return sentence.text[max(0, count.evidence.start - _FARTHEST) : count.evidence.start]


def _value(time: TimeExpression, count: Count, sentence: Sentence) -> str | None:
    """The value of a governing time. 自2010年以来连续5年 is five years from then, whatever the date of the report."""
    behind = sentence.text[time.end : count.evidence.end]
    if time.role == "since" and time.value:
        running = re.search(r"连续(\d{1,2})年", behind)
        if running:
            first = int(time.value[:4])
            return f"{first}/{first + int(running[1]) - 1}"
    if "至今" in behind or sentence.text[time.start : time.end].endswith("至今"):
        return None
    return time.value


def _base(count: Count, sentence: Sentence) -> TimeExpression | None:
    """The time that the figure's clause compares with: 比上年."""
    start = count.evidence.start
    clause = max(
        (m.end() for m in _CLAUSE.finditer(sentence.text, max(0, start - _FARTHEST), start)), default=0
    )
    own = next((t for t in sentence.times if t.role == "base" and clause <= t.start < start), None)
    return own or next(
        (t for t in sentence.times if t.end < start and _HELD_AGAINST.match(sentence.text, t.end)), None
    )


def _compared(base: TimeExpression, told: str | None, scene: _Scene) -> str | None:
    """The period of a change: the year behind 上年, or the span from a year further back (比2015年增加)."""
    year = _year(base)
    now = int(told[:4]) if told else None
    if base.text in (
        "上年",
        "去年",
        "上年度",
        "上一年",
        "上年同期",
        "去年同期",
        "上年末",
        "上年底",
        "前一年",
    ):
        if told and "/" not in told:
            return told[:4] if len(told) == 7 and told.endswith("-12") else told
        return str(year + 1) if year else (str(scene.year) if scene.year else None)
    if year is None:
        return told
    if now is None:
        now = scene.year
    if now is None or now <= year:
        return told
    return str(now) if now == year + 1 else f"{year}/{now}"


def _is_flow(count: Count) -> bool:
    """Whether a figure told at a year's end is one of the whole year: growth rates, output, doings; not stocks."""
    said = (count.indicator or "") + (count.action or "")
    return count.aspect == "change" or bool(re.search(alternatives("flow_words"), said))
