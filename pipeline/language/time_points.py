"""Points of the calendar and what stands between two of them: 2023年3月至4月中旬, 去年12月底, 二〇二四年."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.language import time_values as values
from pipeline.language.time_values import Anchor
from pipeline.model.copying import replace

BLANK = r"[ \u3000\xa0]?"
_ZERO = "〇○◯零OoＯ"
YEAR_NUMBER = rf"(?:(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|[一二][{_ZERO}一二三四五六七八九]{{3}})"
RELATIVE_YEAR = (
    "今年|去年|前年|明年|后年(?![产均收营销利增接处可])|上年|本年|当年|同年|次年|翌年|上一年|下一年|来年"
)
YEAR = (
    rf"(?:(?P<year>{YEAR_NUMBER}){BLANK}年(?!级|代|的?历史|轻|版|来|第\d{{1,3}}号)"
    rf"|(?P<relative>{RELATIVE_YEAR})(?!轻|级|内容|以上))"
)
TO = rf"{BLANK}(?:[—–~～\-－−]{{1,2}}|起?[至到]){BLANK}"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?!\d)"
_DAY = (
    r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
)
_DAY_TAIL = r"[日号](?![报常楼线文院])"
_NOT_MONTH = r"(?![龄薪均供租息报饼球光嫂票刊考评捐季]|子女|度|革命|工资|活动日)"
_NOT_MID = "旬共国央学小心层等高期华午部方医英外标荣获先有取被东西段德法日美俄非韩越朝欧印巴澳断止"
_PART = rf"上旬|中下旬|上中旬|中旬|下旬|初|底|末|中(?![{_NOT_MID}])"
_CLOCK_WORD = (
    r"凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|深夜|午后|[早晚](?![餐会饭间期年报上稻在已就自于])"
)
_SMALL = r"(?:\d{1,2}|[零一二三四五六七八九十两]{1,3})"
CLOCK = (
    rf"(?:{BLANK}(?:{_CLOCK_WORD}))?(?:{BLANK}(?:\d{{1,2}}[:：][0-5]\d"
    rf"|{_SMALL}{BLANK}[点时](?![要方意建期])(?:{BLANK}{_SMALL}分(?!钟)|半|整)?(?:许|左右)?))?"
)
_EDGE = rf"年?(?:底|末|初|终|岁末|中(?![{_NOT_MID}]))|[上下]半年|春节|全年|同期"
_SEASON = r"[春夏秋冬][季天]?(?![收种耕播游节运令招粮训])"

_POINT = re.compile(
    rf"(?:{YEAR}{BLANK}的?)?(?<![\d.])(?P<month>{_MONTH}){BLANK}月份?{_NOT_MONTH}"
    rf"(?:{BLANK}(?:(?P<day>{_DAY}){BLANK}{_DAY_TAIL}{CLOCK}|(?P<part>{_PART})))?(?:前后(?!左右))?"
    rf"|{YEAR.replace('P<year>', 'P<year2>').replace('P<relative>', 'P<relative2>')}度?"
    rf"(?:{BLANK}(?:(?P<edge>{_EDGE})|(?P<season>{_SEASON})|前后(?!左右)))?"
)
_END_DAY = re.compile(rf"(?P<day>{_DAY}){BLANK}{_DAY_TAIL}")
_DAYS = re.compile(
    rf"(?:(?:{YEAR}{BLANK}的?)?(?P<month>{_MONTH}){BLANK}月{BLANK})?"
    rf"(?P<first>{_DAY})(?:{BLANK}日)?(?:{TO}|、)(?P<last>{_DAY}){BLANK}{_DAY_TAIL}"
)
_BARE_MONTH = re.compile(
    rf"(?:{YEAR}{BLANK}的?)?(?<![\d.])(?P<first>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])(?:{TO}|、)(?P<last>{_MONTH}){BLANK}月份?{_NOT_MONTH}(?!\d)"
)
_NEIGHBOURS = re.compile(
    rf"(?:{YEAR}{BLANK}的?)?(?P<pair>[一二三四五六七八九]{{2}}|十[一][二]|十一二)月份?{_NOT_MONTH}"
)
_YEARS = re.compile(
    rf"(?P<first>{YEAR_NUMBER})(?:(?:{BLANK}年)?{TO}|、)(?P<last>{YEAR_NUMBER}){BLANK}(?:学?年度?)(?!级|代)(?!{BLANK}\d{{1,2}}{BLANK}月)"
)
_SCHOOL_YEAR = re.compile(rf"(?P<year>{YEAR_NUMBER}){BLANK}学年(?:度)?(?:第?[一二12]学期)?")
_DOTTED_DATE = (
    r"(?P<year>(?:19|20)\d\d)(?P<mark>[.．/\-－])(?P<month>1[0-2]|0?[1-9])(?:(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9]))?"
    r"(?![.．/\d]|-(?!(?:19|20)\d\d)\d|[万亿%％元亩个人名吨岁倍公平立千米斤克升户台辆]|赛季|学年|年)"
)
_DOTTED = re.compile(rf"(?<![\d.．/\-A-Za-z]){_DOTTED_DATE}")
_DOTTED_END = re.compile(_DOTTED_DATE)
_STAMP = re.compile(r"[ T]\d{1,2}:\d\d(?::\d\d)?")
_BEFORE_IT = re.compile(
    r"(?:[（(][^（()）]{1,5}[）)])?[ \u3000]?(?:\d{1,2}[:：]\d\d|\d{1,2}[时点]|[上下]午|下班|中午)?[之以]?前"
)
_ASKED = re.compile(r"(?:请|务必|须|预计|预期|力争|争取|确保|计划|拟|定)[^，。；]{0,10}?[于在到]?\Z")
_UNTIL_NOW = re.compile(r"[ \u3000]?(?:以来|起?至今)")
_PUT_OFF = re.compile(r"(?:排|延|续|定|推迟)[到至]$|(?:将|拟|预计|计划)[于在到]$")  # 订单已排到11月底
TO_TO = re.compile(TO)
Found = tuple[int, str | None]  # where an expression ends, and its value


@dataclass(frozen=True, slots=True)
class Point:
    """A point as written: whole numbers where given; `part` is 上旬, 底, 上半年 or the like."""

    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    part: str = ""
    given: bool = False  # whether the text itself names the year
    same: str | None = None  # the value of 去年同期, where the text has just named the months

    @property
    def value(self) -> str | None:
        if self.same:
            return self.same
        if self.month is not None and self.part:
            return values.part_of_month(self.year, self.month, self.part)
        if self.part.endswith("半年"):
            return values.months(self.year, *((1, 6) if self.part[0] == "上" else (7, 12)))
        month = (
            {"底": 12, "末": 12, "终": 12, "中": 6}.get(self.part[-1:])  # 年初 says no more than the year
            if self.month is None
            else self.month
        )
        return values.iso(self.year, month, self.day)


def relative_year(word: str | None, at: Anchor, *, compared: bool = False) -> int | None:
    """The year that 今年, 去年, 次年 … is. 比上年 goes back from the year told of, 去年 from the article's."""
    if not word:
        return None
    if word in ("当年", "同年"):
        return at.said_year or at.previous_year
    if word in ("次年", "翌年"):
        told = at.said_year or at.previous_year
        return told + 1 if told else None
    if word in ("上年", "上一年") and compared:
        return at.told_year - 1 if at.told_year else None
    if word in ("上年", "上一年") and at.said_year:
        return at.said_year - 1  # 2024年，收入由上年的38万元增加到42万元, told in 2025
    if word in ("上年", "上一年") and of_the_year_before(at):
        return at.year - 2 if at.year else None
    step = {
        "今年": 0,
        "本年": 0,
        "去年": -1,
        "上年": -1,
        "上一年": -1,
        "前年": -2,
        "明年": 1,
        "来年": 1,
        "下一年": 1,
        "后年": 2,
    }[word]
    return at.year + step if at.year else None


def of_the_year_before(at: Anchor) -> bool:
    """Whether a report of last year is told in the first months of this one: its 上年底 is the end of the year before."""
    return bool(at.year and at.said_year is None and at.previous_year == at.year - 1 and (at.month or 9) <= 3)


def given_year(match: re.Match[str], at: Anchor, suffix: str = "", *, compared: bool = False) -> int | None:
    """The year written in a match, in digits or as 去年; None where there is none."""
    return values.number(match["year" + suffix]) or relative_year(
        match["relative" + suffix], at, compared=compared
    )


def point(text: str, start: int, at: Anchor) -> Point | None:
    """The year, month or day that begins at `start`."""
    match = _POINT.match(text, start)
    if not match:
        return None
    compared = text[start - 1 : start] in ("比", "较", "于")
    if not match["month"]:
        part = match["edge"] or ""
        year = given_year(match, at, "2", compared=compared)
        same = _same_period(match, at, year) if part == "同期" else None
        return Point(match.end(), year, part="" if part in ("春节", "全年", "同期") else part, same=same)
    month, day = values.number(match["month"]), values.number(match["day"])
    if month is None:
        return None
    year = given_year(match, at, compared=compared)
    if year is None and not match["year"] and not match["relative"]:
        ahead = _is_asked_for(text, start, match.end())
        if _PUT_OFF.search(text[max(0, start - 4) : start]):
            ahead, at = True, replace(at, said_year=None, previous_year=None)
        year = values.year_of_month(at, month, day, ahead=ahead, due=ahead)
        if year and year == at.year and (at.month or 12) < month and _UNTIL_NOW.match(text, match.end()):
            year -= 1  # 9月至今 in an article of January
    given = bool(match["year"] or match["relative"])
    return Point(match.end(), year, month, day, match["part"] or "", given)


def _is_asked_for(text: str, start: int, end: int) -> bool:
    """Whether a day lies ahead: by its 前 (于6月3日（周一）17:00前, 6月3日下班前), or asked for or foreseen (预计10月底)."""
    return bool(_BEFORE_IT.match(text, end)) or bool(_ASKED.search(text[max(0, start - 14) : start]))


def _same_period(match: re.Match[str], at: Anchor, year: int | None) -> str | None:
    """The months just told of, in the year named: behind 2024年1至8月, 去年同期 is 2023-01/2023-08."""
    if at.said_span and match["relative2"] in ("去年", "上年", "上一年"):
        year = int(at.said_span[:4]) - 1
    return values.same_months(at.said_span, year)


def from_point(text: str, start: int, at: Anchor) -> Found | None:
    """A point, or a stretch from one point to another."""
    first = point(text, start, at)
    if first is None:
        return None
    to = TO_TO.match(text, first.end)
    last = _end_of(text, to.end(), first, at) if to else None
    if last is not None and _still_open(text, start, first, last, at):
        year = (first.year or 0) - 1
        first, last = replace(first, year=year), replace(last, year=year)
    if last is not None:
        return last.end, values.interval(first.value, last.value)
    return first.end, first.value


def _still_open(text: str, start: int, first: Point, last: Point, at: Anchor) -> bool:
    """Whether a stretch without a year would end long after the article: 1月至6月 in January was last year."""
    if first.given or last.given or at.said_year or at.month is None or last.month is None:
        return False
    late = first.year == last.year == at.year and last.month - at.month > 3
    return late and (first.month or 12) <= at.month and not values.looks_ahead(text, start, last.end)


def _end_of(text: str, start: int, first: Point, at: Anchor) -> Point | None:
    """The point that ends a stretch; what it leaves unsaid is as in the first."""
    day = _END_DAY.match(text, start)
    if day and first.day is not None:
        return Point(day.end(), first.year, first.month, values.number(day["day"]))
    if first.year is None:
        return point(text, start, at)
    last = point(text, start, replace(at, said_year=first.year))
    if (
        last is None
        or last.month is None
        or first.month is None
        or last.year != first.year
        or last.month >= first.month
    ):
        return last
    return replace(last, year=first.year + 1)  # 11月至次年3月


def months(text: str, start: int, at: Anchor) -> Found | None:
    """1至6月, 7、8月, 六七月份."""
    match = _BARE_MONTH.match(text, start)
    if match:
        first, last = values.number(match["first"]), values.number(match["last"])
    else:
        match = _NEIGHBOURS.match(text, start)
        if not match:
            return None
        pair = match["pair"]
        first, last = (
            values.number(pair[:-1]),
            values.number("十" + pair[-1] if pair[0] == "十" else pair[-1]),
        )
    if first is None or last is None or not first < last:
        return None
    year = given_year(match, at) if match["year"] or match["relative"] else values.year_of_month(at, last)
    return match.end(), values.months(year, first, last)


def days(text: str, start: int, at: Anchor) -> Found | None:
    """4月15—17日, 15日至17日: days of one month, the one last named where none is given."""
    match = _DAYS.match(text, start)
    if not match:
        return None
    first, last = values.number(match["first"]), values.number(match["last"])
    if match["month"]:
        month = values.number(match["month"])
        dated = match["year"] or match["relative"]
        year = given_year(match, at) if dated else values.year_of_month(at, month or 1, first)
    else:
        told = values.anchor(at.said_day, None) if at.said_day else at
        year, month = told.year, told.month
    if month is None or first is None or last is None or not first < last:
        return None
    return match.end(), values.interval(values.iso(year, month, first), values.iso(year, month, last))


def years(text: str, start: int, at: Anchor) -> Found | None:
    """2020—2023年, 2021、2022年, 2023-2024学年, 2009学年."""
    match = _YEARS.match(text, start)
    if match:
        return match.end(), values.interval(
            values.iso(values.number(match["first"])), values.iso(values.number(match["last"]))
        )
    match = _SCHOOL_YEAR.match(text, start)
    return (match.end(), values.iso(values.number(match["year"]))) if match else None


def dotted(text: str, start: int, at: Anchor) -> Found | None:
    """2020.01.06, 2020-1-6, 2020/01, 2018.5—2021.3."""
    match = _DOTTED.match(text, start)
    first = _dotted_value(match)
    if match is None or first is None:
        return None
    to = TO_TO.match(text, match.end())
    end = _DOTTED_END.match(text, to.end()) if to else None
    last = _dotted_value(end)
    if end is not None and last is not None:
        return end.end(), values.interval(first, last)
    clock = _STAMP.match(text, match.end())
    return clock.end() if clock else match.end(), first


def _dotted_value(match: re.Match[str] | None) -> str | None:
    """The ISO form of a dotted date; None for 2018-5, which may be a number of a room or a file."""
    if match is None or (not match["day"] and match["mark"] in "-－/" and len(match["month"]) == 1):
        return None
    return values.iso(int(match["year"]), int(match["month"]), int(match["day"]) if match["day"] else None)
