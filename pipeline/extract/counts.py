"""counts: every quantity that the text states, with what it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

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
from pipeline.model.document import Numeral, Reading, Sentence
from pipeline.model.row import Findings, Row, evidence
from pipeline.rows.counts import Count

_BRACKETS = "（("
_READ = ("title", "subtitle", "heading", "body", "caption", "note", "table")


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure with its clause and the words around it there."""

    numeral: Numeral
    clause: Clause
    lead: list[Word]
    tail: list[Word]
    following: list[Word]  # of the next clause


def extract(reading: Reading, findings: Findings) -> Iterable[Row]:
    """The counts of a document: those of its sentences, then those of its tables."""
    taken = names.taken(findings)
    whole: Count | None = None
    for sentence in reading.sentences:
        if sentence.kind in _READ:
            found = parts.linked(sentence, of_sentence(sentence, taken), whole)
            whole = parts.last_whole(found)
            yield from found
    yield from table_counts.find(reading, taken)


def of_sentence(sentence: Sentence, taken: names.Taken) -> list[Count]:
    """The counts of one sentence of running text."""
    counted = tuple(n for n in sentence.numerals if _is_count(n, sentence, taken))
    if not counted:
        return []
    found: list[Count] = []
    carried = ""
    leader: Said | None = None  # of a row of figures: its verb is that of all
    aligned = alignments.find(sentence, counted)
    for place in _places(sentence, counted):
        context = Context(
            numeral=place.numeral,
            lead=place.lead,
            tail=place.tail,
            following=place.following,
            carried=carried,
            same_unit=bool(found) and found[-1].unit == place.numeral.unit,
            opener=place.clause.opener,
            names=names.bodies(taken, sentence),
            people=names.people(taken, sentence),
        )
        said = indicators.choose(context)
        row = aligned.get(place.numeral.start)
        if row:
            leader = leader if leader and row.first < place.numeral.start else said
            said = replace(leader, indicator=_aligned(row, found), carried=False)
        else:
            leader = None
        carried = said.indicator or carried
        members = examples.find(sentence, place.numeral, place.lead, context.names, context.people)
        found.append(replace(_count(sentence, place, said, found[-1] if found else None), examples=members))
    return found


def _aligned(row: alignments.Place, found: list[Count]) -> str:
    """What a figure of a row counts: its own thing, or the thing that all share of one told before (茶叶产值)."""
    if not row.shared:
        return row.thing
    before = [c for c in found if c.evidence.start < row.first][-row.shared :]
    at = sum(c.evidence.start >= row.first for c in found)
    same = len(before) == row.shared and len({c.unit for c in before}) == 1
    return (before[at].indicator or "") + row.thing if same and at < len(before) else row.thing


def _is_count(numeral: Numeral, sentence: Sentence, taken: names.Taken) -> bool:
    """Whether a numeral is a figure of running text: not in a name, not alone in a cell of a table."""
    if numeral.use != "count" or numeral.value is None or names.holds(taken, sentence, numeral):
        return False
    if names.labels_a_unit(sentence, numeral):
        return False
    return sentence.table is None or not table_counts.is_number_cell(sentence, numeral)


def _places(sentence: Sentence, counted: tuple[Numeral, ...]) -> Iterator[_Place]:
    """Each figure with the words around it in its clause; one alone in brackets has those before the brackets."""
    cut = clauses.of(sentence, counted)
    all_words = words.of(sentence, counted)
    by_clause = [[w for w in all_words if c.start <= w.start < c.end] for c in cut]
    for numeral in counted:
        at = next((i for i, c in enumerate(cut) if c.start <= numeral.start < c.end), None)
        if at is None:
            continue
        own = by_clause[at]
        lead = words.since_figure([w for w in own if w.start < numeral.start])
        tail = [w for w in own if w.start >= numeral.end]
        if not lead and not tail and at and cut[at].opener in _BRACKETS:
            lead = words.since_figure(by_clause[at - 1])
        yield _Place(numeral, cut[at], lead, tail, by_clause[at + 1] if at + 1 < len(cut) else [])


def _count(sentence: Sentence, place: _Place, said: Said, earlier: Count | None) -> Count:
    numeral = place.numeral
    value = numeral.value
    assert value is not None
    aspect = aspects.of(sentence, place.clause, numeral, said, earlier)
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
