"""Every numeral of a sentence with what belongs to it: approximators, magnitude, unit, bound, use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from pipeline.language import numeral_uses, units
from pipeline.language.normalise import narrow
from pipeline.language.number_values import ARABIC, DIGITS, FORMAL, MAGNITUDES, Amount, read
from pipeline.lexicons import table
from pipeline.model.document import Numeral, TimeExpression

# 5千克 is 5 times 千克: 千 and 百 stay with the unit that they begin
_MAGNITUDE = r"(?:[百千]?万亿?|[百千]?亿|千(?![克米瓦伏卡安帕赫])|百(?![分货姓合度色]))"
_MIXED = rf"{ARABIC}(?:[ \u3000]?[多余几]?{_MAGNITUDE}(?:{ARABIC}{_MAGNITUDE})*)?"
_RUN = rf"(?:好?[数几](?=[十百千万亿]))?[{DIGITS}{MAGNITUDES}]+几?(?:[多余来]?[万亿]+)*"
_DECIMAL = rf"[{DIGITS}{MAGNITUDES}]+点[{DIGITS}]+[万亿]*(?=倍|个百分点|[亩米斤元吨]|公里|公斤|公顷)"
_FRACTION = rf"(?P<whole>[{DIGITS}{MAGNITUDES}]+|\d+)分之(?P<part>[{DIGITS}{MAGNITUDES}几]+(?:点[{DIGITS}]+)?|{ARABIC})"
_CORE = re.compile(
    rf"(?P<fraction>{_FRACTION})|(?P<arabic>{_MIXED})|(?P<chinese>{_DECIMAL}|{_RUN}|[{FORMAL}]{{2,}}(?=[元圆]))"
)

_FIRST = re.compile(
    rf"[\d{DIGITS}{MAGNITUDES}{FORMAL}数几好]"
)  # scanned for first: far faster than the whole

_MORE = re.compile(r"[ \u3000]?([多余来几])")
_RATIO = re.compile(rf"[ \u3000]?[:：∶比][ \u3000]?({ARABIC})(?![\d:：])")
_TO = re.compile(r"[ \u3000]?(?:[—–~～〜\-－−]{1,2}|至|到)[ \u3000]?")
_FROM = re.compile(r"[从由自][^，。；、]{0,6}$")
_SHARE_OF_TEN = re.compile(r"成(?![立员为果效长功都绩本年品就交型人材因片规分套婚家熟天虫像仙])")
_HALF = re.compile(r"半(?![天年月日个小径导决])")
_NO_MORE = "次种个名方元项样层家人地年级数位功彩维轮点民"  # 3年多次荣获 is 多次, 5元多样 is 多样
_EARLY = re.compile(r"(至少|最少|至多|最多)[\u4e00-\u9fff]{1,4}$")  # 至少开展2次
_MINUS = re.compile(r"(?:^|[\u4e00-\u9fff（(\s])(?:零下|[-−－])$")
_COUNTED_BEFORE = "人总户个次件岁指分参函系基读计招度届级倍票班辈路"  # 人数十五 holds no 数十
_YEAR_BEHIND = re.compile(r"[ \u3000]?(?:学?年|月|个)")
_PART_OF = re.compile(r"[ \u3000]?[/／](\d)(?![\d/／])(?=[的以左强多。，；、]|$)")


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number and its unit, before what bounds it is looked for."""

    start: int
    end: int
    number_start: int
    number_end: int
    amount: Amount
    unit: str | None
    chinese: bool


@cache
def _approximators(side: str) -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """The pattern of the approximators of a side, their bounds, and the characters that they may not follow."""
    rows = [row for row in table("approximators") if row[1] == side]
    words = "|".join(sorted((re.escape(row[0]) for row in rows), key=lambda word: (-len(word), word)))
    pattern = rf"(?:{words})[ \u3000]?$" if side == "before" else rf"[ \u3000]?(?:{words})"
    return (
        re.compile(pattern),
        {row[0]: row[2] for row in rows},
        {row[0]: row[3] for row in rows if row[3] != "-"},
    )


def find(text: str, times: Sequence[TimeExpression] = ()) -> tuple[Numeral, ...]:
    """Every numeral of `text` in order, none overlapping another; `times` are the sentence's time expressions."""
    found: list[Numeral] = []
    said, text = text, narrow(text)
    at = floor = 0  # where to look on, and where the numeral before ends
    while first := _FIRST.search(text, at):
        core = _CORE.match(text, first.start())
        if core is None:
            at = first.end()
            continue
        numeral = _numeral(text, core, floor)
        if numeral is None:
            at = core.end()
            continue
        found.append(numeral)
        at = floor = max(numeral.end, core.end())
    assigned = numeral_uses.assigned(text, found, times)
    return assigned if said is text else tuple(replace(n, text=said[n.start : n.end]) for n in assigned)


def _numeral(text: str, core: re.Match[str], floor: int) -> Numeral | None:
    """The numeral at `core`, with all that belongs to it on both sides; nothing before `floor` is taken."""
    quantity = _fraction(text, core) if core["fraction"] else _quantity(text, core)
    if quantity is None:
        return None
    if not core["fraction"]:
        quantity = _slashed(text, quantity) or _ratio(text, quantity) or _range(text, quantity) or quantity
    if (
        quantity.chinese
        and quantity.unit is None
        and not numeral_uses.number_like(text, quantity.start, quantity.end)
    ):
        return None
    start, before = _before(text, quantity, floor)
    end, after = _after(text, quantity)
    return Numeral(
        start=start,
        end=end,
        number_start=quantity.number_start,
        number_end=quantity.number_end,
        text=text[start:end],
        value=_signed(text, start, quantity.amount.value),
        high=quantity.amount.high,
        bound=_bound(quantity.amount, before, after),
        unit=quantity.unit,
        use="unassigned",
    )


def _quantity(text: str, core: re.Match[str]) -> _Quantity | None:
    """The number at `core` and the unit behind it."""
    start, end = core.span()
    chinese = core["chinese"] is not None
    if chinese and text[start] == "数" and text[start - 1 : start] and text[start - 1] in _COUNTED_BEFORE:
        start += 1
    amount = read(text[start:end])
    while amount is None and start + 1 < end:  # a digit that ends the word before: 高三二十名
        start += 1
        amount = read(text[start:end])
    if amount is None:
        return None
    return _with_unit(text, start, end, amount, chinese)


def _with_unit(text: str, start: int, end: int, amount: Amount, chinese: bool) -> _Quantity:
    """The quantity of the number `start`..`end`: 多 余 来 几 before the unit, the unit, 半 or 多 behind it."""
    more = _MORE.match(text, end)
    unit_at = more.end() if more else end
    unit = units.match(text, unit_at, after_digits=not chinese)
    if more and unit is None and not _magnitude_free(text, more):
        more, unit_at = None, end
        unit = units.match(text, end, after_digits=not chinese)
    if more:
        amount = replace(amount, bound="about" if more[1] == "来" else "at_least")
    tenths = _SHARE_OF_TEN.match(text, unit_at)
    if tenths:
        high = None if amount.high is None else amount.high * 10
        amount = replace(amount, value=amount.value * 10, high=high)
        return _Quantity(
            start,
            _more_end(text, tenths.end()),
            start,
            end,
            _if_more(text, tenths.end(), amount),
            "%",
            chinese,
        )
    if unit is None:
        return _Quantity(start, unit_at, start, end, amount, None, chinese)
    stop, amount = _behind_unit(text, unit, amount)
    return _Quantity(start, stop, start, end, amount, unit.unit, chinese)


def _magnitude_free(text: str, more: re.Match[str]) -> bool:
    """Whether 多 or 余 belongs to the bare number before it: 100多群众 does, 5多样 does not."""
    return (
        more[1] in "多余"
        and text[more.start() - 1].isdigit()
        and text[more.end() : more.end() + 1] not in _NO_MORE
    )


def _more_end(text: str, at: int) -> int:
    return (
        at + 1 if text[at : at + 1] in ("多", "余") and text[at + 1 : at + 2] not in tuple(_NO_MORE) else at
    )


def _if_more(text: str, at: int, amount: Amount) -> Amount:
    return replace(amount, bound="at_least") if _more_end(text, at) > at else amount


def _behind_unit(text: str, unit: units.UnitMatch, amount: Amount) -> tuple[int, Amount]:
    """What stands in or behind a unit: 一个半小时 is 1.5, 三年半 3.5, 1米多 and 3个多月 are at least."""
    if unit.more == "半":
        return unit.end, replace(amount, value=amount.value + Decimal("0.5"))
    if unit.more == "多":
        return unit.end, replace(amount, bound="at_least")
    if units.dimension(unit.unit) is None:
        return unit.end, amount
    if units.dimension(unit.unit) == "time" and _HALF.match(text, unit.end):
        return unit.end + 1, replace(amount, value=amount.value + Decimal("0.5"))
    return _more_end(text, unit.end), _if_more(text, unit.end, amount)


def _fraction(text: str, core: re.Match[str]) -> _Quantity | None:
    """三分之二 as 66.666667 %, 百分之五 as 5 %."""
    whole, part = read(core["whole"]), read(core["part"])
    if whole is None or part is None or not whole.value:
        return None
    share = (part.value * 100 / whole.value).quantize(Decimal("0.000001")).normalize()
    amount = replace(part, value=share + 0 if share != share.to_integral() else share.quantize(Decimal(1)))
    return _Quantity(
        core.start(), core.end(), core.start(), core.end(), amount, "%", not text[core.start()].isdigit()
    )


def _slashed(text: str, quantity: _Quantity) -> _Quantity | None:
    """1/3 as 33.333333 %; 7/1 and 3/12 are no fractions."""
    match = _PART_OF.match(text, quantity.end) if quantity.unit is None else None
    if match is None or not 0 < quantity.amount.value < int(match[1]) or quantity.chinese:
        return None
    share = (quantity.amount.value * 100 / int(match[1])).quantize(Decimal("0.000001"))
    amount = Amount(share.quantize(Decimal(1)) if share == share.to_integral() else share)
    return replace(quantity, end=match.end(), number_end=match.end(), amount=amount, unit="%")


def _ratio(text: str, quantity: _Quantity) -> _Quantity | None:
    """5：1 as 5 without a unit; 9:30 is a clock and stays two digits wide for numeral_uses."""
    if quantity.unit is not None or quantity.chinese:
        return None
    match = _RATIO.match(text, quantity.end)
    if not match:
        return None
    if text[quantity.start - 1 : quantity.start] in tuple("件图表录") or _YEAR_BEHIND.match(
        text, match.end()
    ):
        return None  # 附件1：2009学年
    if match[0].strip().startswith("比") and not text[quantity.number_start : quantity.number_end].isdigit():
        return None
    second = read(match[1])
    if second is None or not second.value:
        return None
    value = quantity.amount.value
    if second.value != 1:
        value = (value / second.value).quantize(Decimal("0.000001")).normalize()
    return replace(quantity, end=match.end(), number_end=match.end(), amount=Amount(value))


def _range(text: str, first: _Quantity) -> _Quantity | None:
    """3至5个, 63%~68%, 3—5万元 as one quantity; None where no second number follows or it is no range."""
    to = _TO.match(text, first.end)
    core = _CORE.match(text, to.end()) if to else None
    if to is None or core is None or core["fraction"] or first.amount.high is not None:
        return None
    second = _quantity(text, core)
    if (
        second is None
        or second.start != core.start()
        or second.amount.high is not None
        or second.chinese != first.chinese
    ):
        return None
    spoken = to[0].strip() in ("至", "到")
    if second.unit is None and not spoken or first.unit not in (None, second.unit):
        return None
    if spoken and first.unit is not None and _FROM.search(text[max(0, first.start - 8) : first.start]):
        return None  # 由3个到30个 tells of a change
    low = _shared_magnitude(text, first, second)
    if not low < second.amount.value:
        return None
    amount = Amount(low, second.amount.value, "range")
    return replace(second, start=first.start, number_start=first.number_start, amount=amount)


def _shared_magnitude(text: str, first: _Quantity, second: _Quantity) -> Decimal:
    """The lower end of a range: in 3—5万元 the 万 holds for both, in 8000—1万元 for the second only."""
    low = first.amount.value
    said = text[second.number_start : second.number_end]
    for magnitude, factor in (
        ("万亿", 10**12),
        ("千万", 10**7),
        ("百万", 10**6),
        ("万", 10**4),
        ("亿", 10**8),
    ):
        if said.endswith(magnitude) and not text[first.number_start : first.number_end].endswith(
            ("万", "亿")
        ):
            return low * factor if low < second.amount.value / factor else low
    return low


def _before(text: str, quantity: _Quantity, floor: int) -> tuple[int, str | None]:
    """Where the numeral begins with its approximator, and the bound that it gives."""
    at = quantity.start
    head = text[max(floor, at - 7) : at]
    if text[at] == "百" or text[at] in "千万亿":
        upto = re.search(r"(?<![会网线路村场晚早马以加链街山台身楼])上$", head)
        if upto:
            return at - 1, "at_least"
    if head.endswith("第"):
        return at - 1, None
    pattern, bounds, guards = _approximators("before")
    match = pattern.search(head)
    if match is None and (early := _EARLY.search(head)):
        return at, "at_most" if early[1].endswith("多") else "at_least"
    if match:
        word = match[0].strip()
        previous = text[: at - len(match[0])][-1:]
        if not (previous and previous in guards.get(word, "")) and not _recent(
            text, word, previous, quantity
        ):
            return at - len(match[0]), bounds[word]
    minus = _MINUS.search(text[max(0, at - 3) : at])
    if minus and (
        head.endswith("零下") or quantity.unit in ("%", "℃", "°C") or not _neighbour(text, quantity.end)
    ):
        return at - (2 if head.endswith("零下") else 1), None
    return at, None


def _recent(text: str, word: str, previous: str, quantity: _Quantity) -> bool:
    """近三年 at the head of a clause, and 近三年来, are the last three years, not less than three."""
    if word != "近" or quantity.unit not in ("年", "个月", "天", "周"):
        return False
    opens = not previous or previous in "，。；、：:,;“（(是在对为"
    return text[quantity.end : quantity.end + 1] == "来" or opens


def _neighbour(text: str, at: int) -> str:
    return text[at : at + 1].strip()


def _after(text: str, quantity: _Quantity) -> tuple[int, str | None]:
    """Where the numeral ends with its approximator, and the bound that it gives."""
    pattern, bounds, _ = _approximators("after")
    match = pattern.match(text, quantity.end)
    if not match:
        return quantity.end, None
    word = match[0].strip()
    follow = text[match.end() : match.end() + 1]
    if (word == "上下" and follow in tuple("游联贯级班楼功同一")) or (
        word == "左右" and follow in tuple("手两岸逢")
    ):
        return quantity.end, None
    bound = bounds[word]
    return match.end(), None if bound == "range" else bound


def _bound(amount: Amount, before: str | None, after: str | None) -> str:
    """The bound of a numeral: what stands behind the number wins over what stands before it (约5亿多)."""
    if amount.high is not None:
        return "range"
    inner = amount.bound if amount.bound != "exact" else None
    return after or (inner if inner == "at_least" else None) or before or inner or "exact"


def _signed(text: str, start: int, value: Decimal) -> Decimal:
    return -value if text[start] in "-−－" or text.startswith("零下", start) else value
