"""What a form asks for: the words on its edges read as owner, indicator, unit and year."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from pipeline.language import units
from pipeline.ledger.taxonomy import unit_class
from pipeline.lexicons import words

MAGNITUDES = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "亿": Decimal(10**8),
}
# Headings that gather others and say nothing of what is counted: 党员情况 over 总数 and 女.
GATHERING = (
    "情况",
    "建设",
    "工作",
    "数据",
    "指标",
    "统计",
    "概况",
    "方面",
    "类",
    "项目",
    "内容",
    "信息",
    "部分",
)
RELATIVE = {"本年": 0, "今年": 0, "当年": 0, "上年": -1, "去年": -1, "上一年": -1}
SUMS = ("合计", "总计", "小计", "共计")

_NUMBERING = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d))\s*"
)
_OF_WHICH = re.compile(r"^(?:其中|其中之)[：:、，]?")
_UNIT = re.compile(r"[（(\[]\s*(?:单位[：:])?\s*([^（）()\[\]]{1,6})\s*[)）\]]$|[/／]([^/／（）()]{1,4})$")
_TIME = re.compile(r"(?:截至|截止)?((?:19|20)\d\d)\s*年(?:度|底|末)?(?:\s*(\d{1,2})\s*月(?:底|末|份)?)?")
_BARE_YEAR = re.compile(r"^\s*((?:19|20)\d\d)(?:\.0)?\s*$")
_RELATIVE = re.compile(rf"({'|'.join(RELATIVE)})(?:度|底|末)?")
_DEFAULT_UNIT = re.compile(r"(?<!填报)(?<!编制)(?:计量单位|单位)[：:]\s*([^\s，。；）)、/]{1,5})")
_GROUP = re.compile(
    r"^.{1,4}(?:片|片区|板块|组团|协作区)$"
)  # of bodies: 东片, 城关片区; it changes nothing that is counted
_FILLED_BY = re.compile(
    r"(?:填报单位|报送单位|填表单位|单位名称)(?:[（(][^）)]*[)）])?[：:]\s*([^\s，。；（(]{2,30})"
)


@dataclass(frozen=True)
class Piece:
    """One text on the edge of a form: what is left of it after unit and time are taken out."""

    text: str
    unit: str | None = None
    time: str | None = None
    relative: int | None = None  # years from the year of the form


@dataclass(frozen=True)
class Asked:
    """What a cell asks for. `path` are the headings of the indicator, the outer first."""

    where: str
    path: tuple[str, ...]
    owner: str | None
    time: str | None
    unit: str | None
    why_not: str = ""  # why it cannot be asked for at all


@dataclass(frozen=True)
class Source:
    """Where a figure stands: what a comment says of it."""

    document: str
    place: str
    said: str
    sentence: str


@dataclass(frozen=True)
class Answer:
    """What goes into a cell: a value in the unit of the form, with its sources and what is doubtful about it."""

    asked: Asked
    value: Decimal | None
    unit: str | None = None
    label: str = ""
    sources: tuple[Source, ...] = ()
    doubts: tuple[str, ...] = ()
    why_not: str = ""


@dataclass
class Filled:
    """What was filled, in the order of the form, and what the user must be told of the file."""

    answers: list[Answer] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def given(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.value is not None]

    @property
    def left(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.value is None]


@lru_cache(maxsize=4096)
def piece(text: str) -> Piece:
    """A heading read: 2024年发展党员数（名） is 发展党员数, 名, 2024."""
    rest = unicodedata.normalize("NFKC", text).replace("(", "（").replace(")", "）")
    rest = re.sub(r"\s+", "", rest)
    bare = _BARE_YEAR.match(rest)
    if bare:
        return Piece("", time=bare[1])
    rest = _OF_WHICH.sub("", _NUMBERING.sub("", rest))
    unit = None
    if is_unit(rest) and len(rest) <= 4:  # a column of units, or 场次 under 主题党日
        return Piece("", rest)
    if (found := _UNIT.search(rest)) and is_unit(found[1] or found[2]):
        unit, rest = found[1] or found[2], rest[: found.start()]
    time = relative = None
    if match := _TIME.search(rest):
        time = match[1] + (f"-{int(match[2]):02}" if match[2] else "")
        rest = rest[: match.start()] + rest[match.end() :]
    elif match := _RELATIVE.search(rest):
        relative = RELATIVE[match[1]]
        rest = rest[: match.start()] + rest[match.end() :]
    return Piece(_OF_WHICH.sub("", rest).strip("：:、，"), unit, time, relative)


def is_unit(text: str) -> bool:
    """Whether the text is a unit, 万人 and 万元 too."""
    return split_unit(text) is not None


@lru_cache(maxsize=4096)
def split_unit(text: str | None) -> tuple[str, Decimal] | None:
    """The unit and how many of it one is: 万人 is 10000 人. None for what is no unit."""
    if not text:
        return None
    if units.dimension(text) is not None or unit_class(text) != text:
        return text, Decimal(1)
    found = units.match(text, 0, after_digits=True)
    if found and found.end == len(text):
        return found.unit, Decimal(1)
    if text[0] in MAGNITUDES and (rest := split_unit(text[1:])):
        return rest[0], rest[1] * MAGNITUDES[text[0]]
    return None


def asked(where: str, edges: Iterable[Piece], captions: Captions, owner_of: Callable[[str], bool]) -> Asked:
    """What a cell with these headings asks for, the caption giving what they leave open."""
    path: list[str] = []
    owners: list[str] = []
    time, unit, relative = None, None, None
    for each in edges:
        time, unit = each.time or time, each.unit or unit
        relative = each.relative if each.relative is not None else relative
        if not each.text or each.text in words("form_labels") or _GROUP.search(each.text):
            continue
        if owner_of(each.text):
            owners.append(each.text)
        else:
            path.append(each.text)
    if relative is not None and time is None and captions.time:
        time = str(int(captions.time[:4]) + relative)
    elif relative is not None and time is None:
        return Asked(where, tuple(path), None, None, unit, "表里没有写明年份，“上年”“本年”无从认定")
    owner = owners[0] if owners else captions.owner
    made = Asked(where, tuple(path), owner, time or captions.time, unit or captions.unit)
    why = reason(made, path, owners)
    return made if not why else Asked(where, made.path, made.owner, made.time, made.unit, why)


def reason(made: Asked, path: Sequence[str], owners: Sequence[str]) -> str:
    """Why it cannot be asked for."""
    if any(text in SUMS or text.startswith(SUMS) for text in path):
        return "合计栏不填：请用表内公式，或由填表人核定"
    if not path:
        return "看不出是什么指标"
    if len(set(owners)) > 1:
        return f"认出几个单位（{'、'.join(owners)}），不知填谁的"
    return "" if made.owner else "看不出是哪个单位，或台账里没有这个单位"


@dataclass(frozen=True)
class Captions:
    """What the lines around a table say for all of it."""

    time: str | None = None
    unit: str | None = None
    owner: str | None = None


def captions_of(texts: Iterable[str], owner_of: Callable[[str], bool]) -> Captions:
    """Year, unit and owner from title and notes, each only where they name one."""
    times: list[str] = []
    given: list[str] = []
    owners: list[str] = []
    for text in map(str, texts):
        plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).replace("(", "（").replace(")", "）"))
        times += [m[1] + (f"-{int(m[2]):02}" if m[2] else "") for m in _TIME.finditer(plain)]
        spaced = unicodedata.normalize("NFKC", text)
        given += [m[1] for m in _DEFAULT_UNIT.finditer(spaced) if is_unit(m[1])]
        owners += [m[1] for m in _FILLED_BY.finditer(spaced) if owner_of(m[1])]
    return Captions(only(times), only(given), only(owners))


def only(values: Iterable[str]) -> str | None:
    distinct = list(dict.fromkeys(values))
    return distinct[0] if len(distinct) == 1 else None


@lru_cache(maxsize=4096)
def wordings(path: tuple[str, ...]) -> tuple[str, ...]:
    """What the indicator may be called, best first: 党员 over 女 is 女党员, 党建工作 over 党支部数 is 党支部数.

    The last heading alone only where those above it gather and do not change what is counted (新发展 over 党员 does).
    """
    *above, last = path
    found: list[str] = []
    real = [text for text in above if not gathers(text, last)]
    for text in reversed(real):
        stem = re.sub(r"(?:总人数|总数|人数|数量|数)$", "", text)
        found += [text + last, last + text, stem + last, last + stem]
    if not real:
        found.append(last)
        for text in above:
            stem = re.sub(rf"(?:{'|'.join(GATHERING)})+$", "", text)
            if stem and stem != last:
                found += [stem + last, last + stem]
    return tuple(dict.fromkeys(found))


def gathers(text: str, last: str) -> bool:
    return text.endswith(GATHERING) or text == last
