"""Mechanisms: named ways of working, quoted (“四步走”工作机制) or coined (先锋领航行动)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract import coined_names, listed_names, numbered_parts, quoted_names, stretches
from pipeline.extract.brands import kind_behind as brand_behind
from pipeline.extract.components import of_formula, spelled_out
from pipeline.extract.extractor import Extractor
from pipeline.extract.quoted_names import Series
from pipeline.lexicons import alternatives, table, words
from pipeline.model.copying import replace
from pipeline.model.document import Quoted, Reading, Sentence
from pipeline.model.row import Findings, evidence
from pipeline.rows.brands import Brand
from pipeline.rows.mechanisms import Mechanism

_H = "\u4e00-\u9fff"
_ERA = re.compile(r"十[一二三四五六]五|(?:19|20)\d{2}(?!\d)")
# 制 and 法 type a name only right behind it: “大工委”制, “五步”法.
_SHORT_TYPE = re.compile(r"(?:的)?(制|法)(?![\u4e00-\u9fff]*[定造作度约止订裁人官院律规学])")
_NO_TYPE = "化|力|部|师|库|生育|经济|化解|书|组(?![建织成])|局|署|投资|负责人|化建设"
_THEME = re.compile(
    "(?:为|的)?主题|[\u4e00-\u9fff]{0,6}(?:活动|仪式|比赛|竞赛)"
)  # “党员在行动”主题党日 is no 行动
_ROOM = re.compile(
    "等?[\u4e00-\u9fff]{0,6}(?:功能室|站点|场所|驿站|服务点|空间|活动室|阅览室|服务站|餐厅|食堂)"
)  # “三点半课堂”“老年餐桌”等服务站点 are rooms
_FROM_TO = re.compile("从“[^“”]*”(?:再?到“[^“”]*”)*再?到\\Z")  # 从“一粒米”到“一碗粉”的全产业链体系
_FORMULA = re.compile(r"[0-9]{1,2}(?:[+＋][0-9NXnx]{1,2})+\Z")
_OF_FORMULA = re.compile("(?:的)?((?:网格化?|精细化|分级|[\u4e00-\u9fff]{2}化)管理|网格(?=[，。；]))")
_SECOND_NAME = re.compile("“[^“”]{2,12}”")
_MANY = 24  # characters: a longer quoted stretch is a sentence


def extract(reading: Reading, findings: Findings) -> tuple[Mechanism, ...]:
    """One row for each way of working of an article: at its first mention, with the parts that any mention spells out."""
    found: dict[tuple[int, str], Mechanism] = {}
    branded = {(b.evidence.article, _bare(b.name)) for b in findings.of(Brand)}
    for mechanism in _all(reading):
        key = (mechanism.evidence.article, _bare(mechanism.name))
        if key in branded and mechanism.name.endswith(mechanism.kind):
            continue  # the “银杏讲堂” that its report calls a brand; one that is also typed as a platform is both
        known = found.setdefault(key, mechanism)
        if mechanism.components and not known.components:
            found[key] = replace(known, components=mechanism.components)
    rows = (m if m.components else _taken_up(m, reading) for m in found.values())
    return tuple(sorted(rows, key=lambda m: m.position))


def _taken_up(mechanism: Mechanism, reading: Reading) -> Mechanism:
    """With the parts that the paragraphs behind it take up one by one."""
    e = mechanism.evidence
    behind = (s for s in reading.of_article(e.article) if s.paragraph > e.paragraph and s.kind != "table")
    parts = numbered_parts.of_leads(mechanism.name, behind) if mechanism.name[0] in "二三四五六七八九" else ()
    return replace(mechanism, components=parts)


def _all(reading: Reading) -> Iterator[Mechanism]:
    for sentence in reading.sentences:
        for found in quoted(quoted_names.curled(sentence)):
            yield quoted_names.as_read(found, sentence)
    yield from _coined(reading)


def _bare(name: str) -> str:
    return re.sub(r"[“”‘’\s]", "", name)


def quoted(sentence: Sentence) -> Iterator[Mechanism]:
    """The quoted names that a type word follows, or that end in one themselves."""
    for series in quoted_names.series(sentence):
        if _FROM_TO.search(stretches.before(sentence.text, series.start)):
            continue
        typed = _kind_behind(sentence.text, series)
        joined = None if typed else _coordinated(sentence, series.end)
        if joined:
            typed = joined[0], series.end
            yield _row(sentence, joined[1], joined[2], joined[0], (), "mechanism-joined")
        for name in series.names:
            if brand_behind(sentence.text, series.end) or not _can_be_name(name):
                continue
            kind, kind_end = typed or _kind_inside(sentence.text, name, series.end) or ("", 0)
            if kind:
                parts = spelled_out(sentence, name, max(kind_end, name.end))
                yield _row(sentence, name.start + 1, name.end - 1, kind, parts, "mechanism-quoted")


def _row(sentence: Sentence, start: int, end: int, kind: str, parts: tuple[str, ...], rule: str) -> Mechanism:
    found = evidence(sentence, start, end, rule=rule, confidence=0.9 if rule == "mechanism-quoted" else 0.7)
    return Mechanism(found, sentence.text[start:end], kind, parts)


def _can_be_name(name: Quoted) -> bool:
    bare = name.text.strip()
    return (
        2 <= len(bare) <= _MANY * 2
        and not re.search(r"[。！？；：]", bare)
        and bare not in words("fixed_quotes")
        and not _ERA.match(bare)
    )


def _kind_behind(text: str, series: Series) -> tuple[str, int] | None:
    """The typing words behind the last closing mark, and where they end."""
    at = series.end
    short = _SHORT_TYPE.match(text, at)
    if short:
        return short[1], short.end()
    formula = _OF_FORMULA.match(text, at) if all(_FORMULA.match(n.text) for n in series.names) else None
    if formula:
        return formula[1], formula.end()
    begin = quoted_names.link_end(text, at)
    if all(_FORMULA.match(n.text) or _has_parts(n) for n in series.names):
        begin = _behind_second_name(text, at, begin)
    match = _typed().match(text, begin)
    if not match or not quoted_names.is_modifier(match[1]):
        return None
    if _needs_parts(match[0]) and ("相结合" in text[at:begin] or not all(map(_has_parts, series.names))):
        return None
    return match[0], match.end()


def _behind_second_name(text: str, at: int, begin: int) -> int:
    """Behind “红网” in `以“1+3+N”为核心的“红网”治理体系`, where the link between the two names ends at `begin`."""
    second = _SECOND_NAME.match(text, begin) if text.startswith("为", at) else None
    return second.end() if second else begin


def _needs_parts(kind: str) -> bool:
    """Whether the type word is one of everyday: “甲+乙”方式 is a way of working, “线上”方式 none."""
    longest = max((word for word, _ in table("mechanism_words") if kind.endswith(word)), key=len, default="")
    return (longest, "parts") in table("mechanism_words")


def _has_parts(name: Quoted) -> bool:
    return bool(of_formula(name.text)) or len([p for p in re.split("[、，,]", name.text) if len(p) > 1]) > 1


def _kind_inside(text: str, name: Quoted, end: int) -> tuple[str, int] | None:
    """`暖心工程`, `民情大讲堂`: the name carries its type word."""
    match = _ending().search(name.text)
    if (
        not match
        or len(name.text) > _MANY
        or re.search("[，,、；]", name.text)
        or _THEME.match(text, name.end)
        or _ROOM.match(text, end)
        or quoted_names.starts_with_doing(name.text)
    ):
        return None
    return match[1], name.end


def _coordinated(sentence: Sentence, at: int) -> tuple[str, int, int] | None:
    """`“双述双评”和支部书记双培养制度`: type word of both, and where the second name stands."""
    match = _joined().match(sentence.text, at)
    if not match or not coined_names.tells(match[1]):
        return None
    return match[2], match.start(1), match.end(1)


def _coined(reading: Reading) -> Iterator[Mechanism]:
    for sentence in reading.sentences:
        for c, parts in listed_names.find(sentence):
            yield _row(sentence, c.start, c.end, c.kind, parts, "mechanism-listed")
    for c in coined_names.find(reading):
        parts = of_formula(c.sentence.text[c.start : c.end])
        yield _row(c.sentence, c.start, c.end, c.kind, parts, "mechanism-coined")


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(rf"(?:和|与|及|以及)([{_H}]{{4,14}}?)(制度|机制|模式|工程|行动|计划)(?!{_NO_TYPE})")


@cache
def _typed() -> re.Pattern[str]:
    """Modifiers and type word, with what lengthens the type: `党建阵地体系`."""
    types = alternatives("mechanism_words")
    counted = rf"[三四五六七八九十](?:步?法|字诀|步[{_H}]{{2}}法)"  # 调解三法, 四步法, 六字诀, 四步检查法
    return re.compile(
        rf"([{_H}A-Za-z]{{0,12}}?)(?:{types}|{counted})(?:[{_H}]{{0,2}}(?:{types}))*(?!{_NO_TYPE})"
    )


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"[{_H}0-9A-Za-z+]{{2,}}?({alternatives('mechanism_words')})\Z")


EXTRACTOR = Extractor("mechanisms", extract)
