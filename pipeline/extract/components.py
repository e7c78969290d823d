"""The parts of a way of working that the text spells out: `即1个甲、1个乙`, `甲—乙—丙`, `甲、乙、丙“三步走”`."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.extract.quoted_names import after_doing
from pipeline.model.document import Quoted, Sentence

_H = "\u4e00-\u9fff"
_PLUS = re.compile(r"\s*[+＋]\s*")
_DASH = re.compile(r"\s*(?:[—–－]+|-+|→)\s*")
_SYMBOL = re.compile(r"[0-9A-Za-z０-９一二三四五六七八九十百千NnXx]+\Z")
_QUANTITY = re.compile(
    r"\A(?:[0-9A-Za-z]+|[一二两三四五六七八九十百若]+(?=[个名支条项级类套批张本所场次份站把根座])|若干)(?:个|名|支|条|项|级|类|家|大|位|套|批|张|本|所|场|次|份|站|把|根|座)?"
)
_NUMBER = re.compile(
    r"([二两三四五六七八九十]|\d{1,2})(?:位一体|步|大|个|级|项|化|联|方|段|环|类|色|微|心|抓|有|定|心|服务|法)"
)
_VALUE = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_EXPLAINED = re.compile(
    r"[”’」]?[^，,。；“”（(]{0,8}[，,（(：:—\s]*(?:即|也就是|具体为|具体是|分别是|包括|指的是|指)[：:]?\s*"
)
_COLON_LIST = re.compile(r"[”’」]?[^，,。；“”（(]{0,6}(?:：|——)")
_EXPLANATION_END = re.compile(r"[。；;！？）)]")
_GATHERED = re.compile(
    r"(?:涵盖|集|融|包括|囊括|融合|整合)了?([^，,。；：]{5,60}?)(?:等)?(?:为一体|于一体|等?功能|等?内容)的?[“‘]?\Z"
)
_GATHERED_BEHIND = re.compile(r"[^，。；]{0,10}[，,](?:集|融|将)([^，。；：]{5,60}?)(?:等)?(?:为一体|于一体)")
_LIST_BEFORE = re.compile(rf"((?:[{_H}A-Za-z0-9“”]{{2,16}}、)+[{_H}A-Za-z0-9“”]{{2,16}}?)(?:等|的)?\s*\Z")
_QUOTED_LIST_BEFORE = re.compile(r"“([^“”]*、[^“”]*)”(?:的|等)?\s*\Z")
_JOINTS = re.compile(r"、|，|,|；|;")


def spelled_out(sentence: Sentence, name: Quoted, kind_end: int) -> tuple[str, ...]:
    """The parts of the quoted `name` in order, () where the text spells none out. `kind_end` is behind its type word."""
    text = sentence.text
    number = _stated_number(name.text)
    ways: tuple[Callable[[], tuple[str, ...]], ...] = (
        lambda: _explained(text, kind_end, number, name.text),
        lambda: of_formula(name.text),
        lambda: _gathered(text, name.start, kind_end),
        lambda: _listed_before(text, name.start, number),
        lambda: _own_parts(name.text),
    )
    return next((parts for way in ways if (parts := way())), ())


def of_formula(name: str) -> tuple[str, ...]:
    """The terms of `甲+乙+丙` or the levels of `甲—乙—丙`; () for `1+1+X` and for `党建+`, which spell nothing out."""
    for joint in (_PLUS, _DASH):
        parts = [part for part in joint.split(name) if part]
        if len(parts) > 1 and not any(_SYMBOL.match(part) for part in parts):
            return tuple(parts)
    return ()


def _stated_number(name: str) -> int | None:
    """4 for `四步走`, 5 for `五大行动`; None where the name states no number of parts."""
    match = _NUMBER.search(name)
    if not match:
        return None
    return _VALUE.get(match[1]) or (int(match[1]) if match[1].isdigit() else None)


def _explained(text: str, at: int, number: int | None, name: str) -> tuple[str, ...]:
    """`…架构，即1个甲、2个乙` and, where the name states a number, `四步法：甲、乙、丙、丁`."""
    match = _EXPLAINED.match(text, at) or (
        _COLON_LIST.match(text, at) if number or _PLUS.search(name) else None
    )
    if not match:
        return ()
    end = _EXPLANATION_END.search(text, match.end())
    said = text[match.end() : end.start() if end else len(text)].strip()
    if said.startswith("“") and "”" in said:
        said = (
            said[1 : said.index("”")]
            if "、" in said[: said.index("”")] or "，" in said[: said.index("”")]
            else said
        )
    terms = [term for term in _PLUS.split(said) if term]
    if len(terms) > 1 and "、" not in said:
        return tuple(_bare(term) for term in terms)
    parts = _parts(said, number)
    return parts if len(parts) > 1 and (number is None or len(parts) == number) else ()


def _parts(said: str, number: int | None) -> tuple[str, ...]:
    """The items of an explanation: at 、 up to the first ，, or at ， where that gives the stated number."""
    first = re.split(r"[，,]", said)[0]
    by_mark = [_bare(item) for item in _last_joint(first)] if "、" in first else []
    if len(by_mark) > 1 and (number is None or len(by_mark) == number):
        return tuple(by_mark)
    everything = [_bare(item) for item in _JOINTS.split(said)]
    return tuple(everything[:number]) if number and len(everything) >= number else tuple(by_mark)


def _last_joint(listed: str) -> list[str]:
    """`甲、乙和丙` cut into three; 和 inside an item (和谐) cuts nothing."""
    items = listed.split("、")
    tail = re.match(r"([^和及]{2,})(?:和|以及|及)([^和及]{2,})\Z", items[-1])
    return [*items[:-1], tail[1], tail[2]] if tail else items


def _bare(item: str) -> str:
    return _QUANTITY.sub("", item.strip().strip('“”‘’"')).strip('“”‘’"等')


def _gathered(text: str, start: int, kind_end: int) -> tuple[str, ...]:
    """`涵盖甲、乙、丙为一体的“共享”平台` and `“共享”平台，集甲、乙、丙于一体`"""
    match = _GATHERED.search(text[:start]) or _GATHERED_BEHIND.match(text, kind_end)
    parts = [_bare(item) for item in _last_joint(match[1])] if match else []
    return tuple(parts) if len(parts) > 1 else ()


def _listed_before(text: str, start: int, number: int | None) -> tuple[str, ...]:
    """`甲、乙、丙“三位一体”` and `“甲、乙、丙、丁”的“四步走”`: only where the name states how many."""
    if number is None:
        return ()
    quoted = _QUOTED_LIST_BEFORE.search(text[:start])
    if quoted:
        parts = [_bare(part) for part in _last_joint(quoted[1])]
        return tuple(parts) if len(parts) == number else ()
    match = _LIST_BEFORE.search(text[:start])
    if not match:
        return ()
    items = _last_joint(match[1])
    items[0] = items[0][after_doing(items[0]) :]
    parts = [_bare(item) for item in items][-number:]
    return tuple(parts) if len(parts) == number and all(parts) else ()


def _own_parts(name: str) -> tuple[str, ...]:
    """Three or more clauses between the marks are the steps themselves: `甲点单、乙派单、丙接单`."""
    parts = [part for part in re.split(r"[、，,]", name) if part]
    return tuple(parts) if len(parts) > 2 and min(map(len, parts)) > 2 else ()
