"""Whose each figure, brand, way of working, honour and event is: the body or area that the text speaks of there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from pipeline.language import units
from pipeline.model.copying import replace
from pipeline.model.document import Reading
from pipeline.model.row import Findings, FoundRow
from pipeline.resolve import doers, focus
from pipeline.resolve.doers import Owner, Told
from pipeline.resolve.focus import Where
from pipeline.rows.activities import Activity
from pipeline.rows.brands import Brand
from pipeline.rows.counts import Count
from pipeline.rows.honours import Honour
from pipeline.rows.mechanisms import Mechanism
from pipeline.rows.quotes import Quote

_WHOLE_PARTY = re.compile("中国共产党|我们党|全党|全国|党中央|党的[一二三四五六七八九十]+大")
_MADE_UP = re.compile(r"[^，,。；：]{0,16}?(?:组成|构成)的")
R = TypeVar("R", bound=FoundRow)


def resolve(reading: Reading, findings: Findings) -> Findings:
    """The findings with owners where the text tells them. Rows that have one keep it."""
    told = focus.tell(reading, findings)
    speech = _speech(told, findings)

    def owner(row: FoundRow) -> Owner | None:
        at = told.get(focus.of_row(row))
        return (_beside(at, row) or doers.at(at, _told_at(row)) or at.doer) if at else None

    counts = [
        _of_count(count, _as_spoken(count, told.get(focus.of_row(count)), speech))
        for count in findings.of(Count)
    ]
    found = findings.replacing(Count, counts)
    found = _filled(found, Brand, "owner", owner)
    found = _filled(found, Mechanism, "owner", owner)
    found = _filled(found, Activity, "host", owner)
    return _filled(found, Honour, "holder", owner)


def _told_at(row: FoundRow) -> int:
    """Where its doer stands before: an honour's before who awards it (该村|被临河县委授予…)."""
    e = row.evidence
    awarder = row.awarder if isinstance(row, Honour) else None
    at = e.sentence.rfind(awarder, 0, e.start) if awarder else -1
    return at if at >= 0 else e.start


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


def _speech(told: dict[Where, Told], findings: Findings) -> _Speech:
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


def _as_spoken(count: Count, told: Told | None, speech: _Speech) -> Told | None:
    """In direct speech the speaker's body stands where no other is named: “去年产量2万斤。”甲村书记张某说."""
    e = count.evidence
    for start, end, owner in speech.get((e.article, e.paragraph), []):
        if told and start <= e.offset + e.start < end:
            return replace(told, doer=owner)
    return told


def _of_count(count: Count, told: Told | None) -> Count:
    """The count with its owner. What a person did, and how long or how old, is nobody's but the person's."""
    if count.owner or told is None:
        return count
    said = count.indicator or ""
    if said.endswith("龄") and "平均" not in said and count.bound == "exact":
        return count  # 党龄40年 is a person's, 35岁以下 tells of a class
    own = units.dimension(count.unit) in ("age", "time")
    found = (
        _of_the_party(count, told)
        or _behind(told, count.evidence.end)
        or doers.at(told, count.evidence.start, own, count.action is not None)
    )
    return replace(count, owner=found.name, owner_evidence=found.said) if found else count


def _of_the_party(count: Count, told: Told) -> Owner | None:
    """The whole Party, where the sentence speaks of it and the members go by the ten million, the branches by the million.

    全党牢记嘱托，9900多万名党员…; 全党 in a town's report (…，全镇860名党员) is not the one who has them.
    """
    said = count.indicator or ""
    many = (said.endswith("党员") and count.value >= 10**7) or (
        said.endswith("党组织") and count.value >= 10**6
    )
    spoken_of = _WHOLE_PARTY.search(told.sentence.text) if many else None
    return Owner("中国共产党", spoken_of[0]) if spoken_of else None


def _behind(told: Told, end: int) -> Owner | None:
    """人均耕地不足1亩的丙村: the owner stands behind its figure."""
    made_up = _MADE_UP.match(told.sentence.text, end)
    if made_up:  # 由17名党员组成的“马帮医疗队”
        found = next(
            (s for s in told.subjects if made_up.end() <= s.start <= made_up.end() + 1 and s.name), None
        )
        return Owner(found.name or "", found.said) if found else None
    if told.sentence.text[end : end + 1] != "的":
        return None
    found = next((s for s in told.subjects if s.start == end + 1 and s.kind == "place" and s.name), None)
    return Owner(found.name or "", found.said) if found else None


def _beside(told: Told, row: FoundRow) -> Owner | None:
    """丁社区“三色”品牌: the owner stands right before the name."""
    start = row.evidence.start
    found = next((s for s in told.subjects if start - 1 <= s.end <= start and s.name), None)
    return Owner(found.name or "", found.said) if found else None
