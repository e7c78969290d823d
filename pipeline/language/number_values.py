"""Reading a number: 3,200 / 三千二百 / 3亿4500万 / 两三千 / 十几 into Decimals. No context, no units."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

# a middle dot parts decimals only before what is measured (1·3万人): 3·15 is a day
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:[.．]\d+|·\d+(?=[万亿%％元吨亩倍米]|公[里斤顷]|个百分点|美元))?"
DIGITS = "零〇○◯一二两三四五六七八九"
MAGNITUDES = "十百千万亿廿卅"
FORMAL = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"  # on money only: 伍 ends 队伍, 陆 is a name

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")}
_DIGIT |= {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")} | {"○": 0, "◯": 0, "两": 2}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
_ONES = "一二两三四五六七八九"
_TOKEN = re.compile(rf"{ARABIC}|.")
_VAGUE = re.compile(r"[数几好多余来]")
_NEIGHBOURS = re.compile(
    rf"(?P<before>|.*[十百千万亿])(?P<low>[{_ONES}])(?P<high>[{_ONES}])(?P<after>[十百千万亿]*)"
)
_HIGHER = {"十": ("百", "千", "万", "亿"), "百": ("千", "万", "亿"), "千": ("万", "亿"), "万": ("亿",)}
_PILED = re.compile(r"[十百千]{2}|^[万亿]{2,}")  # 百千万工程 holds no number
_LONG_FORMS = {"廿": "二十", "卅": "三十"}


@dataclass(frozen=True, slots=True)
class Amount:
    """What a number says: `high` is the upper end of 两三千, `bound` one of exact, at_least, about, range."""

    value: Decimal
    high: Decimal | None = None
    bound: str = "exact"


@lru_cache(maxsize=4096)
def read(text: str) -> Amount | None:
    """The amount of a written number, in Arabic digits, Chinese numerals or both; None where it is none.

    几十 and 数百 give their magnitude as at_least, 十来 is about ten, 七八十 is 70 to 80.
    """
    text = unicodedata.normalize("NFKC", text).replace(" ", "").replace("·", ".")
    for short, long in _LONG_FORMS.items():
        text = text.replace(short, long)
    text = text.replace("个亿", "亿")
    exact = _VAGUE.sub("", text)
    bound = "exact" if exact == text else "about" if "来" in text else "at_least"
    if exact == "百十":  # 百十来户
        return Amount(Decimal(100), None, "about")
    neighbours = _NEIGHBOURS.fullmatch(exact)
    if neighbours and bound == "exact":
        return _between(neighbours)
    value = _value(exact)
    if value is None:
        return None
    whole = value.to_integral_value() == value and exact[-1] in "十百千万亿拾佰仟"
    return Amount(Decimal(int(value)) if whole else value, None, bound)  # 6.56亿 has no decimals left


def quotient(part: Decimal, whole: Decimal) -> Decimal:
    """`part` / `whole` to six decimals, whole numbers without any."""
    value = round(part / whole, 6) if abs(part) < 10**15 else part / whole
    return Decimal(int(value)) if value == int(value) else value


def _between(match: re.Match[str]) -> Amount | None:
    """七八十 as 70 to 80, 十三四 as 13 to 14, 三五百 as 300 to 500; None for 五一 or 三八, which count nothing."""
    before, after = match["before"], match["after"]
    low, high = _DIGIT[match["low"]], _DIGIT[match["high"]]
    if not (high - low == 1 or (low, high) == (3, 5)):
        return None
    if before and not before.endswith("十" if not after else _HIGHER.get(after[0], ())):
        return None  # 一百二三 is no number, 一百二三十 is one
    ends = [_value(f"{before}{digit}{after}") for digit in (match["low"], match["high"])]
    return None if ends[0] is None or ends[1] is None else Amount(ends[0], ends[1], "range")


def _value(text: str) -> Decimal | None:
    """The value of a number without approximators; None where digits and magnitudes do not fit together."""
    if not text:
        return None
    if len(text) > 1 and all(c in _DIGIT for c in text):  # 二〇二四; 五一 and 三八 are days
        return Decimal("".join(str(_DIGIT[c]) for c in text)) if len(text) > 2 else None
    if _PILED.search(text):
        return None
    if "点" in text:
        return _decimal_point(text)
    total, section = Decimal(0), Decimal(0)
    number: Decimal | None = None
    step = 0  # the last magnitude, for 两万五 = 25000
    for token in _TOKEN.findall(text):
        if token in _DIGIT:
            if number:
                return None
            number = Decimal(_DIGIT[token])
            step = step if number else 0
        elif token in _SMALL:
            section += (1 if number is None else number) * _SMALL[token]
            number, step = None, _SMALL[token]
        elif token in _BIG:
            total, section = _raised(total, section + (number or 0), _BIG[token])
            number, step = None, _BIG[token]
        elif token[0].isdigit() and number is None:
            number = Decimal(token.replace(",", ""))
            step = step if len(token) == 1 else 0  # 6万8 as 六万八
        else:
            return None
    if number is not None and step > 10:
        number *= step // 10
    return total + section + (number or 0)


def _raised(total: Decimal, section: Decimal, unit: int) -> tuple[Decimal, Decimal]:
    """`total` after a 万 or 亿 closed `section`: 1.2万亿 raises what stands before it as a whole."""
    if unit == 10**8:
        return ((total + section) or Decimal(1)) * unit, Decimal(0)
    return total + (section or Decimal(1)) * unit, Decimal(0)


def _decimal_point(text: str) -> Decimal | None:
    """三点五 as 3.5, 一点二亿 as 120000000."""
    whole, _, rest = text.partition("点")
    digits = re.match(f"[{DIGITS}]+", rest)
    left = _value(whole)
    if digits is None or left is None:
        return None
    fraction = "".join(str(_DIGIT[c]) for c in digits[0])
    number = Decimal(f"{left}.{fraction}")
    for magnitude in rest[digits.end() :]:
        number *= _SMALL.get(magnitude) or _BIG[magnitude]
    return number
