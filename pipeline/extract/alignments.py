"""A、B、C分别为1、2、3: which of the things named in a row each of the figures in a row belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.lexicons import alternatives
from pipeline.model.document import Numeral, Sentence

_EACH = re.compile(r"分别|依次")
_AGAINST = re.compile(r"(?:同比|环比|[比较](?:上年|去年|上月|上年同期|去年同期))$")
_OWN_OBJECT = re.compile(r"(?![为达是占有由比较同增下提减上实])[\u4e00-\u9fff]{4,}$")
_JOINS = re.compile(r"\s*(?:、|，|,|和|及|与|以及)\s*")
_STRETCH = re.compile(r"[，,；;。：:（(]")
_LAST = re.compile(r"和|与|以及|及其他|及(?!以[上下])")
_EACH_OF = re.compile(r"^(?:等?[两二三四五六七八九十\d]+个?[村镇乡县市区家个]|等|的)")
_LIST = re.compile(r"、|和|与|以及|及(?!以[上下])")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands in its row: what it counts, and the start of the row's first figure."""

    thing: str
    first: int
    owner: str | None = None  # where the row is one of bodies: 甲村、乙村收入分别为3万元、4万元
    shared: int = 0  # how many figures share the thing, each of one of as many things told before


def find(
    sentence: Sentence, counted: tuple[Numeral, ...], bodies: Sequence[tuple[int, int]] = ()
) -> dict[int, Place]:
    """The start of each aligned figure with its place. Nothing where things and figures differ in number. `bodies`
    are the spans of bodies and places named in the sentence."""
    names = {sentence.text[start:end] for start, end in bodies}
    found: dict[int, Place] = {}
    things: list[str] = []
    for match in _EACH.finditer(sentence.text):
        figures = _row_of_figures(sentence.text, match.end(), counted)
        if len(figures) < 2:
            continue
        own = _things(sentence, match.start(), len(figures))
        goes_on = _AGAINST.sub("", sentence.text[: match.start()]).endswith(("，", ",", "；"))
        if goes_on and things:
            own = things  # 甲、乙收入分别为3元和4元，分别增长5%和6%
        elif goes_on and sum(n.end <= match.start() for n in counted) >= len(figures):
            own = [""]  # 办班12期，培训800人次，分别增长5%和6%
        if goes_on and _OWN_OBJECT.match(sentence.text, match.end(), figures[0].start):
            continue  # 办甲班5期、乙班9期，分别培训党员60名、90名: the verb has its own object
        of_bodies = _of_bodies(own, names)
        if of_bodies and len(own) == len(figures):
            thing = of_bodies
            found.update(
                {
                    n.start: Place(thing, figures[0].start, _named(part, names))
                    for n, part in zip(figures, own, strict=True)
                }
            )
        elif len(own) == 1:  # 种茶3亩、种果5亩，产值分别达2万元、4万元
            found.update({n.start: Place(own[0], figures[0].start, None, len(figures)) for n in figures})
        elif len(own) == len(figures):
            things = own
            found.update(
                {n.start: Place(thing, figures[0].start) for n, thing in zip(figures, own, strict=True)}
            )
    return found


def _row_of_figures(text: str, start: int, counted: tuple[Numeral, ...]) -> list[Numeral]:
    """The figures that follow `start` in a row, with nothing but marks between them."""
    row: list[Numeral] = []
    for numeral in counted:
        if numeral.start < start:
            continue
        if row:
            between = text[row[-1].end : numeral.start]
            if not _JOINS.fullmatch(between):
                break
        elif text.startswith("的", numeral.end) and "占" in text[start : numeral.start]:
            start = numeral.end  # 分别占61起的44%和25%
            continue
        elif numeral.start - start > 8 or re.search(r"[，。；]", text[start : numeral.start]):
            break
        row.append(numeral)
    return row


def _things(sentence: Sentence, end: int, wanted: int) -> list[str]:
    """The things named before 分别, in order."""
    text = sentence.text
    end = len(text[:end].removesuffix("同比").removesuffix("环比"))
    border = max((m.end() for m in _STRETCH.finditer(text, 0, end)), default=0)
    if not text[border:end].strip():  # 甲、乙，分别为
        border = max((m.end() for m in _STRETCH.finditer(text, 0, max(border - 1, 0))), default=0)
    for time in sentence.times:
        if border <= time.start and time.end <= end and not text[border : time.start].strip():
            border = time.end
    stretch = re.sub(rf"^(?:{alternatives('list_openers')})+", "", text[border:end].strip(" ，,"))
    return _completed(_split(stretch, wanted))


def _split(stretch: str, wanted: int) -> list[str]:
    """The items of a list: parted by 、 and the last two by 和 first, by every 和 where that gives too few."""
    items = [part.strip("“”") for part in stretch.split("、") if part.strip()]
    if len(items) == wanted - 1 and items:
        items = [*items[:-1], *(p for p in _LAST.split(items[-1], maxsplit=1) if p)]
    if len(items) != wanted:
        items = [part.strip("“”") for part in _LIST.split(stretch) if part.strip()]
    return items[-wanted:] if len(items) > wanted else items


def _of_bodies(things: list[str], names: set[str]) -> str:
    """What is told of each of several bodies (集体收入 of 甲村、乙村两村集体收入); empty where they are no bodies."""
    if len(things) < 2 or not all(_named(thing, names) for thing in things):
        return ""
    last = things[-1]
    return _EACH_OF.sub("", last[len(_named(last, names) or "") :])


def _named(thing: str, names: set[str]) -> str | None:
    """The body that an item of a list begins with."""
    return max((name for name in names if thing.startswith(name)), key=len, default=None)


def _completed(things: list[str]) -> list[str]:
    """城镇、农村居民收入 is 城镇居民收入 and 农村居民收入: short names share the end of the last one."""
    if len(things) < 2 or max(len(t) for t in things[:-1]) > 3 or len(things[-1]) < 2 * len(things[0]) + 1:
        return things
    tail = things[-1][len(things[-2]) :]
    return [*(thing + tail for thing in things[:-1]), things[-1]]
