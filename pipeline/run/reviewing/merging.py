"""Answers made decisions: nothing that somebody decided before is written over unless the newer answer knew of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.ledger.corrections import (
    JOIN,
    SPLIT,
    Unusable,
    correctable,
    corrected,
    is_correction,
    parsed,
)
from pipeline.ledger.decisions import BY_NAME, ENTITY_TABLES, Decision, about, counted, load
from pipeline.ledger.entities import ENTITIES
from pipeline.ledger.store import Store
from pipeline.ledger.verdicts import FOUND
from pipeline.model.row import Row
from pipeline.run.reviewing.answers import Answer
from pipeline.writers.workbook.answers import cell_text, digits, fix_text, state_label, states_of

EDITED_EMPTY = "无"


@dataclass
class Index:
    """The rows that may be decided on, as read: by id, also by that which they have in the tables now, and by words."""

    by_id: dict[str, Decision] = field(default_factory=dict)
    by_words: dict[tuple[object, ...], list[Decision]] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)

    def add(self, row: Row, nth: int) -> None:
        empty = about(row, nth)
        self.by_id[row.id] = empty
        self.rows[empty.key] = row
        words = (empty.table, empty.document, empty.sentence, empty.start, empty.end)
        self.by_words.setdefault(words, []).append(empty)


@dataclass
class Merged:
    """What became of the answers. Each list holds (where, decision) or (where, a Chinese sentence)."""

    decisions: dict[str, Decision]
    added: list[tuple[str, Decision]] = field(default_factory=list)
    changed: list[tuple[str, Decision]] = field(default_factory=list)
    withdrawn: list[tuple[str, Decision]] = field(default_factory=list)
    same: int = 0
    conflicts: list[tuple[str, Decision, Decision]] = field(default_factory=list)  # where, held, answered
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return len(self.added) + len(self.changed) + len(self.withdrawn)


def index_of(store: Store, checks: Iterable[Row]) -> Index:
    """The rows of a ledger whose decisions are undone and whose entities are merged; `checks` as they stood."""
    index = Index()
    for row_type in (*FOUND, *ENTITIES):
        for row, nth in counted(store.rows(row_type)):
            index.add(row, nth)
    for row, nth in counted(checks):
        index.add(row, nth)
    for held in load(store):
        empty = replace(held, state="", note="", changes=(), reviewer="")
        for id_ in (held.row, held.now, held.key):
            if id_:
                index.by_id.setdefault(id_, empty)
    return index


def merged(
    index: Index, held: Iterable[Decision], answers: Iterable[Answer], reviewer: str, overrule: bool
) -> Merged:
    """Puts the answers beside what was decided before."""
    result = Merged({decision.key: decision for decision in held})
    for answer in answers:
        try:
            found = row_for(index, answer)
            made = decision_of(index, found, answer, reviewer)
        except Unusable as problem:
            result.refused.append((answer.where, str(problem)))
            continue
        take(result, answer, made, overrule)
    return result


def row_for(index: Index, answer: Answer) -> Decision:
    """The row that an answer is on: by its id, else by its words where those are of one row only."""
    found = index.by_id.get(answer.id)
    if found:
        return found
    if answer.place and answer.table:
        there = index.by_words.get((answer.table, *answer.place), ())
        if len(there) == 1:
            return there[0]
        if there:
            raise Unusable("这句话里同样的词有几条，认不出是哪一条")
        document, sentence, start, end = answer.place
        return Decision(answer.table, document, sentence, start, end, 0, ())
    raise Unusable(f"台账里没有这一条（编号 {answer.id[:24]}），可能报告已改或已移走")


def decision_of(index: Index, found: Decision, answer: Answer, reviewer: str) -> Decision:
    """The decision that an answer makes. Raises Unusable where it says what cannot be."""
    row_type = BY_NAME[found.table]
    if answer.state and answer.state not in states_of(found.table):
        raise Unusable(f"“{answer.state[:12]}”不是可选的校核状态")
    note, fix = answer.note, answer.fix
    if answer.base is None and not fix and is_correction(row_type, note):  # the page has one field for both
        note, fix = "", note
    changes = dict(parsed(row_type, fix)) if correctable(row_type) or fix else {}
    for heading, written in answer.edits:
        changes.setdefault(correctable(row_type)[heading], written or EDITED_EMPTY)
    row: Any = index.rows.get(found.key)
    if row is not None:
        corrected(row, row_type, tuple(changes.items()))
    if (JOIN in changes or SPLIT in changes) and found.table not in ENTITY_TABLES:
        raise Unusable("只有组织、人物、地点可以合并、拆出")
    return replace(found, state=answer.state, note=note, changes=tuple(changes.items()), reviewer=reviewer)


def take(result: Merged, answer: Answer, made: Decision, overrule: bool) -> None:
    """Puts one decision with the others, or among the conflicts."""
    held = result.decisions.get(made.key)
    if held and held.verdict == made.verdict:
        result.same += 1
        return
    empty = made.verdict == ("", "", ())
    if held is None:
        if empty:
            result.same += 1
            return
        result.decisions[made.key] = made
        result.added.append((answer.where, made))
        return
    if held.state == made.state and held.changes == made.changes and not made.note:
        result.same += 1  # the other said more
        return
    knew = answer.base is not None and digits(answers_text(held)) == answer.base
    adds = held.state == made.state and held.changes == made.changes and not held.note
    if not (knew or adds or overrule or (made.reviewer and made.reviewer == held.reviewer)):
        result.conflicts.append((answer.where, held, made))
        return
    if empty:
        del result.decisions[made.key]
        result.withdrawn.append((answer.where, held))
    else:
        result.decisions[made.key] = made
        result.changed.append((answer.where, made))


def answers_text(decision: Decision) -> str:
    """The answers as a sheet shows them, to be compared by their digits."""
    said = (state_label(decision) or "", decision.note, fix_text(decision) or "")
    return "\x1f".join(map(cell_text, said))
