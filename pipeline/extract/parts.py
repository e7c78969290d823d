"""Which figures are parts of another: 共有党员50名，其中女党员12名."""

from __future__ import annotations

from pipeline.extract import words
from pipeline.model.copying import replace
from pipeline.model.document import Sentence
from pipeline.rows.counts import Count

_OPENS = ("其中", "包括", "包含", "分别为", "分别是", "含")
_AGES = frozenset(("岁", "周岁"))
_HEADS = frozenset(("名", "人", "位"))
_PLAIN = (None, "cumulative", "new")


def linked(sentence: Sentence, counts: list[Count], whole_before: Count | None) -> list[Count]:
    """The counts of a sentence with `part_of`. `whole_before` is the last whole of the sentence before it, which a
    sentence that begins with 其中 goes on with."""
    found: list[Count] = []
    whole: Count | None = None
    across = sentence.text.startswith("其中")
    opened = False
    at = 0
    for count in counts:
        gap = sentence.text[at : count.evidence.start]
        at = count.evidence.end
        if opened or any(word in gap for word in _OPENS):
            whole = _whole(count, found) or (whole_before if across and not found else whole)
            opened = whole is None and count.unit in _AGES  # 其中35岁以下26名
        elif whole and _ends(gap, count, across):
            whole = None
        if whole and _adds(whole, count) and not _bounds(sentence, count):
            found.append(replace(count, part_of=whole.id))
        else:
            found.append(count)
    return found


def last_whole(counts: list[Count]) -> Count | None:
    """The figure that a 其中 at the head of the next sentence divides."""
    return next((c for c in reversed(counts) if c.aspect in _PLAIN and c.part_of is None), None)


def _whole(part: Count, earlier: list[Count]) -> Count | None:
    wholes = [c for c in earlier if _adds(c, part) and c.part_of is None]
    return wholes[-1] if wholes else None


def _adds(whole: Count, part: Count) -> bool:
    """Whether one figure may be part of another: of one unit, both of what is or both of what is aimed at."""
    plain = whole.aspect in _PLAIN and part.aspect in _PLAIN
    return _same_unit(whole, part) and (plain or whole.aspect == part.aspect == "target")


def _bounds(sentence: Sentence, count: Count) -> bool:
    return words.bounds_a_class(sentence.text, count.text, count.evidence.end, count.unit)


def _ends(gap: str, count: Count, across: bool) -> bool:
    """Whether a list of parts is over: a new doing, or a new group of clauses, begins."""
    return ("；" in gap and not across) or (count.action is not None and "，" in gap)


def _same_unit(one: Count, other: Count) -> bool:
    return one.unit == other.unit or (one.unit in _HEADS and other.unit in _HEADS)
