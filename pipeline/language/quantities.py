"""A number and the unit behind it: 2万多斤, 三分之二, 3—5万元, 5：1. What bounds it is looked for elsewhere."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.language import units
from pipeline.language.number_values import ARABIC, DIGITS, FORMAL, MAGNITUDES, Amount, quotient, read
from pipeline.model.copying import replace

# 5千克 is 5 times 千克: 千 and 百 stay with the unit that they begin
_MAGNITUDE = r"(?:[百千]?万亿?|[百千]?亿|千(?![克米瓦伏卡安帕赫])|百(?![分货姓合度色]))"
_SPACED = (  # 人口1 280人, 收入12，345万元: odd marks between thousands, told from two numbers by what stands around them
    r"(?<=[\u4e00-\u9fff])(?<![第表图件号])\d{1,3}(?:[ \xa0\u2009\u202f，]\d{3})+(?:\.\d+)?(?=[万亿元人户名个家件亩项吨])"
)
_SPOKEN = r"\d(?=[，。；！？、”）)]|块|$)"  # 6万8
_MIXED = rf"(?:{_SPACED}|{ARABIC})(?:[ \u3000]?(?:[多余几]?{_MAGNITUDE}|[多余几来]?个亿)(?:(?:{ARABIC}{_MAGNITUDE})+|(?<=[万千百]){_SPOKEN})?)?"
_RUN = rf"(?:好?[数几](?=[十百千万亿]))?[{DIGITS}{MAGNITUDES}]{{1,24}}几?(?:[多余来]?(?:[万亿]+|个亿))*"
_DECIMAL = rf"[{DIGITS}{MAGNITUDES}]+点[{DIGITS}]+[万亿]*(?=倍|个百分点|[亩米斤元吨]|公里|公斤|公顷)"
_FRACTION = rf"(?P<whole>[{DIGITS}{MAGNITUDES}]+|\d+)分之(?P<part>[{DIGITS}{MAGNITUDES}几]+(?:点[{DIGITS}]+)?|{ARABIC})"
# 占一半, 一半以上, 过半数; not 一半是…一半是…, nor 出了一半的力
_HALVES = (
    r"(?<![另前后上下左右大小])一半(?=以[上下]|左右|多)|(?<=[占达超过近约足到])一半(?![是靠在为时儿路])|(?<=[降减增至了])一半(?![是靠在为时儿路的])"
    r"|(?<![多少])半数|半(?=个?(?:年|月|学期|世纪|小时|钟头)|[天日](?![制工班]))"
)
# 缩短了半天, 半年时间: a span of time where the words around it measure; 等了半天, 上半年 and 半年来 do not
_MEASURED = re.compile(
    r"(?:为期|历时|用时|耗时|用了?|不到|不足|需要?|近|约|超过?|脱产|休息|花了?|持续|每[周月天][\u4e00-\u9fff]{0,3}|少于"
    r"|(?:缩短|延长|压缩|提前|推迟|节省|增加|减少)了?[至到为]?)$"
)
_LASTS = re.compile(r"(?:多|的?(?:时间|集训|培训|工期|光景|左右)|以[上内]|之内)")
_HALF_UNIT = re.compile(r"半(个?)(年|月|学期|世纪|小时|钟头|天|日)")
CORE = re.compile(
    rf"(?P<half>{_HALVES})|(?P<fraction>{_FRACTION})|(?P<arabic>{_MIXED})|(?P<chinese>{_DECIMAL}|{_RUN}|[{FORMAL}]{{2,24}}(?=[元圆]))"
)

_MORE = re.compile(r"[ \u3000]?([多余来几]|\+(?![0-9A-Za-z一二三四五六七八九十]))")
_MORE_MARKS = frozenset("多余来几+ \u3000")
_RATIO = re.compile(rf"[ \u3000]?[:：∶比][ \u3000]?({ARABIC})(?![\d:：])")
_SHARES = re.compile(rf"(?:[ \u3000]?[:：∶][ \u3000]?{ARABIC}){{2,}}")  # 15.7:31.0:53.3 of a whole
_CLOCK = re.compile(r"(?:[:：][0-5]\d){1,2}(?![\d:：.])")
_TO = re.compile(r"[ \u3000]?(?:[—–~～〜\-－−]{1,2}|至|到)[ \u3000]?")
_JOINTS = frozenset("/／:：∶比—–~～〜-－−至到 \u3000\xa0")  # what a share, a ratio or a range goes on with
_FROM = re.compile(r"[从由自][^，。；、]{0,6}$")
_SHARE_OF_TEN = re.compile(r"成(?![立员为果效长功都绩本年品就交型人材因片规分套婚家熟天虫像仙])")
_TENTH_MORE = re.compile(r"[一二三四五六七八九半](?=[，。；、以左上多的]|$)")  # 八成五, 两成半
_BEHIND = re.compile(r"([\d一二三四五六七八九]{1,2})(?=[，。；、）高长宽深的左以一]|$)")  # 1米75, 5块8
_OFF = re.compile(r"([一二三四五六七八九])([一二三四五六七八九])")  # 八五折
_HALF = re.compile(r"半(?![天年月日个小径导决])")
_NO_MORE = "次种个名方元项样层家人地年级数位功彩维轮点民"  # 3年多次荣获 is 多次, 5元多样 is 多样
_COUNTED_BEFORE = "人总户个次件岁指分参函系基读计招度届级倍票班辈路"  # 人数十五 holds no 数十
_YEAR_BEHIND = re.compile(r"[ \u3000]?(?:学?年|月|个)")
_PART_OF = re.compile(r"[ \u3000]?[/／](\d)(?![\d/／])(?=[的以左强多。，；、]|$)")


class Quantity(NamedTuple):
    """A number and its unit, before what bounds it is looked for. A tuple: frozen dataclasses are slow to make."""

    start: int
    end: int
    number_start: int
    number_end: int
    amount: Amount
    unit: str | None
    chinese: bool


def at_core(text: str, core: re.Match[str]) -> Quantity | None:
    """The quantity whose number begins where CORE matched; None where the characters are no number."""
    if core["half"]:
        return _half(core)
    if core["fraction"]:
        return _fraction(core)
    quantity = _quantity(text, core)
    if quantity is None:
        return None
    if text[quantity.end : quantity.end + 1] not in _JOINTS:
        return quantity
    return _slashed(text, quantity) or _ratio(text, quantity) or _range(text, quantity) or quantity


def _quantity(text: str, core: re.Match[str]) -> Quantity | None:
    """The number at `core` and the unit behind it."""
    start, end = core.span()
    chinese = core["chinese"] is not None
    if chinese and text[start] == "数" and text[start - 1 : start] and text[start - 1] in _COUNTED_BEFORE:
        start += 1
    off = _OFF.fullmatch(text, start, end) if text.startswith("折", end) else None
    amount = read(f"{off[1]}点{off[2]}") if off else read(text[start:end])
    while (
        amount is None and start + 1 < end and text[start] in DIGITS
    ):  # 高三二十名: one that ends the word before
        start += 1
        amount = read(text[start:end])
    if amount is None or (chinese and not amount.value):  # 零部件, 零距离
        return None
    return _with_unit(text, start, end, amount, chinese)


def _with_unit(text: str, start: int, end: int, amount: Amount, chinese: bool) -> Quantity:
    """The quantity of the number `start`..`end`: 多 余 来 几 before the unit, the unit, 半 or 多 behind it."""
    more = _MORE.match(text, end) if text[end : end + 1] in _MORE_MARKS else None
    unit_at = more.end() if more else end
    unit = units.match(text, unit_at, after_digits=not chinese)
    if more and unit is None and not _magnitude_free(text, more):
        more, unit_at = None, end
        unit = units.match(text, end, after_digits=not chinese)
    if more:
        amount = replace(amount, bound="about" if more[1] == "来" else "at_least")
    tenths = _SHARE_OF_TEN.match(text, unit_at) if text.startswith("成", unit_at) else None
    if tenths:
        at, amount = _tenths(text, tenths.end(), amount)
        return Quantity(start, _more_end(text, at), start, end, _if_more(text, at, amount), "%", chinese)
    if unit is None:
        return Quantity(start, unit_at, start, end, amount, None, chinese)
    small = None
    if unit.unit in ("米", "块") and not more and amount.bound == "exact":
        small = _BEHIND.match(text, unit.end)
    if small:
        digits = "".join(c if c.isascii() else str("零一二三四五六七八九".index(c)) for c in small[1])
        amount = replace(amount, value=amount.value + Decimal(f"0.{digits}"))
        name = "元" if unit.unit == "块" else unit.unit
        return Quantity(start, small.end(), start, end, amount, name, chinese)
    stop, amount = _behind_unit(text, unit, amount)
    return Quantity(start, stop, start, end, amount, unit.unit, chinese)


def _tenths(text: str, at: int, amount: Amount) -> tuple[int, Amount]:
    """Per cent that tenths make: 八成 80, 七八成 70 to 80, 八成五 85, 两成半 25."""
    high = None if amount.high is None else amount.high * 10
    amount = replace(amount, value=amount.value * 10, high=high)
    more = _TENTH_MORE.match(text, at) if high is None else None
    if more is None:
        return at, amount
    rest = read(more[0].replace("半", "五"))
    return more.end(), replace(amount, value=amount.value + (rest.value if rest else 0))


def _magnitude_free(text: str, more: re.Match[str]) -> bool:
    """Whether 多 or 余 belongs to the bare number before it: 100多群众 does, 5多样 does not."""
    return (
        more[1] in "多余+"
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


def _fraction(core: re.Match[str]) -> Quantity | None:
    """三分之二 as 66.666667 %, 百分之五 as 5 %."""
    whole, part = read(core["whole"]), read(core["part"])
    if whole is None or part is None or not whole.value:
        return None
    amount = replace(part, value=quotient(part.value * 100, whole.value))
    return Quantity(core.start(), core.end(), core.start(), core.end(), amount, "%", not core[0][0].isdigit())


def _half(core: re.Match[str]) -> Quantity | None:
    """一半 and 半数 as 50 %, 半年 and 半天 as half of one where they measure how long something takes."""
    start, end = core.span()
    if core[0] == "半":
        return _half_span(core.string, start)
    return Quantity(start, end, start, end, Amount(Decimal(50)), "%", True)


def _slashed(text: str, quantity: Quantity) -> Quantity | None:
    """1/3 as 33.333333 %; 7/1 and 3/12 are no fractions."""
    match = _PART_OF.match(text, quantity.end) if quantity.unit is None else None
    if match is None or not 0 < quantity.amount.value < int(match[1]) or quantity.chinese:
        return None
    amount = Amount(quotient(quantity.amount.value * 100, Decimal(match[1])))
    return quantity._replace(end=match.end(), number_end=match.end(), amount=amount, unit="%")


def _ratio(text: str, quantity: Quantity) -> Quantity | None:
    """5：1 as 5 without a unit; 9:30 is a clock and stays two digits wide for numeral_uses."""
    if quantity.unit is not None or quantity.chinese:
        return None
    clock = _CLOCK.match(text, quantity.end)
    if clock and (clock[0].endswith("00") or len(clock[0]) > 3) and quantity.amount.value < 25:
        return quantity._replace(end=clock.end(), number_end=clock.end())  # 9:00; no ratio ends in nought
    chain = _SHARES.match(text, quantity.end)
    if chain:
        return quantity._replace(end=chain.end(), number_end=chain.end())
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
        value = quotient(value, second.value)
    return quantity._replace(end=match.end(), number_end=match.end(), amount=Amount(value))


def _range(text: str, first: Quantity) -> Quantity | None:
    """3至5个, 63%~68%, 3—5万元 as one quantity; None where no second number follows or it is no range."""
    to = _TO.match(text, first.end)
    core = CORE.match(text, to.end()) if to else None
    if to is None or core is None or core["fraction"] or core["half"] or first.amount.high is not None:
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
    return second._replace(start=first.start, number_start=first.number_start, amount=amount)


def _shared_magnitude(text: str, first: Quantity, second: Quantity) -> Decimal:
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


def _half_span(text: str, start: int) -> Quantity | None:
    unit = _HALF_UNIT.match(text, start)
    if unit is None or (unit[2] == "月" and not unit[1]) or text.startswith("来", unit.end()):
        return None
    if not _MEASURED.search(text[max(0, start - 5) : start]) and not (
        _LASTS.match(text, unit.end()) and text[start - 1 : start] not in tuple("上下前后大小老多")
    ):
        return None
    name = "个月" if unit[2] == "月" else unit[2]
    end = _more_end(text, unit.end())
    amount = Amount(Decimal("0.5"), None, "at_least" if end > unit.end() else "exact")
    return Quantity(start, end, start, start + 1, amount, name, True)
