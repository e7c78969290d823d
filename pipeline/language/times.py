"""Expressions that fix a time: where they stand, what they say, and in which role."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from pipeline.language import time_calendars, time_points, time_values, time_words
from pipeline.language.normalise import narrow
from pipeline.language.time_points import Found
from pipeline.language.time_values import Anchor
from pipeline.model.copying import replace
from pipeline.model.document import TimeExpression

Rule = Callable[[str, int, Anchor], "Found | None"]

# the surest and longest first; each beside the characters that its expressions begin with
_DIGITS = "0123456789０１２３４５６７８９"
_NUMERALS = "一二三四五六七八九十"
_ERAS = "民宣光同咸道嘉乾雍康顺崇万洪"  # what the names in eras.tsv begin with
_YEARS = "今去前明后上本当同次翌下来"
RULES: tuple[tuple[str, Rule], ...] = (
    ("12", time_points.dotted),
    (_DIGITS + _NUMERALS + _YEARS + "第前上下", time_words.period),
    (_DIGITS + _NUMERALS + _YEARS + '“"元国春清植劳青儿端教建中重记护妇除小', time_words.festival),
    (_DIGITS, time_calendars.short_year),
    (_ERAS, time_calendars.era),
    (_DIGITS + _NUMERALS + _YEARS + "正腊冬农阴旧", time_calendars.lunar),
    (_DIGITS + _NUMERALS, time_points.years),
    (_DIGITS + _NUMERALS + _YEARS, time_points.days),
    (_DIGITS + _NUMERALS + _YEARS, time_points.months),
    (_DIGITS + _NUMERALS + _YEARS, time_points.from_point),
    ('十“"', time_words.plan),
    ("上二2" + _DIGITS + _NUMERALS, time_words.decade),
    (_DIGITS + _NUMERALS + "两百", time_words.ago),
    ("这过最近", time_words.these_years),
    ("今昨前明后当同次翌", time_words.day_word),
    (_DIGITS, time_words.day_only),
    ("上本当下", time_words.month_word),
    ("年岁全本上今", time_words.year_word),
    ("第", time_words.second_year),
)

_AFTER_DIGITS = (  # what of the calendar follows a number: 年 月 日 季, 个月, 天前, a dotted date, a stretch to another number
    r"[ \u3000\xa0]?(?:[年月日季]|世纪|学年|个月|[天周][之以]?前"
    rf"|(?:[—–~～\-－−]{{1,2}}|起?[至到]|、)[ \u3000\xa0]?第?[\d{_NUMERALS}〇○◯零OoＯ]{{1,4}}(?:[ \u3000\xa0]?[年月日号季学]))"
    r"|(?<=\d{4})[.．/\-－]\d"
)
_FIRSTS = "".join(sorted({c for characters, _ in RULES for c in characters}))
# where an expression may begin, by its first character, which is scanned for before all else
_START = re.compile(
    rf"[{_FIRSTS}](?:"
    rf"(?<=[0-9０-９])(?<![\d.．].)[0-9０-９]{{0,3}}(?={_AFTER_DIGITS})"
    rf"|(?<=[{_NUMERALS}第两百])(?=[{_NUMERALS}〇○◯零OoＯ年月季个天周至到、—百](?!分之))|(?<=[{_NUMERALS}])[{_NUMERALS}]*(?=年代)"
    r"|(?<=[今去昨前明后上本当同次翌下来])(?=[一]?年|半年|[天日早晚]|个?月|个?世纪|[一二三四五六七八九十两\d]{1,2}个[月季]|[一二三两]季)"
    r"|(?<=[这过最近])(?=[去近]?的?[三四五六七八九十百\d]{1,3}(?:年|个月))"
    rf"|(?<=[正腊冬])(?=月)|(?<=[农阴旧])(?=历)|(?<=[{_ERAS}])(?=[\u4e00-\u9fff][元\d一二三四五六七八九十]{{1,3}}年)"
    r"|(?<=年)[初底末中内]|(?<=岁)末|(?<=全)年|(?<=[“\"])(?=[一二三四五六七八十国春元中端])"
    r"|(?<=[元国春清植劳青儿端教建中重记护妇除小])(?=[旦庆节明树动年童午师党军秋阳者士女夕])"
    r")"
)
_BASE = re.compile(r"(?:比|较|相比于?|相较于?|对比|相对于|高于|低于|超过)$")
_AS_OF = re.compile(r"截[至止](?:到|至)?[ \u3000]?$")
# 与上年同期基本持平, 同去年相比: held against, whatever stands before
_HELD_AGAINST = re.compile(r"(?:同期)?(?:相比|比较|基本持平|持平|相当|基本一致)")
_LEVEL_OF = re.compile(r"(?:是|为|相当于|恢复到|达到?|占)$")  # 是2015年的1.8倍
_TIMES_OF = re.compile(r"(?:同期)?的?[\d一二两三四五六七八九十近约]")
_CLAUSE_ENDS = ("", "，", "。", "；", "：", ",", "、", "于", "在", "到", "至")
_SINCE = re.compile(r"[ \u3000]?(?:以来|起?至今)")
_FROM = re.compile(r"[自从][^，。；]{0,4}$")
_ONWARDS = re.compile(r"(?:以来|起(?![草步点码来到立伏源])|开始|至今|以后)")
# characters before that make another word of it: 如今年轻人, 过去年产值, 此前年均, 表明年内, 以上年龄, 不同年级, 近来年均
_NOT_AFTER = {
    first: tuple(before)
    for first, before in (
        ("今", "如现当迄"),
        ("去", "过"),
        ("前", "此之以目年月天向提"),
        ("明", "说证表声发文清阐"),
        ("上", "以网线路会村场街台早晚马"),
        ("后", "此之以然随最产成工"),
        ("同", "不相共"),
        ("当", "相"),
        ("来", "年以从原未起近十百几"),
        ("全", "安健周齐"),
        ("次", "每首多历一二三四五六七八九十0123456789"),
        ("本", "基根"),
        ("下", "以"),
    )
}
_HANGING = (
    "当天",
    "当日",
    "当晚",
    "同日",
    "次日",
    "翌日",
    "当年",
    "同年",
    "次年",
    "翌年",
    "当月",
)  # on what was said
_HANGING_MONTH = re.compile(
    r"(?:当年|同年|次年|翌年)的?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
)  # of an unknown year
_RECURRING = re.compile(r"(?:每年?|历年|逐年|往年|每逢|每到|[多几]|第)[ \u3000]?$")


@cache
def _by_first() -> dict[str, tuple[Rule, ...]]:
    """The rules in order, by the character that an expression begins with."""
    firsts = sorted({character for characters, _ in RULES for character in characters})
    return {first: tuple(rule for characters, rule in RULES if first in characters) for first in firsts}


def find(
    text: str,
    anchor: str | None,
    previous_year: int | None = None,
    previous_date: str | None = None,
    previous_span: str | None = None,
    report_year: int | None = None,
) -> tuple[TimeExpression, ...]:
    """Every expression of `text` that fixes a time, in order, none overlapping another.

    `anchor` is the ISO date of the article (a year alone will do), `previous_year` the year last named before this
    sentence, `previous_date` the day last named, for 当天, `previous_span` the months told of, for 去年同期,
    `report_year` the year that a report or its section is on, for 年末. `value` is None where these do not fix it.
    """
    at = time_values.anchor(anchor, previous_year, previous_date, previous_span, report_year)
    said, text = text, narrow(text)
    found: list[TimeExpression] = []
    floor = 0
    while first := _START.search(text, floor):
        start = first.start()
        floor = start + 1
        if text[start - 1 : start] in _NOT_AFTER.get(text[start], ()):
            continue
        expression = _expression(text, start, at)
        if expression is None:
            floor = _passed_over(text, start, at) or floor
            continue
        if said is not text:
            expression = replace(expression, text=said[expression.start : expression.end])
        found.append(expression)
        floor = expression.end
        at = _after(at, expression)
    return tuple(found)


# the only rules that read digits right before 月 or 日, where most dates without a year begin
_MONTHS = (time_points.days, time_points.months, time_points.from_point)
_BY_MARK: dict[str, tuple[Rule, ...]] = {"月": _MONTHS, "日": (time_points.days, time_words.day_only)}


def _rules_at(text: str, start: int) -> tuple[Rule, ...]:
    """The rules that may read an expression at `start`."""
    rules = _by_first().get(text[start], ())
    if not text[start].isdecimal():
        return rules
    end = start + 1
    while text[end : end + 1].isdecimal():
        end += 1
    return _BY_MARK.get(text[end : end + 1], rules)


def _expression(text: str, start: int, at: Anchor) -> TimeExpression | None:
    """The expression that begins at `start`, by the first rule that reads one."""
    for rule in _rules_at(text, start):
        found = rule(text, start, at)
        if found is None:
            continue
        end, value = _since(text, found, at)
        if (
            text.startswith("当年", start)
            and at.said_year is None
            and text[start - 1 : start] not in _CLAUSE_ENDS
        ):
            return None  # 她想起当年的日子
        if _RECURRING.search(text[max(0, start - 3) : start]) or (
            value is None and text.startswith(_HANGING, start)
        ):
            return None
        return TimeExpression(start, end, text[start:end], value, _role(text, start, end, rule))
    return None


def _passed_over(text: str, start: int, at: Anchor) -> int | None:
    """Where what fixes no time ends, so that its end is not read alone: 每年6月至9月, 次年3月 of an unknown year."""
    hanging = _HANGING_MONTH.match(text, start)
    if hanging:
        return hanging.end()
    if not _RECURRING.search(text[max(0, start - 3) : start]):
        return None
    found = time_points.months(text, start, at) or time_points.from_point(text, start, at)
    return found[0] if found else None


def _since(text: str, found: Found, at: Anchor) -> Found:
    """The expression with the 以来 or 至今 behind it: from it up to the article's year."""
    end, value = found
    match = _SINCE.match(text, end)
    now = time_values.iso(at.year)
    if match is None:
        return found
    return match.end(), value if value == now else time_values.interval(value, now)


def _role(text: str, start: int, end: int, rule: Rule) -> str:
    head = text[max(0, start - 8) : start]
    if _BASE.search(head[-4:]) or rule is time_words.ago or _HELD_AGAINST.match(text, end):
        return "base"
    if _LEVEL_OF.search(head) and text.startswith("的", end) and _TIMES_OF.match(text, end):
        return "base"
    if _AS_OF.search(head):
        return "as_of"
    if text[start:end].endswith("同期") and text[end : end + 1] not in ("，", "为", "是"):
        return "base"
    if text[start:end].endswith(("以来", "至今")) or (_FROM.search(head) and _ONWARDS.match(text, end)):
        return "since"
    return "point"


def _after(at: Anchor, expression: TimeExpression) -> Anchor:
    """The anchor for what follows in the sentence: the year, and the day, that were just named."""
    value = expression.value
    if value is None or expression.role not in ("point", "as_of") or "学年" in expression.text:
        return at
    if "/" in value:
        first, last = value.split("/")
        said_year = int(first[:4]) if first[:4] == last[:4] else at.said_year
        return replace(at, said_year=said_year, said_span=value)
    said_day = value if len(value) == 10 else at.said_day
    return replace(at, said_year=int(value[:4]), said_day=said_day, said_span=value)
