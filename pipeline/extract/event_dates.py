"""When an event took place: in its sentence, as its paragraph goes on from, as its notice or its report's year says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.event_names import Event
from pipeline.model.document import Article, Reading, Sentence, TimeExpression

_REPORT = re.compile(r"总结|述职|工作报告|工作情况|情况报告|履职|工作综述")
_TIME_HEAD = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]+[）)、.．])?\s*(?:培训|活动|会议|举办|比赛|报到|集训)?(?:时间|日期)(?:安排|及地点|和地点|、地点)?\s*[：:]?\s*"
)
_GOES_ON = re.compile(
    r"(?:(?:仪式|会议|活动|比赛|培训|参观|座谈|宣讲)(?:结束|开始|伊始|最后|尾声|期间)?(?:后|前|中|上)?|会后|会上|会前|最后|随后|现场|当天|当日)[，,]"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年(?!以来|来)")
_OF_YEAR = re.compile("述职|总结|表彰|考核|测评")  # held after the year that the name tells
_THIS_YEAR = re.compile(r"今年|去年|(?:20\d{2})年")


def in_sentence(sentence: Sentence, event: Event) -> str | None:
    """The time nearest before the name in its sentence, else the first behind it, else the year of 今年以来."""
    points = [t for t in _points(sentence) if not event.start <= t.start < event.end]
    before = [t for t in points if t.end <= event.start]
    behind = [t for t in points if t.start >= event.end]
    inside = [] if _OF_YEAR.search(sentence.text, event.start, event.end) else _inside(sentence, event)
    chosen = before[-1:] or behind[:1] or inside[:1]
    if chosen:
        return chosen[0].value
    since = [t for t in sentence.times if t.role == "since" and t.value and t.end <= event.start]
    return since[-1].value[:4] if since and _THIS_YEAR.match(since[-1].text) and since[-1].value else None


def _inside(sentence: Sentence, event: Event) -> list[TimeExpression]:
    """The times in the name itself (2024年农技培训班), but for those in its title (“火红七月”)."""
    return [
        t
        for t in _points(sentence)
        if event.start <= t.start < event.end and not any(q.start < t.start < q.end for q in sentence.quoted)
    ]


def of_paragraph(sentence: Sentence, earlier: Sequence[Sentence]) -> str | None:
    """The day that was told last before it: in its paragraph (3月5日…。随后，…), or before where it goes on from there (仪式结束后，…)."""
    goes_on = bool(_GOES_ON.match(sentence.text))
    told = [s for s in earlier if goes_on or s.paragraph == sentence.paragraph]
    days = [t.value for s in told for t in _points(s) if t.value and _DAY.match(t.value)]
    return days[-1] if days else None


def of_notice(sentences: Sequence[Sentence]) -> str | None:
    """What a notice sets down under 活动时间: in the line itself or in the one behind it."""
    for at, sentence in enumerate(sentences):
        match = _TIME_HEAD.match(sentence.text)
        if not match:
            continue
        alone = match.end() >= len(sentence.text.rstrip())
        told = [
            *_points(sentence),
            *(_points(sentences[at + 1]) if alone and at + 1 < len(sentences) else []),
        ]
        if told and (alone or told[0].start <= match.end() + 8):
            return told[0].value
    return None


def of_report(article: Article, reading: Reading) -> str | None:
    """The year of which a report tells: in its headline, else in its first sentences."""
    heads = f"{article.title} {article.subtitle or ''}"
    body = [s.text for s in reading.of_article(article.number) if s.kind == "body"][:3]
    if not _REPORT.search(heads) and not any(
        re.search("述职|履职情况|总结如下|报告如下|汇报如下", t) for t in body
    ):
        return None
    match = next((m for text in (heads, *body) if (m := _YEAR.search(text))), None)
    return match[1] if match else None


def _points(sentence: Sentence) -> list[TimeExpression]:
    """The points in time that its sentence tells, but for the lunar date in brackets: 10月24日（九月初八）."""
    return [
        t
        for t in sentence.times
        if t.role == "point" and t.value and not sentence.text.endswith(("日（", "日("), 0, t.start)
    ]
