"""Honours: titles and prizes that somebody has received, one row for each (holder, honour)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.extract import (
    honour_giving,
    honour_holders,
    honour_kinds,
    honour_levels,
    honour_names,
    honour_pointers,
    honour_rolls,
    mentioned,
    quoted_names,
    stretches,
)
from pipeline.extract.extractor import Extractor
from pipeline.extract.mentioned import Named
from pipeline.lexicons import alternatives, table, words
from pipeline.model.copying import replace
from pipeline.model.document import Reading, Sentence
from pipeline.model.row import Findings, evidence
from pipeline.rows.honours import Honour

_H = "\u4e00-\u9fff"
_FAR = 120  # letters before a verb that are looked at
_NOT_RECEIVED = re.compile(
    r"(?:争创|力争|争取|争当|拟|将|有望|若|如果|凡|未|没有|建议|希望|努力|优先|鼓励|计划)[^，。；“”]{0,14}\Z"
)
_AWARDER = re.compile(r"被([^，。；“”]{2,30}?)\Z")
_BY = re.compile(r"(?:被|经|由)([^，。；“”]{0,30}?)\Z")
_LAUREATE = re.compile(rf"(“[^“”]{{2,20}}”|[{_H}]{{3,20}}?)(?:荣誉)?(?:称号)?(?:获得者|得主|获奖者)")
_TOLD_IN_NUMBERS = re.compile(
    r"(?<![等\d])\d+余?多?(?:名|人|家|个|位)[\u4e00-\u9fff]{0,6}(?:被|获|荣)?\Z"
)  # 有3人被评为…
_WHO = re.compile(r"”?(?:国家|光荣)?(?:荣誉)?(?:称号)?的")
_RESPECTIVELY = re.compile(r"分别(?:被[^，。；“”]{0,30})?\Z|被[^，。；“”]{0,30}分别\Z")
_ARE = re.compile(r"(?:有|是|为|分别是|分别为)\s*[：:，,]?\s*")  # 获得“…”称号的有：甲、乙
_TITLE = re.compile(rf"(?:\A|[，。；：、\s])([{_H}]{{4,18}})\Z")
_QUOTED_TITLE = re.compile(r"“([^“”，。；]{3,20})”(?:获得者|得主)?\Z")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_FOUNDED = re.compile(r"(?:成立|始建|创建|组建|创办|建|始|生)于\Z|(?<!来)自\Z|从\Z")
_JOINED = re.compile(
    r"[”’]?(?:荣誉称号|荣誉|称号)?(?:、|，(?:并|同时|又|还|也)+)(?:先后|连续[两三四五]年|光荣|还|又|同时)*(?:被[^，。；“”]{0,20})?\Z"
)  # 张立荣立个人二等功、被授予“…”: of one subject
PERSONAL = "honour-person"  # the rule of an honour that only a person can hold, where the text names none


def extract(reading: Reading, findings: Findings) -> tuple[Honour, ...]:
    """One row for each holder of each honour of an article, at its first mention."""
    first: dict[tuple[int, str | None, str], Honour] = {}
    for honour in _all(reading, findings):
        key = (honour.evidence.article, honour.holder, _bare(honour.name))
        first.setdefault(key, honour)
    return tuple(_without_nobody(first.values()))


def _bare(name: str) -> str:
    return re.sub(r"[“”‘’\s]", "", name)


def _without_nobody(honours: Iterable[Honour]) -> list[Honour]:
    """Rows without a holder give way to rows of the same honour, told whole or in part, that have one or say more."""
    rows = list(honours)
    return [h for h in rows if h.holder or not any(_says_more(other, h) for other in rows)]


def _says_more(other: Honour, honour: Honour) -> bool:
    same_article = other.evidence.article == honour.evidence.article
    name, its = _bare(honour.name), _bare(other.name)
    return other is not honour and same_article and name in its and (bool(other.holder) or name != its)


def _all(reading: Reading, findings: Findings) -> Iterator[Honour]:
    names = mentioned.by_paragraph(findings)
    issuers = {a.number: honour_rolls.issuer(a) for a in reading.document.articles}
    for sentence in reading.sentences:
        if sentence.kind in ("byline", "credit"):
            continue
        named = mentioned.within(sentence, names.get((sentence.article, sentence.paragraph), ()))
        for found in in_sentence(quoted_names.curled(sentence), named):
            held = _pointed_to(found, sentence, names, findings, reading)
            yield quoted_names.as_read(_levelled(held, issuers[sentence.article]), sentence)
    yield from honour_rolls.of_rolls(reading)


def _pointed_to(
    honour: Honour,
    sentence: Sentence,
    names: dict[mentioned.Place, tuple[Named, ...]],
    findings: Findings,
    reading: Reading,
) -> Honour:
    """With the holder that the text only points to: 他, 该品牌, 班组."""
    text, kind = sentence.text, honour_kinds.kind_of(honour.name)
    if honour.holder and honour_pointers.is_team(honour.holder):
        before = "".join(
            s.text
            for s in reading.of_paragraph(sentence.article, sentence.paragraph)
            if s.offset <= sentence.offset
        )
        return replace(honour, holder=honour_pointers.named_team(honour.holder, before))
    if honour.holder or kind == "body":
        return honour
    if kind == "thing":
        return replace(honour, holder=honour_pointers.earlier_brand(sentence, findings))
    begin = stretches.opening(text, honour.evidence.start, "。；")
    pronoun = honour_pointers.points_to_person(text, begin, min(len(text), honour.evidence.end + 8))
    if kind != "person" and not pronoun:
        return honour
    at = 0 if honour.evidence.rule == "honour-presented" else honour.evidence.start  # 书记张立为他佩戴…
    person = honour_pointers.earlier_person(sentence, names, at) if pronoun or begin == 0 else None
    return replace(honour, holder=person, evidence=replace(honour.evidence, rule=PERSONAL))


def _levelled(honour: Honour, issuer: str | None) -> Honour:
    """With the level of its contest, of who awards it, of the area it begins with, or of the decision's issuer."""
    if honour.level:
        return honour
    e = honour.evidence
    level = (
        honour_levels.level_of_contest(e.sentence, honour.name, e.start)
        or honour_levels.level_of_body(honour.awarder)
        or honour_levels.level_of_area(honour.name)
        or (honour_levels.level_of_body(issuer) if e.rule == "honour-given" else None)
    )
    return replace(honour, level=level)


def in_sentence(sentence: Sentence, named: tuple[Named, ...]) -> Iterator[Honour]:
    """The honours that the sentence itself says to be received; `named` are its mentions in its own offsets."""
    seen: set[int] = set()
    last = 0
    holders_before: tuple[str, ...] = ()
    for match in _verbs().finditer(sentence.text):
        use = _uses().get(match[0], "gain")
        before = sentence.text[max(0, match.start() - _FAR) : match.start()]
        if _NOT_RECEIVED.search(before):
            continue
        if _TOLD_IN_NUMBERS.search(before):
            continue
        if use == "given" or (use == "passive" and not _BY.search(before)):
            for honour, holders in honour_giving.given(sentence, match.end(), named):
                yield from (_row(sentence, honour, holder, None, "honour-given") for holder in holders)
            continue
        found = [
            h for h in honour_names.named(sentence.text, match.end(), use != "gain") if h.start not in seen
        ]
        seen.update(h.start for h in found)
        rows = [list(_received(sentence, match.start(), h, named)) for h in found]
        if last and _JOINED.fullmatch(sentence.text, last, match.start()):
            rows = [[replace(row, holder=who) for who in holders_before for row in each[:1]] for each in rows]
        elif rows:
            holders_before = tuple(row.holder for row in rows[-1] if row.holder)
        last = found[-1].end if found and holders_before else 0
        if _RESPECTIVELY.search(before) and len(rows) > 1 and all(len(r) == len(rows) for r in rows):
            rows = [[r[place]] for place, r in enumerate(rows)]  # 甲、乙分别荣获丙、丁: one each
        yield from (row for each in rows for row in each)
    for honour, holders in honour_giving.presented(sentence, named):
        yield from (_row(sentence, honour, who, None, "honour-presented") for who in holders or (None,))
    for honour, holders in honour_giving.commended(sentence, named):
        yield from (_row(sentence, honour, holder, None, "honour-presented") for holder in holders)
    yield from _laureates(sentence, named)
    yield from _in_titles(sentence, named)


def _received(
    sentence: Sentence, verb: int, honour: honour_names.Named, named: tuple[Named, ...]
) -> Iterator[Honour]:
    named = mentioned.near(named, verb, honour.end)
    early = max(0, verb - _FAR)
    by = _AWARDER.search(sentence.text, early, verb)
    start = by.start() if by else verb
    kind = honour_kinds.kind_of(sentence.text[honour.start : honour.end])
    holders = honour_holders.subjects(sentence.text, start, named, kind)
    described = _WHO.match(sentence.text, honour.end)
    if described and not holders:
        holders = _described(sentence.text, described.end(), named)
        if not holders and sentence.text[described.end() : described.end() + 1] not in ("他", "她", "它"):
            return  # 获得“…”称号的同志: whoever that is
    for holder in holders or (None,):
        awarder = re.sub("分别|联合|共同", "", by[1]) if by else None
        yield _row(sentence, honour, holder, awarder or None, "honour-received")


def _described(text: str, at: int, named: tuple[Named, ...]) -> tuple[str, ...]:
    """The name behind `获得“…”称号的`, as a mention or as a surname with one or two letters before a comma."""
    listed = _ARE.match(text, at)
    chain = honour_giving.chain(text, listed.end() if listed else at, named)
    if chain:
        return tuple(n.mention.name for n in (chain if listed else chain[:1]))
    plain = re.compile(rf"([{_H}])[{_H}]{{1,2}}(?=[，、,]|同志)").match(text, at)
    return (plain[0],) if plain and plain[1] in words("surnames") else ()


def _row(
    sentence: Sentence, honour: honour_names.Named, holder: str | None, awarder: str | None, rule: str
) -> Honour:
    return Honour(
        evidence=evidence(sentence, honour.start, honour.end, rule=rule, confidence=0.9 if holder else 0.7),
        holder=holder,
        name=sentence.text[honour.start : honour.end],
        level=honour.level,
        year=_year(sentence, honour),
        awarder=awarder,
    )


def _year(sentence: Sentence, honour: honour_names.Named) -> str | None:
    """The year in the name, else of the nearest time before it in its sentence."""
    inside = _YEAR.search(sentence.text[honour.start : honour.end])
    if inside:
        return inside[1]
    before = [
        t
        for t in sentence.times
        if t.end <= honour.start
        and t.value
        and t.role == "point"
        and not sentence.text[t.end : t.end + 1].isdigit()
        and not _FOUNDED.search(sentence.text, 0, t.start)
    ]  # 今年50岁的张立 and 成立于2018年 date no honour
    if before and before[-1].value and "/" not in before[-1].value:
        return before[-1].value[:4]
    return None


def _laureates(sentence: Sentence, named: tuple[Named, ...]) -> Iterator[Honour]:
    """`“七一勋章”获得者甲`"""
    if "者" not in sentence.text and "得主" not in sentence.text:
        return  # the pattern begins with any letter: most sentences are spared it
    for match in _LAUREATE.finditer(sentence.text):
        start, end = match.span(1)
        if match[1].startswith("“"):
            start, end = start + 1, end - 1
        name = sentence.text[start:end]
        person = next(
            (n for n in named if n.mention.kind == "person" and match.end() <= n.start < match.end() + 60),
            None,
        )
        if person and (match[1].startswith("“") or honour_names.looks_like_honour(name)):
            honour = honour_names.Named(start, end, honour_levels.level_of(name))
            yield _row(sentence, honour, person.mention.name, None, "honour-laureate")


def _in_titles(sentence: Sentence, named: tuple[Named, ...]) -> Iterator[Honour]:
    """`全国劳动模范、某厂班长甲`: an honour with its level among the titles of a person."""
    for name in named:
        if name.mention.kind != "person":
            continue
        before = sentence.text[max(0, name.start - _FAR) : name.start]
        left = name.start - len(before)
        titles = "、".join(name.mention.titles)
        if titles and before.endswith(titles):
            before = before[: -len(titles)].removesuffix("、")
        quoted = _QUOTED_TITLE.search(before)  # “中国好人”陈志明
        if quoted and honour_names.looks_like_honour(quoted[1]):
            a, b = left + quoted.start(1), left + quoted.end(1)
            named_so = honour_names.Named(a, b, honour_levels.level_of(quoted[1]))
            yield _row(sentence, named_so, name.mention.name, None, "honour-title")
            continue
        match = _TITLE.search(before)
        if match and honour_names.looks_like_honour(match[1]) and honour_levels.level_of(match[1]):
            honour = honour_names.Named(
                left + match.start(1), left + match.end(1), honour_levels.level_of(match[1])
            )
            yield _row(sentence, honour, name.mention.name, None, "honour-title")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"{alternatives('honour_verbs')}|记(?=(?:个人|集体)?[一二三特]等功)")


@cache
def _uses() -> dict[str, str]:
    return {verb: use for verb, use in table("honour_verbs")}


EXTRACTOR = Extractor("honours", extract)
