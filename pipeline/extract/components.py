"""The parts of a way of working that the text spells out: `即1个甲、1个乙`, `甲—乙—丙`, `甲、乙、丙“三步走”`."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.extract import numbered_parts
from pipeline.extract.quoted_names import after_doing
from pipeline.model.document import Quoted, Sentence

_FAR = 200  # letters: parts that are spelled out stand nearer
_H = "\u4e00-\u9fff"
_PLUS = re.compile(r"\s*[+＋]\s*")
_DASH = re.compile(r"\s*(?:[—–－]+|-+|→)\s*")
_SYMBOL = re.compile(r"[0-9A-Za-z０-９一二三四五六七八九十百千NnXx]+\Z")
_QUANTITY = re.compile(
    r"\A(?:[0-9A-Za-z]+|[一二两三四五六七八九十百千万若]+(?=[个名支条项级类套批张本所场次份站把根座户位家])|若干)(?:个|名|支|条|项|级|类|家|大|位|套|批|张|本|所|场|次|份|站|把|根|座)?"
)
_LED_QUANTITY = re.compile(r"(?:培育|打造|建设|建立|建成|创建|选树|组建|培养|形成)(?=\d+[个名支家户])")
_NUMBER = re.compile(r"[二双两三四五六七八九十]|\d{1,2}")
_VALUE = {"双": 2, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
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
_QUOTED_LIST_BEFORE = re.compile(r"“([^“”]*[、+＋][^“”]*)”(?:的|等)?\s*\Z")
_THEN_FOUNDED = re.compile(r"，(?:由此|从而|并)?(?:建立|推行|实行|形成|探索出?|创新|构建|落实)(?:起|了)?\Z")
_JOINTS = re.compile(r"、|，|,|；|;")


def spelled_out(sentence: Sentence, name: Quoted, kind_end: int) -> tuple[str, ...]:
    """The parts of the quoted `name` in order, () where the text spells none out. `kind_end` is behind its type word."""
    text = sentence.text
    numbers = _stated_numbers(name.text)
    stated = numbers or _stated_numbers(text[name.end : kind_end])  # “民情”四步工作法
    ways: tuple[Callable[[], tuple[str, ...]], ...] = (
        lambda: numbered_parts.of_digits(name.text, text, kind_end),
        lambda: numbered_parts.of_marked(name.text, text, kind_end),
        lambda: numbered_parts.of_segments(name.text, text, kind_end),
        lambda: _explained(text, kind_end, numbers, name.text),
        lambda: of_formula(name.text),
        lambda: _gathered(text, name.start, kind_end),
        lambda: _listed_before(text, name.start, numbers),
        lambda: numbered_parts.of_list_behind(numbers, text, kind_end),
        lambda: numbered_parts.of_clauses(numbers, text, kind_end),
        lambda: numbered_parts.of_steps(stated, text, kind_end),
        lambda: numbered_parts.of_alike(name.text, text, name.start, kind_end),
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


def _stated_numbers(name: str) -> tuple[int, ...]:
    """(4,) for `四步走`, (3, 3, 6) for `三亮三比`: each number that the name states, and their sum."""
    numbers = [_VALUE.get(n) or int(n) for n in _NUMBER.findall(name)]
    return (*numbers, sum(numbers)) if len(numbers) > 1 else tuple(numbers)


def _explained(text: str, at: int, numbers: tuple[int, ...], name: str) -> tuple[str, ...]:
    """`…架构，即1个甲、2个乙` and, where the name states a number, `四步法：甲、乙、丙、丁`."""
    match = _EXPLAINED.match(text, at) or (
        _COLON_LIST.match(text, at) if numbers or _PLUS.search(name) else None
    )
    if not match:
        return ()
    limit = min(len(text), match.end() + _FAR)
    end = _EXPLANATION_END.search(text, match.end(), limit)
    said = _within_marks(text[match.end() : end.start() if end else limit].strip())
    terms = [term for term in _PLUS.split(said) if term]
    if len(terms) > 1 and "、" not in said:
        return tuple(_bare(term) for term in terms)
    stated = () if "+" in name or "＋" in name else numbers
    parts = _parts(said, stated)
    return parts if len(parts) > 1 and (match.re is _EXPLAINED or len(parts) in numbers) else ()


def _within_marks(said: str) -> str:
    """The list itself where it stands between quotation marks of its own."""
    inner = said[1 : said.index("”")] if said.startswith("“") and "”" in said else ""
    return inner if _JOINTS.search(inner) else said


def _parts(said: str, numbers: tuple[int, ...]) -> tuple[str, ...]:
    """The items of an explanation: at 、 up to the first ，, or all of them where that gives the stated number."""
    first = re.split(r"[，,]", said)[0]
    by_mark = [_bare(item) for item in _last_joint(first)] if "、" in first else []
    everything = [_bare(item) for item in _JOINTS.split(said)]
    if numbers and len(everything) == max(numbers):
        return tuple(everything)
    if len(by_mark) > 1 and (not numbers or len(by_mark) in numbers):
        return tuple(by_mark)
    fitting = [n for n in numbers if 1 < n <= len(everything)]
    return tuple(everything[: max(fitting)]) if fitting else tuple(by_mark)


def _last_joint(listed: str) -> list[str]:
    """`甲、乙和丙` cut into three; 和 inside an item (和谐) cuts nothing."""
    items = listed.split("、")
    tail = re.match(r"([^和及]{2,})(?:和|以及|及)([^和及]{2,})\Z", items[-1])
    return [*items[:-1], tail[1], tail[2]] if tail else items


def _bare(item: str) -> str:
    bare = item.strip().strip('“”‘’"')
    led = _LED_QUANTITY.match(bare)  # 培育10个示范点
    return _QUANTITY.sub("", bare[led.end() :] if led else bare).strip('“”‘’"等')


def _gathered(text: str, start: int, kind_end: int) -> tuple[str, ...]:
    """`涵盖甲、乙、丙为一体的“共享”平台` and `“共享”平台，集甲、乙、丙于一体`"""
    match = _GATHERED.search(text[max(0, start - _FAR) : start]) or _GATHERED_BEHIND.match(text, kind_end)
    parts = [_bare(item) for item in _last_joint(match[1])] if match else []
    return tuple(parts) if len(parts) > 1 else ()


def _listed_before(text: str, start: int, numbers: tuple[int, ...]) -> tuple[str, ...]:
    """`甲、乙、丙“三位一体”` and `“甲、乙、丙、丁”的“四步走”`: only where the name states how many."""
    if not numbers:
        return ()
    quoted = _QUOTED_LIST_BEFORE.search(text[max(0, start - _FAR) : start])
    if quoted:
        added = _PLUS.split(quoted[1])
        parts = [_bare(part) for part in (added if len(added) > 1 else _last_joint(quoted[1]))]
        return tuple(parts) if len(parts) in numbers else ()
    before = _THEN_FOUNDED.sub("", text[max(0, start - _FAR) : start])
    match = _LIST_BEFORE.search(before)
    if not match:
        return ()
    items = _last_joint(match[1])
    items[0] = items[0][after_doing(items[0]) :]
    items[0] = items[0][max(items[0].rfind(mark) + 1 for mark in "的下了") :]  # 党组织领导下|自治、法治、德治
    parts = [_bare(item) for item in items]
    return tuple(parts) if len(parts) in numbers and all(parts) else ()


def _own_parts(name: str) -> tuple[str, ...]:
    """Clauses between the marks are the steps themselves, two of them where they are alike: `甲点单、乙派单、丙接单`."""
    parts = [part for part in re.split(r"[、，,]", name) if part]
    lengths = [len(part) for part in parts]
    alike = len(parts) == 2 and min(lengths) > 3 and lengths[0] == lengths[1]
    listed = len(parts) > 2 and (min(lengths) > 2 or max(lengths) == min(lengths))
    return tuple(parts) if alike or listed else ()
