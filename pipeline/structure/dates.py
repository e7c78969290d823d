"""Dates of an article, as datelines, signatures and the text give them. Only what fixes a day, month or year in full."""

from __future__ import annotations

import re

CHINESE_DIGITS = {
    **{c: i for i, c in enumerate("〇一二三四五六七八九")},
    "○": 0,
    "零": 0,
    "Ｏ": 0,
    "O": 0,
    "０": 0,
    "◯": 0,
}
YEAR = "(?P<year>(?:19|20)[0-9]{2})"
FULL = re.compile(
    YEAR + r"\s*(?:[-./－／．]\s*(?P<m1>[01]?[0-9])\s*[-./－／．]\s*(?P<d1>[0-3]?[0-9])(?![0-9])"
    r"|年\s*(?P<m2>[01]?[0-9])\s*月\s*(?P<d2>[0-3]?[0-9])\s*日?)"
    r"(?:\s*(?:上午|下午)?\s*[0-2]?[0-9]\s*[:：时]\s*[0-5][0-9](?:\s*[:：分]\s*[0-5][0-9])?\s*[分秒]?)?"
)
MONTH = re.compile(YEAR + r"\s*(?:年\s*(?P<m>[01]?[0-9])\s*月(?:份)?|[-./](?P<m3>[01]?[0-9])(?![-./0-9]))")
CHINESE = re.compile(
    "(?P<year>[一二][〇○零ＯO０◯一二三四五六七八九]{3})\\s*年(?:\\s*(?P<month>十[一二]?|[一二三四五六七八九])\\s*月"
    "(?:\\s*(?P<day>二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?|[一二三四五六七八九])\\s*日)?)?"
)
COMPACT = re.compile("(?<![0-9])(?P<year>20[0-9]{2})(?P<m1>0[1-9]|1[0-2])(?P<d1>[0-2][0-9]|3[01])(?![0-9])")


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """ISO of what is given, None where no such day is in the calendar."""
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    length = (
        31
        - (month in (4, 6, 9, 11))
        - (3 - (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))) * (month == 2)
    )
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= length else None


def find_date(text: str) -> tuple[str, int, int] | None:
    """The first date in `text` with its place; one to the day is taken before one to the month."""
    for pattern in (FULL, CHINESE, COMPACT, MONTH):
        for match in pattern.finditer(text):
            value = _value(match)
            if value is not None:
                return value, match.start(), match.end()
    return None


def _value(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    year = groups["year"]
    if not year.isascii():
        number = int("".join(str(CHINESE_DIGITS[c]) for c in year))
        return iso(number, _spelt(groups["month"]), _spelt(groups["day"]))
    month = groups.get("m1") or groups.get("m2") or groups.get("m") or groups.get("m3")
    day = groups.get("d1") or groups.get("d2")
    return iso(int(year), int(month) if month else None, int(day) if day else None)


def _spelt(numeral: str | None) -> int | None:
    """`二十一` is 21."""
    if not numeral:
        return None
    if "十" not in numeral:
        return CHINESE_DIGITS[numeral]
    tens, ones = numeral.split("十")
    return (CHINESE_DIGITS[tens] if tens else 1) * 10 + (CHINESE_DIGITS[ones] if ones else 0)
