"""The shape of a person's name: where one that begins at a given place ends, and whether it is one at all."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.edges import Walker
from pipeline.extract.name_looks import look
from pipeline.lexicons import table, words

_HAN = re.compile(r"[\u3400-\u9fff]")
_PARTICLES = frozenset(
    "的了在是与及和对向将把被于从说就也还都又已曾正为等率带并则却便到给跟同让由自以称任获著来去作"
)
# Behind a preposition a noun must come: in 李茂同牵头 the 同 belongs to the name.
_PREPOSITIONS = frozenset("与和对向为同让由以给跟")
_GIVEN = re.compile(
    "(?:(?![的了在是与及等说就也还都又不我你他她它这那们个各每某该位名员着过吗呢吧两])[\\u3400-\\u9fff])*"
)
_HOME = re.compile("家[的里中院门]")  # 李正福家的小院
_FUNCTION_SURNAMES = frozenset("曾都应时于向常全成能连经别相从令单")  # 曾给, 都要 are no names

_UNITS = frozenset("科部室处队组班所站局院办")  # 麻醉科|医生, 文明办|主任
_TO_SOMEBODY = re.compile(
    "记者|大家|村民|党员|群众|老人|孩子|乡亲|同事|学生|工人|我|你|他|她"
)  # 院长文彬给记者算账
_GROWING = frozenset("达由为超至从到近仅约")
_LIKELY = 6  # bits of characters that outweigh the words they spell
_AREAS = frozenset("村镇乡县市区省")  # 柳林村


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    listed = words("surnames")
    single = frozenset(s for s in listed if len(s) == 1)
    rare = words("rare_surnames")
    compound = frozenset(s for s in (*listed, *rare) if len(s) > 1)
    return single, compound, frozenset(s for s in rare if len(s) == 1)


def surname_length(text: str, start: int, *, rare: bool = False) -> int:
    """Characters of the surname at `start`, 0 where there is none. `rare` admits those that are ordinary words too."""
    single, compound, seldom = _surnames()
    if text[start : start + 2] in compound:
        return 2
    first = text[start : start + 1]
    return 1 if first in single or (rare and first in seldom) else 0


def name_end(walker: Walker, start: int, *, rare: bool = False, floor: float = 1.5) -> int | None:
    """Where the name that begins at `start` ends; None where none begins there.

    `floor` is what the evidence must reach: 2 for a clear end (a mark, a particle, a verb), 1 for a border of words.
    """
    text = walker.text
    length = surname_length(text, start, rare=rare)
    best: tuple[float, int] | None = None
    for given in (1, 2) if length else ():
        end = start + length + given
        if end > len(text) or not may_be_given(text, start + length, end) or becomes(text, end):
            continue
        score = (
            _evidence(walker, start, end) - (0.5 if given == 1 else 0) + look(text[start:end], length) / 12
        )
        if best is None or score > best[0]:
            best = (score, end)
    if best is None or best[0] < floor or is_ordinary(walker, start, best[1]):
        return None
    return best[1]


_CLEAR_LIST = re.compile("[、，。；]|和|等[0-9一二两三四五六七八九十]|说")
_CLEAR_LOOK = 8


def torn_name_end(text: str, start: int) -> int | None:
    """Where a name ends that the cut of the words has torn and that only its characters and a clear end show:
    马成英 in 大田|村马|成英、…"""
    length = surname_length(text, start)
    for end in (start + length + 2, start + length + 1) if length else ():
        if _CLEAR_LIST.match(text, end) and may_be_given(text, start + length, end):
            return end if look(text[start:end], length) >= _CLEAR_LOOK else None
    return None


def may_be_given(text: str, start: int, end: int) -> bool:
    return bool(_GIVEN.fullmatch(text, start, end))


def _evidence(walker: Walker, start: int, end: int) -> float:
    text = walker.text
    border = walker.is_border(end)
    score = 1.0 if border else 0.0
    if _marks_end(text, end) or (text[end] in _PARTICLES and not _goes_on(text, end)):
        score += 2
    elif _verb_follows(text, end):
        score += 2 if border else 0.7
    if border and walker.is_border(start) and walker.token_at(start) == walker.token_at(end - 1):
        score += 0.6
    if end - start == 2 and not clear_end(text, end) and _lone(walker, end):
        score -= 1  # 詹天|祐
    if end - start == 3 and text[end - 1] in _PARTICLES and not _goes_on(text, end - 1):
        score -= 2
    return score


def _lone(walker: Walker, at: int) -> bool:
    """Whether the character at `at` is a word of its own."""
    return walker.is_border(at) and walker.is_border(at + 1)


def _goes_on(text: str, at: int) -> bool:
    """Whether the preposition at `at` can only be the end of a name, as a verb or a mark follows it."""
    if text[at] == "来":  # 方东来获评, but 方东|来到
        return any(text[at + 1 : at + 1 + n] in words("name_stop") for n in (2, 3)) and text[at + 1] != "到"
    if text[at] not in _PREPOSITIONS or (text[at] in "给跟" and _TO_SOMEBODY.match(text, at + 1)):
        return False
    return _marks_end(text, at + 1) or any(text[at + 1 : at + 1 + n] in _verbs() for n in (1, 2, 3, 4))


def _marks_end(text: str, end: int) -> bool:
    if end >= len(text) or _HOME.match(text, end):
        return True
    if text[end].isdigit():  # 段长河1986年入党
        return True
    return not (_HAN.match(text[end]) or text[end].isalnum() or text[end] in "·•")


def _verb_follows(text: str, end: int) -> bool:
    near = neighbours("right")
    ahead = [text[end : end + n] for n in (1, 2, 3, 4)]
    return any(word in _after() or (len(word) > 1 and word in near) for word in ahead)


def clear_end(text: str, end: int) -> bool:
    """Whether what follows shows that the name is over."""
    return _marks_end(text, end) or text[end] in _PARTICLES or _verb_follows(text, end)


_MEMORIAL = re.compile(
    r"(?:同志|烈士|将军|先生)?(?:故居|旧居|故里|纪念|铜像|雕像|塑像|陵园|墓|图书馆|广场|学院|大学|中学|小学|路|奖)"
)


def is_memorial(text: str, end: int) -> bool:
    """Whether the name that ends at `end` only names a thing: 焦裕禄同志纪念馆, 鲁迅中学."""
    return bool(_MEMORIAL.match(text, end))


@cache
def neighbours(side: str) -> dict[str, str]:
    """What stands before (`left`) or behind (`right`) names, and of what kind it is."""
    return {word: kind for word, there, kind in table("name_neighbours") if there == side}


@cache
def _after() -> frozenset[str]:
    return _verbs() | words("honorifics")


@cache
def _verbs() -> frozenset[str]:
    several = words("name_stop") | words("verbs") | words("name_verbs")
    return frozenset(word for word in several if len(word) > 1) | words("speech_verbs")


def is_ordinary(walker: Walker, start: int, end: int) -> bool:
    """Whether the stretch is no name but an ordinary word, or the beginning of one: 安全, 高度, 方面."""
    text = walker.text[start:end]
    if len(text) > 2 and (text[-1] in _AREAS or (text[-1] in _UNITS and _office_follows(walker.text, end))):
        return True
    if text in words("honorifics", "titles"):
        return True  # 师傅
    if text in words("surname_words", "verbs", "name_verbs", "generic_words"):
        return True
    if text[1:] in words("titles", "honorifics"):
        return True  # 马校长
    if len(text) == 3 and text[1:] in words("verbs", "name_verbs") and look(text, 1) < _LIKELY:
        return not _speaks(walker.text, end)  # 双培养; but 龙跃进说
    if len(text) == 3 and text[2] in _GROWING and text[:2] in words("surname_words"):
        return True  # 占比达
    if text[0] in _FUNCTION_SURNAMES and len(text) == 2 and len(walker.words(start, end)) > 1:
        return True
    first = walker.words(start, end)[0]
    if len(first) > 1 and first in words("surname_words", "verbs"):
        return not _looks_clear(walker.text, start, end)
    token = walker.tokens[walker.token_at(start)]
    longer = token.start == start and len(token.text) > end - start
    return longer and token.text in words("surname_words")


def becomes(text: str, end: int) -> bool:
    """Whether a stretch that ends at `end` has swallowed the 为 before an office: 选举林越为|书记."""
    if text[end - 1] == "多" and text[end : end + 1] in ("了", "次", "年"):
        return True  # 邵兵|多了个去处
    return text[end - 1] == "为" and any(text[end : end + n] in words("titles") for n in (2, 3, 4))


def _speaks(text: str, end: int) -> bool:
    """Whether a verb of speaking follows: nobody else speaks than a person."""
    return any(text[end : end + n] in words("speech_verbs") for n in (1, 2, 3))


def _office_follows(text: str, end: int) -> bool:
    return any(
        text[end : end + n] in words("titles") or text[end : end + n] in words("honorifics")
        for n in (2, 3, 4)
    )


def _looks_clear(text: str, start: int, end: int) -> bool:
    """Whether a stretch whose first word is an ordinary one is a name all the same: 祁连|海 before 领到."""
    length = surname_length(text, start, rare=True)
    if not length or end - start - length > 2 or end - start - length < 1:
        return False
    return end - start > 2 and look(text[start:end], length) >= _LIKELY - 1 and clear_end(text, end)


def name_shaped(walker: Walker, start: int, end: int, *, rare: bool = False) -> bool:
    """Whether `text[start:end]` as a whole can be a name: a surname with one or two characters behind it."""
    text = walker.text[start:end]
    length = surname_length(walker.text, start, rare=rare)
    if not length or not 1 <= len(text) - length <= 2 or not may_be_given(walker.text, start + length, end):
        return False
    return walker.is_border(start) and not is_ordinary(walker, start, end) and text not in words("titles")
