"""Times told by words: 前三季度, “十四五”期间, 上世纪七八十年代, 十年前, 今天, “七一”前后."""

from __future__ import annotations

import re
from functools import cache

from pipeline.language import time_values as values
from pipeline.language.number_values import read
from pipeline.language.time_points import BLANK, CLOCK, TO, YEAR, Found, given_year, relative_year
from pipeline.language.time_values import Anchor
from pipeline.lexicons import table

_PERIOD = re.compile(
    rf"(?:{YEAR}{BLANK}的?)?(?:(?P<half>[上下]半年)|(?P<till>前)(?P<q>[一二三两2-3])个?季度"
    rf"|第?(?P<q1>[一二三1-3])(?:季度)?(?:{TO}|、)第?(?P<q2>[二三四2-4])季度|第?(?P<quarter>[一二三四1-4])季度"
    r"|前(?P<months>\d{1,2}|[一二三四五六七八九十两]{1,2})个月)(?P<end>[末底])?"
)
_PLAN = re.compile(
    r"[“\"]?(?P<tens>十)(?P<plan>[一二三四五六])?五[”\"]?(?:规划)?(?P<when>期间|时期|以来|末期?|初期?|开局之年|收官之年|开局|收官)"
)
_DECADE = re.compile(
    r"(?:上个?世纪|(?P<century>20|21|二十|二十一)世纪)?(?P<decades>[一二三四五六七八九]十|[一二三四五六七八九]{2}十|(?<!\d)[1-9]0)年代(?P<edge>初期?|中期|中后期|末期?|后期|以来)?"
)
_AGO = re.compile(
    r"(?P<count>\d{1,3}|[一二三四五六七八九十两百]{1,4})(?P<unit>年|个月|天|周)[之以]?前(?![提景列沿途夕后三十]|所未)"
)
_THESE = re.compile(
    r"(?P<word>这|过去的?|最近|近)(?P<count>\d{1,3}|[三四五六七八九十百]{1,4})(?P<unit>年|个月)(?P<till>以来|来|间)?(?![级前多])"
)
_DAY = re.compile(
    rf"(?P<word>今天|昨天|前天|明天|后天|今日|昨日|明日|今晚|昨晚|明晚|今早|当天|当日|当晚|同日|次日|翌日)(?![性地常报然才下空])(?P<clock>{CLOCK})"
)
_DAY_ONLY = re.compile(
    rf"(?P<day>3[01]|[12]\d|[1-9]){BLANK}日(?:{BLANK}(?:凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|[早晚])(?:{BLANK}\d{{1,2}}[点时:：]\d{{0,2}}分?许?)?|(?=[，,从在起，]))"
)
_MONTH_WORD = re.compile(
    r"(?P<word>上个?月|本月|当月|下个?月)(?![饼球度亮台])(?:(?P<part>上旬|中旬|下旬|初|底|末)|(?P<day>3[01]|[12]\d|[1-9])日)?"
)
_YEAR_WORD = re.compile(
    r"(?P<word>年初(?![心衷级中步始])|年内(?![部容心设涵])|年底|年末|年中(?![心学国央级华间期])|岁末|全年(?![级龄]|的?(?:目标|任务|计划|预算))|本年度|上年度|今年度)"
)
_FESTIVAL_WHEN = r"前后|前夕|期间|当天|当日|之际|来临之际|到来之际|(?:小长假|黄金周|长假|假期)(?:期间)?|这天|节前夕|节期间|节前后"
_QUARTERS = {1: (1, 3), 2: (4, 6), 3: (7, 9), 4: (10, 12)}


def _year_told(match: re.Match[str], at: Anchor) -> int | None:
    """The year in a match, else the one told of in the sentence, else the article's (last year's in its first months)."""
    if match["year"] or match["relative"]:
        return given_year(match, at)
    if at.said_year or at.report_year:
        return at.said_year or at.report_year
    if at.year and at.previous_year == at.year - 1:
        return at.previous_year
    return at.year or at.previous_year


def period(text: str, start: int, at: Anchor) -> Found | None:
    """上半年, 前三季度, 第一季度, 一至三季度, 前11个月."""
    match = _PERIOD.match(text, start)
    if not match:
        return None
    first, last = _period_months(match)
    if not 1 <= last <= 12:
        return match.end(), None
    year = _year_told(match, at)
    if not (match["year"] or match["relative"] or at.report_year) and _long_ahead(
        text, match, last, year, at
    ):
        year = at.year - 1 if at.year else year
    return match.end(), values.iso(year, last) if match["end"] else values.months(year, first, last)


def _long_ahead(text: str, match: re.Match[str], last: int, year: int | None, at: Anchor) -> bool:
    """前三季度 in an article of January was last year, unless the text looks ahead."""
    if year is None or at.said_year is not None or year != at.year or at.month is None:
        return False
    return last - at.month > (0 if match["end"] else 3) and not values.looks_ahead(
        text, match.start(), match.end()
    )


def _period_months(match: re.Match[str]) -> tuple[int, int]:
    if match["half"]:
        return (1, 6) if match["half"][0] == "上" else (7, 12)
    if match["q"]:
        return 1, 3 * (values.number(match["q"]) or 0)
    if match["quarter"]:
        return _QUARTERS[values.number(match["quarter"]) or 1]
    if match["q1"]:
        return _QUARTERS[values.number(match["q1"]) or 1][0], _QUARTERS[values.number(match["q2"]) or 4][1]
    return 1, values.number(match["months"]) or 0


def plan(text: str, start: int, at: Anchor) -> Found | None:
    """“十四五”期间 as 2021/2025: the tenth of the five-year plans began in 2001."""
    match = _PLAN.match(text, start)
    if not match or (not match["plan"] and text[start] not in '“"'):
        return None
    first = 2001 + 5 * (values.number(match["plan"]) or 0)
    when = match["when"]
    if when.startswith(("末", "收官")):
        return match.end(), values.iso(first + 4)
    if when.startswith(("初", "开局")):
        return match.end(), values.iso(first)
    if when == "以来":
        return match.end(), values.interval(values.iso(first), values.iso(at.year))
    return match.end(), values.interval(values.iso(first), values.iso(first + 4))


def decade(text: str, start: int, at: Anchor) -> Found | None:
    """上世纪七八十年代 as 1970/1989; 初 and 末 of a decade fix no year."""
    match = _DECADE.match(text, start)
    amount = read(match["decades"]) if match else None
    if not match or amount is None:
        return None
    century = 2000 if match["century"] in ("21", "二十一") else 1900
    first = century + int(amount.value)
    last = century + int(amount.high or amount.value) + 9
    if match["edge"] == "以来":
        return match.end(), values.interval(values.iso(first), values.iso(at.year))
    return match.end(), None if match["edge"] else values.interval(values.iso(first), values.iso(last))


def ago(text: str, start: int, at: Anchor) -> Found | None:
    """十年前, 3天前, told from the article's date; 10多年前 is vague and none."""
    match = _AGO.match(text, start)
    count = values.number(match["count"]) if match else None
    if not match or count is None:
        return None
    unit = match["unit"]
    if unit == "年":
        return match.end(), values.iso(at.year - count) if at.year else None
    if unit == "个月":
        return match.end(), values.moved(at, months=-count)
    return match.end(), values.moved(at, days=-count * (7 if unit == "周" else 1))


def these_years(text: str, start: int, at: Anchor) -> Found | None:
    """这十年来, 近五年来, 过去五年 as the years up to the article."""
    match = _THESE.match(text, start)
    count = values.number(match["count"]) if match else None
    if not match or count is None or count < 3:
        return None
    if match["word"] in ("近", "最近") and not match["till"]:
        return None  # 近三年 is as vague as 近年来; 经过近五年的努力 tells how long
    if match["unit"] == "个月":
        return match.end(), values.interval(values.moved(at, months=-count), iso_month(at))
    return match.end(), values.interval(values.iso(at.year - count), values.iso(at.year)) if at.year else None


def day_word(text: str, start: int, at: Anchor) -> Found | None:
    """今天, 昨晚, 当日, 次日."""
    match = _DAY.match(text, start)
    if not match or (
        match["word"] in ("今天", "明天") and text[start - 1 : start] in ("的", "到", "了")
    ):  # 发展到今天
        return None
    word = match["word"]
    if word in ("当天", "当日", "当晚", "同日"):
        return match.end(), at.said_day
    if word in ("次日", "翌日"):
        said = values.anchor(at.said_day, None)
        return match.end(), values.moved(said, days=1)
    return match.end(), values.moved(at, days={"今": 0, "昨": -1, "前": -2, "明": 1, "后": 2}[word[0]])


_SECOND_YEAR = re.compile(r"第二年(?:年?[初底末]|[春夏秋冬]天?)?(?![的级届度轮内里])")


def second_year(text: str, start: int, at: Anchor) -> Found | None:
    """第二年，… at the head of a clause, in the year after the one told of; 连续第二年 and 第二年级 are none."""
    match = _SECOND_YEAR.match(text, start)
    told = at.said_year or at.previous_year
    if (
        not match
        or told is None
        or text[start - 1 : start] not in ("", "，", "。", "；", "！", "？", "”", "：")
    ):
        return None
    return match.end(), values.iso(told + 1)


def day_only(text: str, start: int, at: Anchor) -> Found | None:
    """25日上午 in an article of that month: the last 25th up to the article."""
    match = _DAY_ONLY.match(text, start)
    before = text[start - 1 : start]
    if not match or before in tuple("月期后-—至到.第内近约") or (before == "、" and at.said_day is None):
        return None
    day = int(match["day"])
    said = values.anchor(at.said_day, None) if at.said_day else at
    if said.year is None or said.month is None:
        return match.end(), None
    month = iso_month(said)
    if at.said_day is None and said.day is not None and day > said.day + 7:
        month = values.moved(said, months=-1)
    return match.end(), values.iso(int(month[:4]), int(month[5:7]), day) if month else None


def iso_month(at: Anchor) -> str | None:
    """The month that the anchor stands in; None where only its year is known."""
    return values.iso(at.year, at.month) if at.month else None


def month_word(text: str, start: int, at: Anchor) -> Found | None:
    """上月, 本月中旬, 当月25日."""
    match = _MONTH_WORD.match(text, start)
    if not match:
        return None
    word = match["word"]
    if word == "当月":
        told = at.said_span.split("/")[-1] if at.said_span and "-" in at.said_span else at.said_day
        month = told[:7] if told else None  # of the months last told: 1至5月…，当月…
    else:
        month = values.moved(at, months=-1 if word[0] == "上" else 1 if word[0] == "下" else 0) or _own_month(
            at
        )
    if month is None:
        return match.end(), None
    year, number = int(month[:4]), int(month[5:7])
    if match["part"]:
        return match.end(), values.part_of_month(year, number, match["part"])
    return match.end(), values.iso(year, number, int(match["day"]) if match["day"] else None)


def _own_month(at: Anchor) -> str | None:
    return values.iso(at.year, at.month) if at.month else None


def year_word(text: str, start: int, at: Anchor) -> Found | None:
    """全年, 年底, 年初, 本年度 of the year told of."""
    match = _YEAR_WORD.match(text, start)
    if not match or text[start - 1 : start] in tuple(
        "每历往周成中近多几老当整半青少幼壮童新拜一二三四五六七八九十百千0123456789"
    ):
        return None
    word = match["word"]
    if word in ("本年度", "今年度", "上年度"):
        return match.end(), values.iso(relative_year("上年" if word[0] == "上" else "今年", at))
    if word == "全年":
        told = at.said_year or at.report_year or at.previous_year
        late = at.year - 1 if at.year and at.month and at.month <= 3 else at.year
        return match.end(), values.iso(told or late)
    month = {"初": None, "内": None, "中": 6}.get(word[-1], 12)
    year = at.said_year or at.report_year or at.year or at.previous_year
    early = at.said_year is None and at.report_year is None and at.year and at.month and at.month <= 6
    if early and month == 12 and not values.looks_ahead(text, start, match.end()):
        year = (at.year or 0) - 1  # 年末在岗职工 in a report of February
    if early and word == "年初" and at.previous_year == (at.year or 0) - 1 and (at.month or 0) <= 3:
        year = at.previous_year
    return match.end(), values.iso(year, month)


@cache
def _festivals() -> tuple[re.Pattern[str], dict[str, str]]:
    days = {name: day for name, day in table("festivals")}
    names = "|".join(sorted(days, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?:{YEAR}{BLANK}的?)?[“\"]?(?P<name>{names})[”\"]?(?P<when>{_FESTIVAL_WHEN})?"), days


def festival(text: str, start: int, at: Anchor) -> Found | None:
    """2022年“七一”前后 as 07-01; 2008年植树节 as 2008, the day being no part of the text.

    Without a year a day needs a word that makes it a time: “七一”前夕 is one, the “七一”勋章 is none.
    """
    pattern, days = _festivals()
    match = pattern.match(text, start)
    if not match:
        return None
    dated = bool(match["year"] or match["relative"])
    day = days[match["name"]]
    if text[match.end() : match.end() + 1] in tuple("月日号点个"):
        return None  # 2000年十一月
    if day == "-":
        return (match.end(), values.iso(given_year(match, at))) if dated else None
    if not match["when"] and not dated:
        return None
    month, number = (int(part) for part in day.split("-"))
    year = given_year(match, at) if dated else values.year_of_month(at, month, number, ahead=True)
    return match.end(), values.iso(year, month, number)
