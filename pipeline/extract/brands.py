"""Brands: names that the text itself calls 品牌, 牌, 商标 or 地理标志."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
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
_MANY_OF_KIND = re.compile(r"等?(?:一批|[\d一二两三四五六七八九十]+余?个)")
_TITLE_KIND = re.compile(
    r"((?:党建|服务|文化|团建|志愿服务|廉洁|清廉|工会|统战|机关|党员教育|支部|特色|示范|优秀|工作)*品牌)"
)
_LISTING = re.compile("名单|公示|评选|命名|表彰|入围|获奖|展播|展示|巡礼|[十百]佳|揭晓|公布|通报|决定")
_ROLL_LINE = re.compile(
    rf"\s*(?:[（(]?[\d一二三四五六七八九十]+[）)]?[、.．\s]?)?\s*[{_H}（）()]{{0,30}}[：:——\s\t]*“([^“”。；]{{2,16}})”([{_H}]{{0,8}}品牌)?\s*[；;。]?\s*"
)
_OWNER = re.compile(
    rf"(?:\A|[，。；：、])([{_H}]{{2,16}}(?:党支部|支部|党委|党总支|党组|车间|[科局处站所]))的?\Z"
)
_RECEIVING = re.compile("获|入选|取得|拿到|评为|通过")  # “云红”获得…商标: not typed by 获得
_MADE = re.compile(r"(?:创建|创立|创设|注册|推出|启动|打造|成立|提出)(?:了|起|的|于)?[^，。；]{0,8}\Z")
_MEANING = re.compile(
    r"[”’]?[^，。；“”]{0,10}[，,（(—]*(?:意为|意即|寓意|取意|意指|意在|其含义是|其含义为|含义是|内涵是|即)(?:着|为|是|：)?([^。；）)]{4,60})"
)


def extract(reading: Reading, findings: Findings) -> tuple[Brand, ...]:
    """One row for each brand of an article, at its first mention."""
    first: dict[tuple[int, str], Brand] = {}
    kinds = {a.number: _listed_kind(a.title) for a in reading.document.articles}
    before: Sentence | None = None
    for sentence in reading.sentences:
        view = quoted_names.curled(sentence)
        found = [*in_sentence(view)] if _HINT.search(sentence.text) else []
        found += _of_roll(view, kinds[sentence.article])
        brands = [quoted_names.as_read(b, sentence) for b in sorted(found, key=lambda b: b.position)]
        if before and before.paragraph == sentence.paragraph and before.article == sentence.article:
            pointed = _pointed_at(quoted_names.curled(before), sentence.text)
            brands += [quoted_names.as_read(b, before) for b in pointed]
        for brand in brands:
            first.setdefault((sentence.article, brand.name), brand)
        before = sentence
    return tuple(first.values())


def _listed_kind(title: str) -> str | None:
    """`党建品牌` of `全区党建品牌拟命名名单`: what a headline says that the lines below it list."""
    match = _TITLE_KIND.search(title)
    return match[1] if match and _LISTING.search(title, match.start()) else None


def _of_roll(sentence: Sentence, kind: str | None) -> Iterator[Brand]:
    """`3.县税务局“红税先锋”`: a line of a list of brands."""
    match = _ROLL_LINE.fullmatch(sentence.text) if kind else None
    if match and kind:
        yield _brand(sentence, match.start(1), match.end(1), match[2] or kind, "brand-roll")


def _pointed_at(before: Sentence, text: str) -> Iterator[Brand]:
    """The “银杏讲堂” of the sentence before `该讲堂已成为学院的党建品牌`."""
    for match in _pointing().finditer(text):
        for series in reversed(quoted_names.series(before)):
            quoted = series.names[-1]
            if quoted.text.endswith(match[1]) and not _SLOGAN.match(quoted.text):
                yield _brand(before, quoted.start + 1, quoted.end - 1, match[2], "brand-pointed")
                break


def in_sentence(sentence: Sentence) -> Iterator[Brand]:
    """Every brand that the sentence names, quoted names first."""
    text = sentence.text
    for series in quoted_names.series(sentence):
        kind = kind_behind(text, series.end) or _kind_before(text, series.start) or _called(text, series.end)
        for quoted in series.names if kind else ():
            if kind and quoted.text not in words("fixed_quotes") and not _SLOGAN.match(quoted.text):
                yield _brand(sentence, quoted.start + 1, quoted.end - 1, kind, "brand-quoted")
        if kind and _MANY_OF_KIND.match(text, series.end):
            yield from _owned(sentence, series.start, kind, "brand-quoted")
    yield from _commended(sentence)
    for match in _listed().finditer(text):
        yield from _names_of_list(sentence, match.start(1), match[1], match[2])
    for match in _certified().finditer(text):
        last = match.end(1) + 1
        for series in (s for s in quoted_names.series(sentence) if s.end == last):
            for quoted in series.names:
                yield _brand(sentence, quoted.start + 1, quoted.end - 1, match[2], "brand-certified")
    for match in _marked().finditer(text):
        yield from _names_of_list(sentence, match.start(1), match[1], match[2])


def _commended(sentence: Sentence) -> Iterator[Brand]:
    """`甲支部“红云”、乙支部“蓝天”获评全市优秀党建品牌`: the honour says what the names before it are."""
    for match in _commending().finditer(sentence.text):
        yield from _owned(sentence, match.start(), match[1], "brand-commended")


def _owned(sentence: Sentence, at: int, kind: str, rule: str) -> Iterator[Brand]:
    """The names before `at`, each behind its owner: `甲支部的“红云”、乙支部的“蓝天”`; `at` may be the opening of the last."""
    end = _before_owner(sentence.text, at) if sentence.text.startswith("“", at) else at
    for series in reversed(quoted_names.series(sentence)):
        quoted = series.names[-1]
        if quoted.end > end:
            continue
        if quoted.end != end or _SLOGAN.match(quoted.text):
            return
        owner = _OWNER.search(stretches.before(sentence.text, quoted.start))
        found = _brand(sentence, quoted.start + 1, quoted.end - 1, kind, rule)
        yield replace(found, owner=owner[1] if owner else None)
        end = _before_owner(sentence.text, quoted.start)


def _before_owner(text: str, at: int) -> int:
    """Where the name before ends, given the opening mark of the one behind it; -1 where no owner stands between."""
    before = _OWNER_BEFORE.search(stretches.before(text, at))
    return at - len(before[0]) if before else -1


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
def _pointing() -> re.Pattern[str]:
    return re.compile(
        rf"(?:该|这一|这个)([{_H}]{{2,4}}?)(?=[{_H}0-9，])[^。；“”]{{0,60}}?(?:成为|打造为|打造成|成了|擦亮为)[^，。；“”]{{0,14}}?的?((?:(?<=的)[{_H}]{{0,8}}?)?(?:{alternatives('brand_words')}))"
    )


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
