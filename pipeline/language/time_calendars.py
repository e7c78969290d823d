"""Dates that other calendars or short forms tell: 98年7月, 95年入党, 民国二十六年, 去年腊月廿八."""

from __future__ import annotations

import re
from functools import cache

from pipeline.language import time_values as values
from pipeline.language.time_points import BLANK, YEAR, Found, given_year
from pipeline.language.time_values import Anchor
from pipeline.lexicons import alternatives, table

_TWO_DIGITS = re.compile(
    rf"(?P<year>[5-9]\d|[012]\d)年{BLANK}(?P<month>1[0-2]|0?[1-9])月(?!龄)(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号])?"
)
# 95年入党 is a year where it opens its clause; 95年来 and 95年，风雨… are durations
_YEAR_ALONE = re.compile(
    r"(?P<year>[6-9]\d|0\d)年(?!来|的|[以之]?[前后内间里上下]|历史|多|余|左右|一|级|代|如|时间|党龄|工龄|[，。；、]|$)"
)
_OPENS = re.compile(r"(?:^|[，。；：（(“]|[自从在于他她我]|早在|直到)$")
_LASTING = re.compile(r"[刑期满龄作续时达近约超了]$")  # 有期徒刑10年6月
_LUNAR = re.compile(
    rf"(?:{YEAR}{BLANK}的?)?(?:[农阴旧]历{BLANK}(?P<month>[正腊冬一二三四五六七八九十]{{1,2}})|(?P<alone>[正腊冬]))月"
    r"(?:初[一二三四五六七八九十]|[十廿][一二三四五六七八九十]?|二十[一二三四五六七八九]?|三十|底|末|间|(?!里))"
)


def short_year(text: str, start: int, at: Anchor) -> Found | None:
    """98年7月 as 1998-07, 95年入党 as 1995."""
    head = text[max(0, start - 2) : start]
    match = _TWO_DIGITS.match(text, start)
    if match and not _LASTING.search(head):
        day = values.number(match["day"])
        return match.end(), values.iso(_century(match["year"]), values.number(match["month"]), day)
    match = _YEAR_ALONE.match(text, start)
    if match and _OPENS.search(head):
        return start + 3, values.iso(_century(match["year"]))
    return None


def _century(year: str) -> int:
    return int(year) + (1900 if int(year) >= 50 else 2000)


@cache
def _eras() -> tuple[re.Pattern[str], dict[str, int]]:
    first = {name: int(year) for name, year in table("eras")}
    return re.compile(
        rf"(?P<era>{alternatives('eras')})(?P<year>元|\d{{1,2}}|[一二三四五六七八九十]{{1,3}})年"
    ), first


def era(text: str, start: int, at: Anchor) -> Found | None:
    """民国二十六年 as 1937."""
    pattern, first = _eras()
    match = pattern.match(text, start)
    count = values.number(match["year"]) if match else None
    if not match or not count:
        return None
    return match.end(), values.iso(first[match["era"]] + count - 1)


def lunar(text: str, start: int, at: Anchor) -> Found | None:
    """去年腊月廿八 as the year that it names; without a year nothing in the text fixes the day."""
    match = _LUNAR.match(text, start)
    if not match:
        return None
    return match.end(), values.iso(given_year(match, at)) if match["year"] or match["relative"] else None
