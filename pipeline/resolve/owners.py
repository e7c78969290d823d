"""Whose each figure, brand, way of working, honour and event is: the body or area that the text speaks of there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, TypeVar

from pipeline.language import units
from pipeline.model.document import Reading, Sentence
from pipeline.model.row import Findings, FoundRow
from pipeline.resolve import subjects, topics
from pipeline.resolve.subjects import CLAUSE, Named, Subject
from pipeline.resolve.topics import Known, Memory
from pipeline.rows.activities import Activity
from pipeline.rows.brands import Brand
from pipeline.rows.counts import Count
from pipeline.rows.honours import Honour
from pipeline.rows.mechanisms import Mechanism
from pipeline.rows.mentions import Mention
from pipeline.rows.organisations import Organisation
from pipeline.rows.people import Person
from pipeline.rows.places import Place
from pipeline.rows.quotes import Quote

_Where = tuple[int, int, int]  # article, paragraph, offset of the sentence
_FARTHEST = 600  # characters between a doer and its figure in one sentence
_HAS = re.compile(
    "现有|共有(?!限)|下设|有党支部"
)  # 全镇现有党支部36个 tells what 全镇 has and names no branch
R = TypeVar("R", bound=FoundRow)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who it is, by the canonical name, and the words that say so."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence with its subjects and what governs it from outside."""

    sentence: Sentence
    subjects: tuple[Subject, ...]
    doer: Owner | None


def resolve(reading: Reading, findings: Findings) -> Findings:
    """The findings with owners where the text tells them. Rows that have one keep it."""
    told = _tell(reading, findings)
    speech = _speech(told, findings)

    def owner(row: FoundRow) -> Owner | None:
        at = told.get(_where(row))
        return (_beside(at, row) or _owner(at, row.evidence.start) or at.doer) if at else None

    counts = [
        _of_count(count, _as_spoken(count, told.get(_where(count)), speech)) for count in findings.of(Count)
    ]
    found = findings.replacing(Count, counts)
    found = _filled(found, Brand, "owner", owner)
    found = _filled(found, Mechanism, "owner", owner)
    found = _filled(found, Activity, "host", owner)
    return _filled(found, Honour, "holder", owner)


def _filled(
    findings: Findings, table: type[R], key: str, owner: Callable[[FoundRow], Owner | None]
) -> Findings:
    rows: list[R] = []
    for row in findings.of(table):
        given = getattr(row, key) or owner(row)
        changes: dict[str, Any] = {key: given.name if isinstance(given, Owner) else given}
        rows.append(replace(row, **changes))
    return findings.replacing(table, rows) if rows else findings


_Speech = dict[
    tuple[int, int], list[tuple[int, int, Owner]]
]  # by article and paragraph: from, to, speaker's body


def _speech(told: dict[_Where, _Told], findings: Findings) -> _Speech:
    """The stretches of direct speech with the bodies that their speakers stand for."""
    bodies = {
        (where[0], name): Owner(subject.name, subject.said)
        for where, at in told.items()
        for subject in at.subjects
        if subject.kind == "person" and subject.name
        for name in (subject.person,)
    }
    found: _Speech = {}
    for quote in findings.of(Quote):
        e = quote.evidence
        owner = bodies.get((e.article, quote.speaker or ""))
        if owner:
            found.setdefault((e.article, e.paragraph), []).append(
                (e.offset + e.start, e.offset + e.end, owner)
            )
    return found


def _as_spoken(count: Count, told: _Told | None, speech: _Speech) -> _Told | None:
    """In direct speech the speaker's body stands where no other is named: “去年产量2万斤。”甲村书记张某说."""
    e = count.evidence
    for start, end, owner in speech.get((e.article, e.paragraph), []):
        if told and start <= e.offset + e.start < end:
            return replace(told, doer=owner)
    return told


def _of_count(count: Count, told: _Told | None) -> Count:
    """The count with its owner. What a person did, and how long or how old, is nobody's but the person's."""
    if count.owner or told is None:
        return count
    said = count.indicator or ""
    if said.endswith("龄") and "平均" not in said and count.bound == "exact":
        return count  # 党龄40年 is a person's, 35岁以下 tells of a class
    personal = units.dimension(count.unit) in ("age", "time") or count.action is not None
    found = (
        _of_the_party(count)
        or _behind(told, count.evidence.end)
        or _owner(told, count.evidence.start, personal)
    )
    return replace(count, owner=found.name, owner_evidence=found.said) if found else count


def _of_the_party(count: Count) -> Owner | None:
    """Members by the ten million and branches by the million are those of the whole Party."""
    said = count.indicator or ""
    if (said.endswith("党员") and count.value >= 10**7) or (said.endswith("党组织") and count.value >= 10**6):
        return Owner("中国共产党", said)
    return None


def _behind(told: _Told, end: int) -> Owner | None:
    """人均耕地不足1亩的丙村: the owner stands behind its figure."""
    if told.sentence.text[end : end + 1] != "的":
        return None
    found = next((s for s in told.subjects if s.start == end + 1 and s.kind == "place" and s.name), None)
    return Owner(found.name or "", found.said) if found else None


def _beside(told: _Told, row: FoundRow) -> Owner | None:
    """丁社区“三色”品牌: the owner stands right before the name."""
    start = row.evidence.start
    found = next((s for s in told.subjects if start - 1 <= s.end <= start and s.name), None)
    return Owner(found.name or "", found.said) if found else None


def _where(row: FoundRow) -> _Where:
    return (row.evidence.article, row.evidence.paragraph, row.evidence.offset)


def _canonical(findings: Findings) -> dict[str, str]:
    """The names of the entities found, by id."""
    rows: list[Organisation | Place | Person] = []
    rows += [*findings.of(Organisation), *findings.of(Place), *findings.of(Person)]
    return {row.id: row.name for row in rows}


def _tell(reading: Reading, findings: Findings) -> dict[_Where, _Told]:
    """Each sentence with who it speaks of."""
    names = _canonical(findings)
    named: dict[_Where, list[Named]] = {}
    for mention in findings.of(Mention):
        name = names.get(mention.entity or "", mention.name)
        if _HAS.search(mention.surface) or (mention.anaphor and mention.entity is None):
            continue
        named.setdefault(_where(mention), []).append((mention, name))
    told: dict[_Where, _Told] = {}
    for article in reading.document.articles:
        sentences = [s for s in reading.of_article(article.number) if s.kind not in ("byline", "credit")]
        told.update(_tell_article(sentences, named, topics.source_of(article)))
    return told


def _tell_article(
    sentences: list[Sentence], named: dict[_Where, list[Named]], source: str | None
) -> dict[_Where, _Told]:
    memory = Memory(all=[k for s in sentences for k in _known(named.get(_at(s), []))], source=source)
    title = _of_title(sentences, named, memory)
    memory.topic = next((k for k in memory.all if title and k.name == title.name), None)
    topic = title or _topic(sentences, named, memory)
    heading: Owner | None = None
    doer: Owner | None = None
    told: dict[_Where, _Told] = {}
    paragraph = 0
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            doer = heading or title or doer or topic
        for known in _known(named.get(_at(sentence), [])):
            memory.remember(known)
        found = tuple(
            _for_area(s, memory)
            for s in subjects.of(sentence, named.get(_at(sentence), []), memory.points_to)
        )
        told[_at(sentence)] = _Told(sentence, found, doer or topic)
        if sentence.kind == "table":
            continue  # a row of a table speaks for itself only
        next_doer = _doer(told[_at(sentence)])
        if sentence.kind == "heading":
            heading = next_doer
        doer = next_doer or doer
    return told


def _for_area(subject: Subject, memory: Memory) -> Subject:
    """The secretary of 甲村党支部 speaks for 甲村."""
    if subject.kind != "person" or not subject.name:
        return subject
    return replace(subject, name=memory.area_of(subject.name) or subject.name)


def _at(sentence: Sentence) -> _Where:
    return (sentence.article, sentence.paragraph, sentence.offset)


def _known(named: list[Named]) -> list[Known]:
    return [known for mention, name in named if (known := topics.known(mention, name))]


def _of_title(sentences: list[Sentence], named: dict[_Where, list[Named]], memory: Memory) -> Owner | None:
    """The body or area that the headline speaks of."""
    for sentence in sentences:
        if sentence.kind in ("title", "subtitle"):
            found = [
                s
                for s in subjects.of(sentence, named.get(_at(sentence), []), memory.points_to)
                if s.name and s.kind != "person"
            ]
            first = next((s for s in found if not s.aside), None)
            if first:
                return Owner(first.name or "", first.said)
    return None


def _topic(sentences: list[Sentence], named: dict[_Where, list[Named]], memory: Memory) -> Owner | None:
    """What an article without a body in its headline is about: that which issued it, or the one it names most."""
    signed = _signed(sentences, named)
    if signed:
        return signed
    if memory.source:
        return Owner(memory.source, memory.source)
    most = Counter(memory.all).most_common(1)
    return Owner(most[0][0].name, most[0][0].name) if most and most[0][1] > 1 else None


def _signed(sentences: list[Sentence], named: dict[_Where, list[Named]]) -> Owner | None:
    """The body that signs an article with a line of its own at its end."""
    for sentence in reversed(sentences[-6:]):
        for mention, name in named.get(_at(sentence), []):
            if mention.kind == "organisation" and mention.surface == sentence.text.strip():
                return Owner(name, mention.surface)
    return None


def _doer(told: _Told) -> Owner | None:
    """Who the sentences after this one go on to speak of: the owner of its last figure, a body founded in it, its doer."""
    figures = [n for n in told.sentence.numerals if n.use == "count"]
    if figures and told.sentence.kind != "heading":
        owner = _owner(_Told(told.sentence, told.subjects, None), figures[-1].start)
        if owner:
            return owner
    founded = next((s for s in reversed(told.subjects) if s.founded and s.name), None)
    doer = founded or next((s for s in told.subjects if not s.aside and s.name), None)
    return Owner(doer.name or "", doer.said) if doer else None


def _owner(told: _Told, at: int, personal: bool = False) -> Owner | None:
    """Who a row at `at` of a sentence belongs to; None for what is told of a person only."""
    text = told.sentence.text
    floor = max(0, at - _FARTHEST)
    borders = [floor, *(m.end() for m in CLAUSE.finditer(text, floor, at))]
    subjects_ = told.subjects[bisect_left(told.subjects, floor, key=lambda s: s.start) :]
    near = list(takewhile(lambda s: s.end <= at, subjects_))
    end = at
    for begin in reversed(borders):
        own = [s for s in near if begin <= s.start < end]
        doers = [s for s in own if not s.aside]
        founded = next((s for s in own if s.founded and s.name), None)
        if founded and begin != borders[-1]:
            return Owner(founded.name or "", founded.said)
        if doers:
            chosen = _nearest(doers, at) if begin == borders[-1] else doers[0]
            return _as_owner(chosen, told, personal)
        end = begin
    return told.doer


def _nearest(doers: list[Subject], at: int) -> Subject:
    """The first doer of a clause, or the last where it stands right before the figure (甲镇的乙村党员50名)."""
    return doers[-1] if at - doers[-1].end <= 6 else doers[0]


def _as_owner(subject: Subject, told: _Told, personal: bool) -> Owner | None:
    if subject.kind != "person":
        return Owner(subject.name or "", subject.said) if subject.name else None
    if personal and not subject.speaks:
        return None
    return Owner(subject.name, subject.said) if subject.name else told.doer
