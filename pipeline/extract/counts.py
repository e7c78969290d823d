"""counts: every quantity that the text states, with what it counts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipeline.extract import (
    alignments,
    aspects,
    clauses,
    examples,
    indicators,
    names,
    parts,
    table_counts,
    words,
)
from pipeline.extract.clauses import Clause
from pipeline.extract.extractor import Extractor
from pipeline.extract.indicators import Context, Said
from pipeline.extract.words import Word
from pipeline.language import units
from pipeline.model.copying import replace
from pipeline.model.document import Numeral, Reading, Sentence
from pipeline.model.row import Findings, Row, evidence
from pipeline.rows.counts import Count

_HEADS = ("户", "家", "人", "名", "口")
_BRACKETS = "（("
_MEASURES = ("收入", "产值", "资产", "面积", "规模", "投资", "利润", "分红", "额", "量")
_IN_BRACKETS = re.compile(r"（[\u4e00-\u9fff]{1,4}）")
_PLAN = re.compile(  # not 2024年工作总结和2025年工作思路, which tells of both
    r"\A(?!.*(?:总结|述职|回顾|小结|汇报)).*(?:工作|重点任务)(?:要点|计划|安排|打算|思路)(?!.*(?:情况|总结|完成|落实))"
)
_LOOKS_BACK = re.compile(r"去年|上年|截至|目前|现有|近年来|已|同比")
_READ = ("title", "subtitle", "heading", "body", "caption", "note", "table")


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure with its clause and the words around it there."""

    sentence: Sentence
    numeral: Numeral
    clause: Clause
    lead: list[Word]
    tail: list[Word]
    following: list[Word]  # of the next clause
    future: int  # of the sentence: where what is to come begins


def extract(reading: Reading, findings: Findings) -> Iterable[Row]:
    """The counts of a document: those of its sentences, then those of its tables."""
    taken = names.taken(findings)
    whole: Count | None = None
    plans = {a.number for a in reading.document.articles if _PLAN.search(a.title or "")}
    before: list[Count] = []  # of the sentence before
    for sentence in reading.sentences:
        if sentence.kind in _READ:
            found = parts.linked(sentence, of_sentence(sentence, taken, before), whole)
            if sentence.article in plans and sentence.kind == "body":
                found = [_aimed_at(count) for count in found]
            before = found or before
            whole = parts.last_whole(found)
            yield from found
    yield from table_counts.find(reading, taken)


def _aimed_at(count: Count) -> Count:
    """What a plan tells, unless it looks back: 培训党员300人 in 2025年工作要点 is only aimed at."""
    told = count.evidence.sentence[: count.evidence.start]
    if count.aspect == "share" or units.dimension(count.unit) in ("age", "time") or _LOOKS_BACK.search(told):
        return count
    return replace(count, aspect="target")


def of_sentence(sentence: Sentence, taken: names.Taken, before: Sequence[Count] = ()) -> list[Count]:
    """The counts of one sentence of running text. `before` are those of the sentence before it."""
    cells = table_counts.number_cells(sentence)
    counted = tuple(
        n for n in sentence.numerals if n.number_start not in cells and _is_count(n, sentence, taken)
    )
    if not counted:
        return []
    found: list[Count] = []
    carried = ""
    leader: Said | None = None  # of a row of figures: its verb is that of all
    bodies = sorted(names.bodies(taken, sentence))
    aligned = alignments.find(sentence, counted, bodies)
    people = names.people(taken, sentence)
    for place in _places(sentence, counted):
        begin = bisect_left(bodies, (place.clause.start, 0))
        near = frozenset(bodies[begin : bisect_left(bodies, (place.clause.end, 0))])
        context = Context(
            numeral=place.numeral,
            lead=place.lead,
            tail=place.tail,
            following=place.following,
            carried=_of_like_unit(place.numeral, found) or carried,
            same_unit=bool(found) and found[-1].unit == place.numeral.unit,
            opener=place.clause.opener,
            names=near,
            people=people,
        )
        said = indicators.choose(context)
        row = aligned.get(place.numeral.start)
        if row:
            leader = leader if leader and row.first < place.numeral.start else said
            said = replace(leader, indicator=_aligned(row, found), carried=False)
        else:
            leader = None
        if said.indicator in words.group("means") and found:  # 发送旅客90万人次，日均3万人次
            said = replace(said, indicator=said.indicator + (found[-1].indicator or ""))
        if carried and said.indicator in {sentence.text[start:end] for start, end in near}:
            said = replace(said, indicator=carried)  # 培训160人，其中河东区45人
        said = _in_full(said, place, [*before, *found])
        carried = _thing_of_age(said, place) or said.indicator or carried
        members = examples.find(sentence, place.numeral, place.lead, context.names, context.people)
        count = _count(sentence, place, said, _goes_before(place, found))
        owner = row.owner if row else None
        found.append(replace(count, examples=members, owner=owner, owner_evidence=owner))
    return _paired(found, sentence.text)


def _goes_before(place: _Place, found: list[Count]) -> Count | None:
    """The count that a figure goes on with: 其中 goes on with the whole, over its shares (累计发展60名，占52%，其中…)."""
    if place.sentence.text.startswith("其中", place.clause.start):
        whole = [c for c in found if c.aspect not in ("share", "change")]
        return whole[-1] if whole else None
    return found[-1] if found else None


def _paired(counts: list[Count], text: str) -> list[Count]:
    """Households and heads told together count the same: 监测对象214户891人, 126户408名贫困人口."""
    found = list(counts)
    for at in range(1, len(found)):
        first, second = found[at - 1], found[at]
        listed = first.unit == "户" and first.indicator == first.action and second.unit in (None, "人", "名")
        end = second.evidence.end
        if (
            first.evidence.end != second.evidence.start
            and not (listed and text[first.evidence.end : second.evidence.start] == "、")
            or first.unit == second.unit
            or first.unit not in _HEADS
        ):
            continue
        behind = bool(second.indicator) and text.startswith(second.indicator or "", end)
        own = first.indicator not in (None, "户数", first.action)
        if own and not behind:
            found[at] = replace(second, indicator=first.indicator)
        elif behind and not own:
            found[at - 1] = replace(first, indicator=second.indicator)
        elif first.indicator == second.indicator == "户数":
            found[at] = replace(second, indicator="人数")
    return found


def _of_like_unit(numeral: Numeral, found: list[Count]) -> str:
    """What the last figure of the same measure word counted: 电梯 for 另有11部 in 加装电梯23部，惠及居民276户，另有11部."""
    if not numeral.unit or units.dimension(numeral.unit):
        return ""
    return next((c.indicator or "" for c in reversed(found) if c.unit == numeral.unit), "")


def _in_full(said: Said, place: _Place, before: Sequence[Count]) -> Said:
    """The thing of an amount that bounds a class is the measure told before; 村（社区） keeps its brackets."""
    numeral, text = place.numeral, place.sentence.text
    if words.bounds_a_class(text, numeral.text, numeral.end, numeral.unit):
        measure = next((c.indicator for c in reversed(before) if c.unit == numeral.unit), None)
        own = said.indicator if place.lead and said.action is None else ""
        thing = own if own.endswith(_MEASURES) else measure
        return replace(said, indicator=thing or said.indicator)
    more = _IN_BRACKETS.match(text, numeral.end + len(said.indicator))
    whole = bool(more) and text.startswith(said.indicator, numeral.end) and said.indicator
    return replace(said, indicator=said.indicator + more[0]) if whole and more else said


def _thing_of_age(said: Said, place: _Place) -> str:
    """What goes on behind an age is of the people of that age: 35岁以下党员占比最低，仅为12%."""
    if units.dimension(place.numeral.unit) != "age" or said.indicator != "年龄":
        return ""
    noun = "".join(w.text for w in takewhile(lambda w: w.role == "", place.tail))
    return place.numeral.text + noun if noun else ""


def _aligned(row: alignments.Place, found: list[Count]) -> str:
    """What a figure of a row counts: its own thing, or the thing that all share of one told before (茶叶产值)."""
    if not row.shared:
        return row.thing
    before = [c for c in found if c.evidence.start < row.first][-row.shared :]
    at = sum(c.evidence.start >= row.first for c in found)
    same = len(before) == row.shared and (not row.thing or len({c.unit for c in before}) == 1)
    return (before[at].indicator or "") + row.thing if same and at < len(before) else row.thing


def _is_count(numeral: Numeral, sentence: Sentence, taken: names.Taken) -> bool:
    """Whether a numeral is a figure: not one in a name, not the unit of others."""
    if numeral.use != "count" or numeral.value is None:
        return False
    return not names.holds(taken, sentence, numeral) and not names.labels_a_unit(sentence, numeral)


def _places(sentence: Sentence, counted: tuple[Numeral, ...]) -> Iterator[_Place]:
    """Each figure with the words around it in its clause; one alone in brackets has those before the brackets."""
    cut = clauses.of(sentence, counted)
    by_clause = _by_clause(words.of(sentence, counted), cut)
    starts, future = [c.start for c in cut], aspects.future_from(sentence)
    for numeral in counted:
        at = bisect_right(starts, numeral.start) - 1
        if at < 0 or numeral.start >= cut[at].end:
            continue
        own = by_clause[at]
        lead = words.since_figure([w for w in own if w.start < numeral.start])
        tail = [w for w in own if w.start >= numeral.end]
        if not lead and at > 1 and cut[at].opener in ("）", ")"):
            lead = words.since_figure(by_clause[at - 2])  # 工人（含技师）12万名
        if not lead and not tail and at and cut[at].opener in _BRACKETS:
            lead = words.since_figure(by_clause[at - 1])
        following = by_clause[at + 1] if at + 1 < len(cut) else []
        yield _Place(sentence, numeral, cut[at], lead, tail, following, future)


def _by_clause(found: tuple[Word, ...], cut: tuple[Clause, ...]) -> list[list[Word]]:
    parts: list[list[Word]] = [[] for _ in cut]
    at = 0
    for word in found:
        while at < len(cut) and cut[at].end <= word.start:
            at += 1
        if at < len(cut) and cut[at].start <= word.start:
            parts[at].append(word)
    return parts


def _count(sentence: Sentence, place: _Place, said: Said, earlier: Count | None) -> Count:
    numeral = place.numeral
    value = numeral.value
    assert value is not None
    aspect = aspects.of(sentence, place.clause, numeral, said, earlier, place.future)
    if aspect == "change" and said.change < 0:
        value = -value
    base_value, base_unit = units.base(value, numeral.unit)
    return Count(
        evidence=evidence(sentence, numeral.start, numeral.end, rule="counts.clause"),
        text=numeral.text,
        value=value,
        high=numeral.high,
        bound=numeral.bound,
        unit=numeral.unit,
        indicator=said.indicator or None,
        action=said.action,
        aspect=aspect,
        base_value=base_value,
        base_unit=base_unit,
    )


EXTRACTOR = Extractor("counts", extract)
