"""The articles as the page's script takes them: paragraphs cut into segments, and the rows found in them.

Positions are in UTF-16 units, as scripts count. A body is JSON:

    {"paragraphs": [[id, kind, page, text, segments], …],  segments: 12 or [3, row, row…], lengths and row numbers
     "rows": [[table, id, paragraph, sentence start, sentence end, start, end, rule, confidence, rank, why, cells,
               sentence or null, other side or null], …],
     "echoes": [id, …],                                     rows of other articles that are numbered after the rows
     "lines": [[paragraph, start, end, page, x0, y0, x1, y1], …],   where lines stand on the page, in points; or none
     "decided": {id: [state, put right, note, reviewer]}}           what the ledger holds on rows; or none

`paragraph` counts from 0 and is -1 where the text has none for the row; then `sentence` is given, and start and end
are those in it. The other side of a check is [paragraph id, document, paragraph, sentence, start, end].
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.ledger.decisions import Decision, load
from pipeline.ledger.records import plain
from pipeline.ledger.store import Store
from pipeline.model.row import Evidence, FoundRow, RowType, row_id
from pipeline.rows import ARTICLES, CHECKS, COUNTS, ORGANISATIONS, PARAGRAPHS, PEOPLE, PLACES
from pipeline.rows.articles import ArticleRow
from pipeline.rows.checks import Check
from pipeline.rows.paragraphs import ParagraphRow
from pipeline.writers.review.doubts import NONE, Doubt, doubter
from pipeline.writers.review.listed import LISTED, Listed
from pipeline.writers.review.page import to_json
from pipeline.writers.review.segments import Span, Units, cut
from pipeline.writers.workbook.answers import fix_text, state_label

Place = tuple[str, int]  # document, article
ENTITIES: tuple[RowType[Any], ...] = (ORGANISATIONS, PEOPLE, PLACES)
MOST_EXACT = (
    2**53
)  # a script keeps numbers as doubles, and JSON has no infinity: larger ones are written as text


@dataclass
class Draft:
    """An article in the making. `spans` are by paragraph, in UTF-16 units, with the numbers of rows and echoes."""

    article: ArticleRow
    paragraphs: list[ParagraphRow] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    doubts: int = 0
    echoes: list[str] = field(default_factory=list)
    spans: dict[int, list[Span]] = field(default_factory=dict)
    lines: list[list[int]] = field(default_factory=list)
    decided: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def index(self) -> dict[int, int]:
        """Where a paragraph stands in the list, by its number."""
        return {paragraph.paragraph: at for at, paragraph in enumerate(self.paragraphs)}

    @cached_property
    def units(self) -> list[Units]:
        """How positions are counted in each paragraph."""
        return [Units(paragraph.text) for paragraph in self.paragraphs]


@dataclass(frozen=True)
class Body:
    """An article ready to be put on a page: its entry in the list of articles, its JSON, and the bytes of that."""

    entry: list[Any]  # document, article, title, date, id of the article, rows, doubtful rows
    data: str

    @property
    def size(self) -> int:
        return len(self.data.encode())


def bodies(store: Store) -> Iterator[Body]:
    """Every article of the ledger in reading order; the rows of one document are held at a time."""
    marks = {decision.now or decision.row: decision for decision in load(store)}
    names = {row.id: row.name for row_type in ENTITIES for row in store.rows(row_type)}
    checks = list(store.rows(CHECKS))
    doubt_about = doubter(checks)
    articles: dict[str, list[ArticleRow]] = {}
    for article in store.rows(ARTICLES):
        articles.setdefault(article.document, []).append(article)
    sides = _sides(store, checks, {(a.document, a.article) for several in articles.values() for a in several})
    for document, several in articles.items():
        drafts = {(article.document, article.article): Draft(article) for article in several}
        for paragraph in store.rows(PARAGRAPHS, document):
            if (document, paragraph.article) in drafts:
                drafts[document, paragraph.article].paragraphs.append(paragraph)
        for number, listed in enumerate(LISTED):
            for row in store.rows(listed.row_type, document):
                draft = drafts.get((document, row.evidence.article))
                if draft and listed.holds(row):
                    _add(draft, number, row, cells(listed, row, names), doubt_about(row))
                    if row.id in marks:
                        draft.decided[row.id] = told(marks[row.id])
        _add_other_sides(store, drafts, sides.get(document, ()))
        _add_lines(store, document, drafts)
        yield from (Body(_entry(draft), _data(draft)) for draft in drafts.values())


def told(decision: Decision) -> list[str]:
    """What was decided about a row, in words: state, what was put right, note, reviewer."""
    return [state_label(decision) or "", fix_text(decision) or "", decision.note, decision.reviewer]


def _add_lines(store: Store, document: str, drafts: dict[Place, Draft]) -> None:
    for article, paragraph, start, end, page, *box in store.lines_of(document):
        draft = drafts.get((document, article))
        at = draft.index.get(paragraph) if draft else None
        if draft and at is not None:
            units = draft.units[at]
            draft.lines.append([at, units.at(start), units.at(end), page, *map(round, box)])


def cells(listed: Listed, row: FoundRow, names: dict[str, str]) -> list[Any]:
    """The row's columns in order, entities by name; what follows the last that says something is not written."""
    values = [plain(getattr(row, key)) for key in listed.keys]
    for at, key in enumerate(listed.keys):
        if key in listed.named:
            values[at] = names.get(values[at], values[at])
        elif isinstance(values[at], (int, float)) and not abs(values[at]) <= MOST_EXACT:
            values[at] = str(values[at])
    while values and values[-1] in (None, [], False):
        values.pop()
    return values


def _add(draft: Draft, table: int, row: FoundRow, values: list[Any], doubt: Doubt) -> None:
    found_at = row.evidence
    place = located(draft, found_at)
    if place:
        at, offset = place
        in_sentence = (0, len(found_at.sentence), found_at.start, found_at.end)
        positions = [draft.units[at].at(offset + position) for position in in_sentence]
        draft.spans.setdefault(at, []).append((positions[2], positions[3], len(draft.rows)))
        sentence = None
    else:
        at, sentence = draft.index.get(found_at.paragraph, -1), found_at.sentence
        positions = [-1, -1, *in_units(found_at)]
    draft.doubts += doubt.rank < NONE
    draft.rows.append(
        [table, row.id, at, *positions, found_at.rule, found_at.confidence, doubt.rank, doubt.why, values]
    )
    draft.rows[-1] += [sentence, None]


def in_units(found_at: Evidence) -> tuple[int, int]:
    """Start and end of the evidence in its sentence, in UTF-16 units."""
    units = Units(found_at.sentence)
    return units.at(found_at.start), units.at(found_at.end)


def located(draft: Draft, found_at: Evidence) -> tuple[int, int] | None:
    """Paragraph (from 0) and offset in it at which the evidence's sentence stands; None where it stands nowhere."""
    at = draft.index.get(found_at.paragraph)
    if at is None:
        return None
    offset = offset_in(draft.paragraphs[at].text, found_at)
    return None if offset is None else (at, offset)


def offset_in(text: str, found_at: Evidence) -> int | None:
    """Where the evidence's sentence stands in a paragraph."""
    if text.startswith(found_at.sentence, found_at.offset):
        return found_at.offset
    offset = text.find(found_at.sentence)
    return None if offset < 0 else offset


Side = tuple[Check, Evidence]  # a check and its other passage


def _sides(store: Store, checks: Sequence[Check], articles: Container[Place]) -> dict[str, list[Side]]:
    """For each document the checks that have one of their passages in it, in order, those of known articles only."""
    cited = {fact for check in checks for fact in check.facts}
    offsets = {count.id: count.evidence for count in store.rows(COUNTS) if count.id in cited}
    sides: dict[str, list[Side]] = {}
    for check in checks:
        found_at = other_side(check, offsets)
        if found_at is not None and (check.evidence.document, check.evidence.article) in articles:
            for document in dict.fromkeys((check.evidence.document, found_at.document)):
                sides.setdefault(document, []).append((check, found_at))
    return sides


def _add_other_sides(store: Store, drafts: dict[Place, Draft], sides: Iterable[Side]) -> None:
    """Gives each check of a document its other passage, and marks the passages in it that are another check's."""
    by_id = {
        row[1]: (draft, number, row) for draft in drafts.values() for number, row in enumerate(draft.rows)
    }
    for check, found_at in sides:
        home = by_id.get(check.id)
        draft = drafts.get((found_at.document, found_at.article))
        place = located(draft, found_at) if draft else None
        if home:
            paragraph: str | None
            if draft and place:
                paragraph = draft.paragraphs[place[0]].id
            else:
                paragraph = (
                    _elsewhere(store, found_at) if found_at.document != check.evidence.document else None
                )
            said = in_units(found_at)
            home[2][-1] = [paragraph, found_at.document, found_at.paragraph, found_at.sentence, *said]
        if draft and place:
            _mark_other(home, draft, place, found_at, check.id)


def _elsewhere(store: Store, found_at: Evidence) -> str | None:
    """The id of the paragraph of another document in which a sentence stands."""
    place = (found_at.document, found_at.article)
    if store.get(ARTICLES, row_id(ARTICLES.name, *place)) is None:
        return None
    paragraph = store.get(PARAGRAPHS, row_id(PARAGRAPHS.name, *place, found_at.paragraph))
    return paragraph.id if paragraph and offset_in(paragraph.text, found_at) is not None else None


def _mark_other(
    home: tuple[Draft, int, list[Any]] | None,
    draft: Draft,
    place: tuple[int, int],
    found_at: Evidence,
    check: str,
) -> None:
    at, offset = place
    start, end = (draft.units[at].at(offset + position) for position in (found_at.start, found_at.end))
    if home and draft is home[0]:
        if (start, end, home[1]) not in draft.spans.get(at, []):
            draft.spans.setdefault(at, []).append((start, end, home[1]))
    else:
        draft.spans.setdefault(at, []).append((start, end, len(draft.rows) + len(draft.echoes)))
        draft.echoes.append(check)


def other_side(check: Check, facts: dict[str, Evidence]) -> Evidence | None:
    """The second passage of a check as evidence; its offset in the paragraph is known from the fact that it cites."""
    if check.other_sentence is None or check.other_document is None:
        return None
    other = Evidence(
        check.other_document,
        check.other_article or 1,
        None,
        check.other_paragraph or 1,
        check.other_sentence,
        check.other_start or 0,
        check.other_end or 0,
        check.evidence.rule,
    )
    return next((facts[f] for f in check.facts if f in facts and _same(facts[f], other)), other)


def _same(one: Evidence, other: Evidence) -> bool:
    keys = ("document", "article", "paragraph", "sentence", "start", "end")
    return all(getattr(one, key) == getattr(other, key) for key in keys)


def _entry(draft: Draft) -> list[Any]:
    a = draft.article
    return [a.document, a.article, a.title, a.date, a.id, len(draft.rows), draft.doubts]


def _data(draft: Draft) -> str:
    paragraphs = [
        [p.id, p.kind, p.page, p.text, list(_segments(draft, at))] for at, p in enumerate(draft.paragraphs)
    ]
    data: dict[str, Any] = {"paragraphs": paragraphs, "rows": draft.rows, "echoes": draft.echoes}
    data |= {"lines": draft.lines} if draft.lines else {}
    data |= {"decided": draft.decided} if draft.decided else {}
    return to_json(data)


def _segments(draft: Draft, at: int) -> Iterator[int | list[int]]:
    length = draft.units[at].at(len(draft.paragraphs[at].text))
    for size, numbers in cut(length, draft.spans.get(at, [])):
        yield [size, *numbers] if numbers else size
