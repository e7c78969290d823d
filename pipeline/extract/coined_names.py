"""Names that were coined without quotation marks: where they begin, and what tells them from a description."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.extract.quoted_names import curled_text, enclosed
from pipeline.lexicons import alternatives, table
from pipeline.model.document import Reading, Sentence

_H = "\u4e00-\u9fff"
_RUN = re.compile(rf"[{_H}A-Za-z0-9]+")
_GRAMMAR = frozenset(
    [
        "的",
        "了",
        "在",
        "以",
        "将",
        "把",
        "让",
        "使",
        "是",
        "有",
        "对",
        "从",
        "向",
        "由",
        "被",
        "与",
        "和",
        "及",
        "于",
        "到",
        "为",
        "并",
        "而",
        "等",
        "给",
        "用",
        "按",
        "得",
        "着",
        "过",
        "又",
        "也",
        "都",
        "还",
        "其",
        "该",
        "本",
        "这",
        "我",
        "他",
        "各",
        "某",
        "要",
    ]
)
_JOINING = ("和", "与", "及", "以及", "了", "好", "起", "出", "成", "入")
_OF_FORMULA = (
    r"(?:产业发展|产业化|发展|经营|运营|合作|管理|工作|服务|治理|帮扶|利益联结|联结|党建|生产|培训|教学)"
)
_FORMULA = re.compile(
    rf"[{_H}A-Za-z]{{2,10}}(?:[+＋][{_H}A-Za-z]{{2,12}}?){{1,6}}?(?=(?:的)?(?:{_OF_FORMULA}|工作)?(?:模式|机制|体系|格局|架构|平台|工作法|工作方式|行动|工程))"
)
_CHIEFS = re.compile(
    r"(?<![\u4e00-\u9fff]级)((?:河湖|河|湖|林|田|路|街|链|楼|片|库|渠|山|巷|园|段|站|警|桥|塘)长)制(?!度|造|定|作)"
)
_COUNTED = re.compile(r"(?:建设|改造|等)?\s*(?:[\d一二两三四五六七八九十百]+余?[个项处件座条])")
_NOT_BEHIND = re.compile(r"化|力|部|师|库|书|组|局|投资|负责|上|中|下|内|性")
_STEM_LENGTH = (2, 14)  # characters, least and most


@dataclass(frozen=True, slots=True)
class Coined:
    """A name at `start`..`end` of its sentence, its type word, and where that ends."""

    sentence: Sentence
    start: int
    end: int
    kind: str
    kind_end: int


def find(reading: Reading) -> Iterator[Coined]:
    """The coined names of a document. A phrase that its article repeats three times is one even without a telling word."""
    candidates = [c for s in reading.sentences if s.kind != "byline" for c in _candidates(s)]
    times = Counter((c.sentence.article, _stem(c)) for c in candidates)
    told = [c for c in candidates if tells(_stem(c)) or (times[_key(c)] > 2 and not _is_plain(_stem(c)))]
    told += [c for c in candidates if c not in told and _is_beside(c, told)]
    rivals = tuple({(_key(c), c.kind): c for c in told}.values())
    for c in told:
        if not any(_stands_for(other, c, times) for other in rivals):
            yield c
    for sentence in reading.sentences:
        yield from _formulas(sentence)
        yield from _chiefs(sentence)


def _is_beside(c: Coined, told: list[Coined]) -> bool:
    """Whether a name of the same kind stands beside it in a list: 雨露计划 in `雨露计划、春蕾计划`."""
    if len(_stem(c)) > 6 or _is_plain(_stem(c)):
        return False
    return any(
        other.sentence is c.sentence
        and other.kind == c.kind
        and "、" in (c.sentence.text[c.kind_end : other.start], c.sentence.text[other.kind_end : c.start])
        for other in told
    )


def _key(c: Coined) -> tuple[int, str]:
    return c.sentence.article, _stem(c)


def _stands_for(other: Coined, c: Coined, times: Counter[tuple[int, str]]) -> bool:
    """Whether another name, longer or shorter by its owner's name (石桥厂领先党建 and 领先党建), is the usual one."""
    (article, name), (its_article, its_name) = _key(c), _key(other)
    if article != its_article or name == its_name or c.kind != other.kind:
        return False
    if its_name.endswith(name):
        return times[_key(other)] >= times[_key(c)]
    return name.endswith(its_name) and times[_key(other)] > times[_key(c)]


def _stem(c: Coined) -> str:
    return c.sentence.text[c.start : c.kind_end - len(c.kind)]


def _candidates(sentence: Sentence) -> Iterator[Coined]:
    """The phrases that end in a type word and have a verb of doing, a mark or a word of grammar before them."""
    text = sentence.text
    flags = enclosed(curled_text(text))
    starts = [token.start for token in sentence.tokens]
    for run in _RUN.finditer(text):
        if flags[run.start()]:
            continue
        for match in _types().finditer(text, run.start(), run.end()):
            if _COUNTED.match(text, match.end()) or _NOT_BEHIND.match(text, match.end()):
                continue
            start, governed = _left_edge(
                sentence, starts, max(run.start(), match.start() - 30), match.start()
            )
            if match[0] == "工程" and _works().search(text, start, match.start()):
                continue
            kind, use = match[0], _uses()[match[0]]
            if not governed or not _STEM_LENGTH[0] <= match.start() - start <= _STEM_LENGTH[1]:
                continue
            end = match.start() if use == "stem" else match.end()
            yield Coined(sentence, start, end, kind, match.end())


def _left_edge(sentence: Sentence, starts: list[int], begin: int, end: int) -> tuple[int, bool]:
    """Where the name begins, and whether something governs it: `全面实施|头雁领航` at 实施. A 的 before it does not."""
    edge, governed = begin, begin > 0 and sentence.text[begin - 1] in "、—"
    for token in sentence.tokens[bisect_left(starts, begin) : bisect_left(starts, end)]:
        stop = token.start + len(token.text)
        if stop > end or (stop == end and token.start > edge):  # 创建 in 堡垒创建工程
            continue
        if token.text in _GRAMMAR:
            edge, governed = stop, token.text in _JOINING
        elif _doing().get(token.text) == "only" or (
            _doing().get(token.text) == "also" and edge == token.start == begin
        ):
            edge, governed = stop, True
    if sentence.kind in ("heading", "title") and edge == begin:
        governed = True
    edge += sentence.text.startswith("好", edge)  # 用好|智慧平台, which jieba may cut 用|好智慧
    return edge, governed


def tells(stem: str) -> bool:
    """Whether the phrase holds a word that coins a name and is not made of descriptive words alone."""
    return bool(_telling().search(stem)) and not _is_plain(stem)


def _is_plain(stem: str) -> bool:
    """Whether only words that describe any way of working are in it."""
    return len(_plain().sub("", stem)) < 2


def _formulas(sentence: Sentence) -> Iterator[Coined]:
    """`公司+合作社+农户模式`"""
    if "+" not in sentence.text and "＋" not in sentence.text:
        return
    for match in _FORMULA.finditer(sentence.text):
        kind = _formula_kind().match(sentence.text, match.end())
        inside = any(q.start < match.start() < q.end for q in sentence.quoted)
        if not kind or inside:
            continue
        first = re.split("[+＋]", match[0])[0]
        cut = max((first.rfind(v) + len(v) for v in _doing() if v in first), default=0)
        if len(first) - cut >= 2:
            yield Coined(sentence, match.start() + cut, match.end(), kind[1], kind.end())


def _chiefs(sentence: Sentence) -> Iterator[Coined]:
    """`河长制`: the type word is part of the name."""
    for match in _CHIEFS.finditer(sentence.text):
        if not any(q.start < match.start() < q.end for q in sentence.quoted):
            yield Coined(sentence, match.start(), match.end(), "制", match.end())


@cache
def _uses() -> dict[str, str]:
    return {word: use for word, use in table("mechanism_words")}


@cache
def _doing() -> dict[str, str]:
    return {verb: use for verb, use in table("naming_verbs")}


@cache
def _works() -> re.Pattern[str]:
    return re.compile(alternatives("works_words"))


@cache
def _types() -> re.Pattern[str]:
    words_ = [w for w, use in table("mechanism_words") if use in ("whole", "stem")]
    return re.compile("|".join(sorted(map(re.escape, words_), key=lambda w: (-len(w), w))))


@cache
def _formula_kind() -> re.Pattern[str]:
    return re.compile(rf"的?({_OF_FORMULA}?(?:{alternatives('mechanism_words')}))")


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(alternatives("coining_words"))


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(alternatives("mechanism_plain"))
