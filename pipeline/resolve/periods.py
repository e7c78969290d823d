"""The time of each figure: that of its clause, its sentence, or of the lead of its paragraph; None where none is told.

Which figures take a time told outside their own sentence, as careful clerks annotate it:

- The time at the head of a paragraph (`2024年，全镇…`, `截至6月底，…`) governs the paragraph up to the next time, and
  so does the year of the heading above; a vague time (近年来, 目前) ends its reach.
- The year or the months in the headline of a bulletin (公报, 经济运行情况, 预算执行情况) are those of all its flows, its
  stocks are of the closing day that it tells. Those of a summary of work (总结, 述职, 工作报告) are only those of what was
  done: 培训党员300人 takes the year, 现有党员80名 takes none. A report whose headline tells no year is of the one
  that its first sentences begin with.
- The day of news governs who took part in its event (会上签约12个项目), nothing else. The headline of a notice or of a
  decision governs nothing: 培训对象60人 in 关于举办2024年培训班的通知 has no period of its own.
- A cell takes the time of its heads, then that of the headline of its table or of the bulletin around it.
- Ages, durations, bounds of a class, old levels (由3天), standing capacities (每天可烘干4吨) take none from outside.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby

from pipeline.extract import words
from pipeline.language import once, units
from pipeline.lexicons import alternatives
from pipeline.model.copying import replace
from pipeline.model.document import Reading, Sentence, TimeExpression
from pipeline.model.row import Findings
from pipeline.resolve.scenes import Scene, scenes, table_years, vague, year_of
from pipeline.rows.counts import Count

_CLAUSE = re.compile(r"[，,；;。：:（）()]")
_HELD_AGAINST = re.compile(r"(?:同期)?相比|(?:同期)?比较")  # 与去年相比，能耗下降5%
_FARTHEST = 600  # characters between a time and its figure in one sentence
_HELD = re.compile(r"(?:召开|举办|举行|开展|组织|印发|发布|参加|出席|荣获|获评|授予|表彰)(?:了)?$")
_DOINGS = ("次", "期", "场", "场次", "人次", "堂", "件次", "篇", "件", "起", "批次")
_AT_EVENT = re.compile(
    r"^(?:[^，。；：]{0,10}?(?:会|会议|论坛|仪式|活动|比赛|讲座|党课|宣讲|培训班)(?:上|中|后|期间|现场)|当天|现场)"
    r"|^会议(?:以|采取|采用|设|还为|期间)|现场签约|[人名位](?:现场)?(?:参加|出席|参会)"
)
_FROM = re.compile(r"(?:由|从)[^，。；由从]{0,12}$")
_TO = re.compile(r"[^，。；\d]{0,4}(?:[升增涨扩提减降压缩壮缩][^，。；\d]{0,3})?(?:到|至|为)")
_NEXT_POINT = re.compile(r"；(?:[一二三四五六七八九]是|另|同时)")  # 一是5月检查…；二是…
# `这是校友2015年捐建的图书馆，藏书6万册`: the year only describes
_DESCRIBES = re.compile(r"[^，,。；：的]{1,8}的[^，,。；：]*[，,；：]")
# 我社区2001年成立，面积0.9平方公里: the year of its founding is that of its own clause
_FOUNDED = re.compile(
    r"(?:正式|由[^，,。；]{1,12})?(?:成立|建立|组建|始建|创办|创建|创立|建成(?:投产|投用|使用)?|开业|投产|设立|获批|挂牌|建村|建厂|建校|建院|建社|改制)(?:以?后)?[，,；;。]"
)
_SINCE = re.compile(r"[^，,。；：]{0,20}?以来")  # 2020年脱贫摘帽以来
_AGAINST = re.compile(r"同比|环比|[比较](?:上|去|前)(?:一)?年")
# 2021年，各支部奋勇争先。经研究，决定授予15个支部称号: the year is that of the deeds, not of the decision
_DECIDES = re.compile(r"决定(?:对|授予|表彰|给予|命名|追授|通报)|经[^，。]{0,10}研究")
_CAPACITY = re.compile(
    r"(?:每[天日年月周小班]时?|[日年])(?:最高|最多|约)?可"
)  # 每天可烘干4吨 says what it can do
_SPAN = re.compile(r"多?(?:来|间|下来)")  # 三年间，游客增加到12万人次
_OF_YEAR = re.compile(r"年内|全年|本年|当年|年末|年底|上半年|下半年")


def resolve(reading: Reading, findings: Findings) -> Findings:
    """The findings with the periods of their counts; rows of tables keep what their headers gave."""
    counts = findings.of(Count)
    by_place = {place: list(group) for place, group in groupby(counts, key=_place)}
    dated: dict[str, Count] = {}
    years = table_years(reading)
    for sentence, scene in scenes(reading):
        told = by_place.get((sentence.article, sentence.paragraph, sentence.offset), [])
        if told and sentence.kind == "table":
            year = years.get((sentence.article, sentence.table))
            dated.update({c.id: _of_table(c, scene, year) for c in told})
        elif told:
            dated.update({c.id: c for c in _dated(told, sentence, scene)})
    return findings.replacing(Count, [dated.get(count.id, count) for count in counts])


def _of_table(count: Count, scene: Scene, year: str | None) -> Count:
    """A cell whose heads tell no time is of the time that the text above its table is of; `year` is of its headline."""
    period = count.period
    if period and scene.year_told and _OF_YEAR.search(count.indicator or ""):
        return replace(count, period=scene.year_told + period[4:])
    months = scene.report[0] if scene.report and "/" in scene.report[0] else None
    if period or _is_flow(count):
        told = scene.report[0] if scene.report and scene.report[1] else months
        return replace(count, period=period or told or scene.year_told or year)
    return replace(count, period=scene.told_up_to or scene.as_of or scene.year_told or year)


def _place(count: Count) -> tuple[int, int, int]:
    return (count.evidence.article, count.evidence.paragraph, count.evidence.offset)


def _dated(counts: list[Count], sentence: Sentence, scene: Scene) -> list[Count]:
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
            if not vague().search(between):
                found[at] = replace(count, period=found[at - 1].period)
    return found


def _measures_the_same(count: Count, other: Count) -> bool:
    return count.indicator is not None and count.indicator == other.indicator


def _period(count: Count, earlier: list[Count], sentence: Sentence, scene: Scene) -> tuple[str | None, bool]:
    """The period of a count, and whether a comparison in its own clause gave it (比上年增长)."""
    dimension = units.dimension(count.unit)
    time = _governing(count, earlier, sentence)
    told = _value(time, count, sentence, scene.now) if time else None
    if dimension == "age" and time and count.evidence.start - time.end > 2:
        return None, False
    if time and time.text.endswith("以来") and _stock().search(_clause(count, sentence)):
        return None, False  # 今年以来，某镇党委辖支部23个
    if time is None and dimension != "age" and not _cut_off(count, sentence):
        told = (
            scene.last
            if sentence.text.startswith("其中") and scene.last
            else scene.lead
            or _of_report(count, earlier, sentence, scene)
            or _of_event(count, sentence, scene)
        )
    if (
        dimension == "time"
        and (time is None or _SPAN.match(sentence.text, count.evidence.end))
        or words.bounds_a_class(sentence.text, count.text, count.evidence.end, count.unit)
    ):
        return None, False
    if _CAPACITY.search(_clause(count, sentence)) and not (time and _in_clause(time, count, sentence)):
        return None, False
    if _is_old_level(count, sentence) and not (time and _in_clause(time, count, sentence)):
        return None, False
    base = _base(count, sentence)
    if base and count.aspect == "change":
        compared = _compared(base, told, scene)
        if compared:
            return compared, True
    if told and time is None and earlier and "/" in (earlier[-1].period or "") and _grows(count, earlier[-1]):
        return earlier[-1].period, False
    told = _of_months(told, time, count, scene)
    attached = time is not None and sentence.text[time.end : count.evidence.start].strip() == "的"
    if (
        told
        and len(told) == 7
        and told.endswith("-12")
        and not attached
        and count.aspect != "target"
        and _is_flow(count)
    ):
        told = told[:4]
    if (
        told
        and len(told) == 4
        and time
        and time.text.endswith("年初")
        and dimension is None
        and not count.action
        and not _is_flow(count)
    ):
        told = f"{told}-01"  # 年初，全镇有党员1186名: not what there is at the end of that year
    return told, False


def _of_months(told: str | None, time: TimeExpression | None, count: Count, scene: Scene) -> str | None:
    """What was made by the last day of the months reported on is of all these months: 9月末…，粮食总产量12万吨."""
    months = scene.report[0] if scene.report else ""
    at_end = time is not None and time.text.endswith(("末", "底")) and told is not None
    made = at_end and count.aspect != "change" and count.aspect != "target" and _is_flow(count)
    return months if made and "/" in months and months.endswith(f"/{told}") else told


def _of_report(count: Count, earlier: list[Count], sentence: Sentence, scene: Scene) -> str | None:
    """The year of the report, where its figure is one of that year; its closing day for what a bulletin has in stock."""
    if scene.report is None or count.aspect == "target":
        return None
    year, all_figures = scene.report
    done = count.action is not None and count.aspect != "share"
    flow = _is_flow(count) or done or count.aspect == "new"
    flow = flow or bool(_AGAINST.search(sentence.text))
    if len(year) > 4 and all_figures:
        return None if _stock().search(_clause(count, sentence)) else year
    if all_figures:
        up_to = scene.told_up_to or scene.as_of or ""
        return year if flow or not up_to.startswith(year) else up_to
    clause = _clause(count, sentence)
    if _stock().search(clause) or (count.aspect == "cumulative" and "累计" in clause):
        return None
    goes_on = bool(earlier) and earlier[-1].period == year
    return year if flow or goes_on or count.unit in _DOINGS else None


def _of_event(count: Count, sentence: Sentence, scene: Scene) -> str | None:
    """The day of the event, for who took part in it and what was done at it: 会上签约12个项目."""
    return scene.event if scene.event and _AT_EVENT.search(sentence.text) else None


def _clause(count: Count, sentence: Sentence) -> str:
    """What stands before a figure in its clause."""
    before = _before(count, sentence)
    return before[max((m.end() for m in _CLAUSE.finditer(before)), default=0) :]


@cache
def _stock() -> re.Pattern[str]:
    """现有, 下设: what a body has, not what it did in a year."""
    return re.compile(alternatives("stock_words"))


def _grows(count: Count, before: Count) -> bool:
    """总产量十年翻一番 behind 比2015年增加20亿斤 is of the same years."""
    return before.aspect == "change" and (count.aspect == "change" or units.dimension(count.unit) == "time")


def _in_clause(time: TimeExpression, count: Count, sentence: Sentence) -> bool:
    return not _CLAUSE.search(sentence.text, time.end, count.evidence.start)


def _governing(count: Count, earlier: list[Count], sentence: Sentence) -> TimeExpression | None:
    """The time in the sentence that a figure belongs to: the nearest before it, else one behind it in its clause."""
    start, end = count.evidence.start, count.evidence.end
    for time in reversed(sentence.times):
        gap = sentence.text[time.end : start]
        told = sentence.text[: time.start]
        ago = time.text.endswith("前") and not told.strip()  # 五年前建厂时，工人只有8名
        if time.end > start or not time.value or (time.role == "base" and gap != "的" and not ago):
            continue
        if once.first(vague(), sentence.text, time.end, start):
            return None
        figures_between = any(time.end <= e.evidence.start for e in earlier)
        if (
            figures_between
            and gap.startswith("的")
            and sentence.text[: time.start].endswith(("由", "从", "自"))
        ):
            continue
        if (told.endswith("于") and _CLAUSE.search(gap)) or _FOUNDED.match(gap):
            continue  # 学校创办于1956年，占地45亩
        if _HELD.search(told[-4:]) and any(
            t.value and t.role == "point" and t.end <= time.start for t in sentence.times
        ):
            continue  # 1月15日，集团召开2024年度工作会议，180人参加
        if once.first(_NEXT_POINT, sentence.text, time.end, start) or (
            _opens_clause(told) and _DESCRIBES.match(gap)
        ):
            continue
        if gap == "的" and told.endswith(("是", "为", "相当于", "占", "达", "恢复到")):
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


def _opens_clause(told: str) -> bool:
    """Whether words stand before a time in its clause, other than its preposition (在2024年举办的)."""
    clause = _CLAUSE.split(told)[-1].strip()
    return bool(clause) and not clause.endswith(("在", "于", "自", "从", "由"))


def _is_old_level(count: Count, sentence: Sentence) -> bool:
    """Whether a figure is what there was before a change: 由62% in 由62%提高到91%."""
    clause = _clause(count, sentence)
    return bool(_FROM.search(clause)) and bool(_TO.match(sentence.text, count.evidence.end))


def _cut_off(count: Count, sentence: Sentence) -> bool:
    """Whether a vague time stands before the figure in its sentence, so that no outer time governs it."""
    before = _before(count, sentence)
    return bool(vague().search(before) or _DECIDES.search(before))


def _before(count: Count, sentence: Sentence) -> str:
    """What stands before a figure in its sentence, as far as it may govern it."""
    return sentence.text[max(0, count.evidence.start - _FARTHEST) : count.evidence.start]


def _value(time: TimeExpression, count: Count, sentence: Sentence, now: str | None) -> str | None:
    """The value of a governing time. 自2010年以来连续5年 is five years from then, whatever the date of the report."""
    behind = sentence.text[time.end : count.evidence.end]
    if time.role == "since" and time.value:
        running = re.search(r"连续(\d{1,2})年", behind)
        if running:
            first = int(time.value[:4])
            return f"{first}/{first + int(running[1]) - 1}"
    if time.value and now and "/" not in time.value and _SINCE.match(sentence.text, time.end):
        return f"{time.value}/{now}" if time.value < now else time.value
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


def _compared(base: TimeExpression, told: str | None, scene: Scene) -> str | None:
    """The period of a change: the year behind 上年, or the span from a year further back (比2015年增加)."""
    year = year_of(base)
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
        if told and ("/" not in told or (year and told[:4] == str(year + 1))):
            return told[:4] if told[4:] in ("-12", "-12-31") else told
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
