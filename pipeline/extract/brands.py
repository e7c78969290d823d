"""Brands: names that the text itself calls 品牌, 牌, 商标 or 地理标志."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract import quoted_names, stretches
from pipeline.extract.extractor import Extractor
from pipeline.lexicons import alternatives, words
from pipeline.model.document import Reading, Sentence
from pipeline.model.row import Findings, evidence
from pipeline.rows.brands import Brand

_H = "\u4e00-\u9fff"
_HINT = re.compile("牌|商标|地理标志")
_ITEM = rf"[{_H}A-Za-z0-9·]{{2,12}}"
_SHORT_ITEM = rf"[{_H}A-Za-z0-9·]{{2,12}}?"
_OTHERS = re.compile(rf"[{_H}]{{1,6}}等")  # “老街坊”议事厅、“红管家”物业等党建品牌
_PRAISED = re.compile(
    r"(?:等|这样)(?:一批|一系列|\d+个)?[^，。；“”]{2,24}?的"
)  # “甲”“乙”等一批叫得响、立得住的党建品牌
_SLOGAN = re.compile(
    r"一.{1,4}一.{1,4}\Z|.*品牌|[\dA-Za-z+＋]+\Z"
)  # 一支部一品牌 is a rule for all, no brand
_LISTED_NAMES = rf"((?:{_ITEM}、)+{_ITEM}(?:(?:和|及){_ITEM})?)"
_LIST_PART = re.compile(r"[^、]{2,}?(?=、|\Z|[和及][^、]{2,}\Z)|(?<=[和及])[^、]{2,}\Z")  # 兴和 holds a 和
_GRAMMAR = re.compile(r"[了的在以将把让使是有对从向由]")
_ONE_OF_MANY = r"(?:一批|一系列|系列|多个|[\d一二两三四五六七八九十]+余?(?:个|大|项))?"
_GOODS_BEHIND = re.compile(rf"牌(?=商标|[{_H}]{{2}})")
_CALLED = r"(?:名称|名字)?(?:为|是|叫|叫做|名为|定名为|——|—|[：:])?\s*\Z"
_COUNTER = re.compile(r"\A(?:一个|一批|一系列|首个|这一|该|其|个|项|批)+")
_LAST_GRAMMAR = re.compile(r".*[了的在以将把让使是有对从向由与和及为]")
_OWNER_BEFORE = re.compile(rf"、[{_H}]{{2,20}}\Z")  # …“红云”、乙支部|“蓝天”
_RECEIVING = re.compile("获|入选|取得|拿到|评为|通过")  # “云红”获得…商标: not typed by 获得
_MADE = re.compile(r"(?:创建|创立|创设|注册|推出|启动|打造|成立|提出)(?:了|起|的)?[^，。；]{0,6}\Z")
_MEANING = re.compile(
    r"[^，。；“”]{0,6}[，,（(—]*(?:意为|意即|寓意|取意|意指|意在|其含义是|其含义为|含义是|内涵是|即)(?:着|为|是|：)?([^。；）)]{4,60})"
)


def extract(reading: Reading, findings: Findings) -> tuple[Brand, ...]:
    """One row for each brand of an article, at its first mention."""
    first: dict[tuple[int, str], Brand] = {}
    for sentence in reading.sentences:
        if _HINT.search(sentence.text):
            for found in sorted(in_sentence(quoted_names.curled(sentence)), key=lambda b: b.position):
                brand = quoted_names.as_read(found, sentence)
                first.setdefault((sentence.article, brand.name), brand)
    return tuple(first.values())


def in_sentence(sentence: Sentence) -> Iterator[Brand]:
    """Every brand that the sentence names, quoted names first."""
    text = sentence.text
    for series in quoted_names.series(sentence):
        kind = kind_behind(text, series.end) or _kind_before(text, series.start) or _called(text, series.end)
        for quoted in series.names if kind else ():
            if kind and quoted.text not in words("fixed_quotes") and not _SLOGAN.match(quoted.text):
                yield _brand(sentence, quoted.start + 1, quoted.end - 1, kind, "brand-quoted")
    yield from _commended(sentence)
    for match in _listed().finditer(text):
        yield from _names_of_list(sentence, match.start(1), match[1], match[2])
    for match in _certified().finditer(text):
        yield _brand(sentence, *match.span(1), match[2], "brand-certified")
    for match in _marked().finditer(text):
        yield from _names_of_list(sentence, match.start(1), match[1], match[2])


def _commended(sentence: Sentence) -> Iterator[Brand]:
    """`甲支部“红云”、乙支部“蓝天”获评全市优秀党建品牌`: the honour says what the names before it are."""
    names = [s.names[-1] for s in quoted_names.series(sentence)]
    for match in _commending().finditer(sentence.text):
        end = match.start()
        for quoted in reversed([n for n in names if n.end <= match.start()]):
            if quoted.end != end or _SLOGAN.match(quoted.text):
                break
            yield _brand(sentence, quoted.start + 1, quoted.end - 1, match[1], "brand-commended")
            before = _OWNER_BEFORE.search(stretches.before(sentence.text, quoted.start))
            end = quoted.start - len(before[0]) if before else -1


def kind_behind(text: str, at: int) -> str | None:
    """`智慧党建品牌` in `“红云”智慧党建品牌`, where `at` is behind the closing mark."""
    if _GOODS_BEHIND.match(text, at):
        return "牌"
    praised = _PRAISED.match(text, at)
    if praised and (match := _typed().match(text, praised.end())) and quoted_names.is_modifier(match[1]):
        return match[0]
    others = _OTHERS.match(text, at)
    match = _typed().match(text, quoted_names.link_end(text, others.end() - 1 if others else at))
    if match and _RECEIVING.match(match[1]):
        return None
    return match[0] if match and quoted_names.is_modifier(match[1]) else None


def _called(text: str, at: int) -> str | None:
    """`服务品牌` in `“红云”是该局打造的服务品牌`"""
    match = _told().match(text, at)
    return match[1] if match else None


def _kind_before(text: str, at: int) -> str | None:
    """`党建品牌` in `打造党建品牌“红云”`, where `at` is the opening mark."""
    match = _typed_before().search(text[max(0, at - 40) : at])
    if not match:
        return None
    modifier = _LAST_GRAMMAR.sub("", match[1])
    modifier = modifier[quoted_names.after_doing(modifier) :]
    return _COUNTER.sub("", modifier) + match[2]


def _names_of_list(sentence: Sentence, start: int, listed: str, kind: str) -> Iterator[Brand]:
    """A brand for each name of `甲、乙和丙`, none where the list holds kinds of goods."""
    cut = quoted_names.after_doing(listed.split("、")[0])
    items = [m.span() for m in _LIST_PART.finditer(listed, cut)]
    names = [listed[a:b] for a, b in items]
    if any(len(name) < 2 or name in words("brand_goods") or _GRAMMAR.search(name) for name in names):
        return
    for a, b in items:
        yield _brand(sentence, start + a, start + b, kind, "brand-listed")


def _brand(sentence: Sentence, start: int, end: int, kind: str, rule: str) -> Brand:
    meaning = _MEANING.match(sentence.text, end)
    return Brand(
        evidence=evidence(sentence, start, end, rule=rule),
        name=sentence.text[start:end],
        kind=kind,
        since=_since(sentence, start),
        meaning=meaning[1] if meaning else None,
    )


def _since(sentence: Sentence, start: int) -> str | None:
    """The time of `2019年创建“红云”党建品牌`."""
    if not _MADE.search(sentence.text[max(0, start - 20) : start]):
        return None
    clause = max(sentence.text.rfind(mark, 0, start) for mark in "。；")
    times = [
        t for t in sentence.times if clause < t.start < start and t.value and t.role in ("point", "since")
    ]
    return times[-1].value if times else None


@cache
def _typed() -> re.Pattern[str]:
    return re.compile(rf"([{_H}A-Za-z]{{0,14}}?)(?:{alternatives('brand_words')})")


@cache
def _typed_before() -> re.Pattern[str]:
    return re.compile(rf"([{_H}A-Za-z]{{0,14}}?)({alternatives('brand_words')}){_CALLED}")


@cache
def _told() -> re.Pattern[str]:
    made = "打造|创建|创立|培育|推出|注册|叫响"
    return re.compile(
        rf"(?:作为|已成为|成为|是|为)[^，。；“”]{{0,20}}?(?:{made})的([{_H}]{{0,10}}?(?:{alternatives('brand_words')}))"
    )


@cache
def _commending() -> re.Pattern[str]:
    best = "优秀|十佳|十大|百佳|示范|最佳|最美|先进|知名|金牌"
    return re.compile(
        rf"(?<=”)(?:均|双双|先后|也|还)?(?:获评|被评为|入选|荣获|被命名为|获得|获|被认定为)[^，。；、“”]{{0,24}}?(?:{best}|(?=国家))"
        rf"([{_H}]{{0,6}}?(?:{alternatives('brand_words')}))(?=[，。；、”]|称号|荣誉|认证|\Z)"
    )


@cache
def _certified() -> re.Pattern[str]:
    """`“云岭香”大米去年拿到了国家地理标志证明商标`"""
    return re.compile(
        rf"“([^“”，。；]{{2,12}})”[{_H}]{{0,12}}?(?:拿到|取得|获得|获批|通过|荣获|注册|获)(?:了|为)?"
        rf"((?:国家|农业农村部|农产品|全国)*(?:{alternatives('brand_words')}))"
    )


@cache
def _listed() -> re.Pattern[str]:
    """`甲、乙、丙等一批特色品牌`"""
    return re.compile(rf"{_LISTED_NAMES}等{_ONE_OF_MANY}([{_H}]{{0,12}}?(?:{alternatives('brand_words')}))")


@cache
def _marked() -> re.Pattern[str]:
    """`甲、乙获国家地理标志认证`"""
    return re.compile(
        rf"(?:(?<=^)|(?<=[，。；：“]))({_SHORT_ITEM}(?:、{_SHORT_ITEM}){{0,5}})”?(?:先后|均|也|还|相继)?(?:获得|获批|获|成为|通过|被认定为|被评为|登记为|注册为)(?:了)?"
        rf"((?:国家|农业农村部|农产品|全国)*地理标志(?:保护产品|证明商标|产品|商标)?)"
    )


EXTRACTOR = Extractor("brands", extract)
