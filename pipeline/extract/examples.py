"""The members that a text names with a figure: 甲厂、乙厂等5家企业."""

from __future__ import annotations

import re

from pipeline.extract.words import Word
from pipeline.model.document import Numeral, Sentence

_LIST = re.compile(r"、|，(?=“)|(?<=”)(?=“)")
_LAST_JOIN = re.compile(r"(?<=.{2})[和与及](?=.{2})")
_BORDER = re.compile(r"[，,；;。：:（(]")
_LONGEST = 400  # characters of a list
_NAMING = re.compile(r"等{1,2}共?$")
_GOVERN = ("act", "light", "level", "preposition", "link", "particle", "number")


def find(
    sentence: Sentence,
    numeral: Numeral,
    lead: list[Word],
    names: frozenset[tuple[int, int]],
    people: frozenset[int],
) -> tuple[str, ...]:
    """The members named before a figure with 等, or as a row of names right before it or behind its thing."""
    text = sentence.text[: numeral.start]
    with_deng = _NAMING.search(text[-4:])
    end = numeral.start - len(with_deng[0]) if with_deng else numeral.start
    if with_deng:
        return _listed(text, _start(text, end, lead, names), end)
    row = _row_of_names(sentence.text, end, names, people)
    return row if len(row) > 1 else ()


def _start(text: str, end: int, lead: list[Word], names: frozenset[tuple[int, int]]) -> int:
    """Where a list of members begins: behind its verb, or with the first name in it."""
    border = max((m.end() for m in _BORDER.finditer(text, max(0, end - _LONGEST), end)), default=0)
    first_mark = text.find("、", border, end)
    head = first_mark if first_mark >= 0 else end
    named = [s for s, e in names if border <= s and e in (head, head - 1)]
    if named:
        return min(named)
    quoted = text.rfind("“", border, head)
    while quoted > border and text[quoted - 1] == "”" and text.rfind("“", border, quoted) >= 0:
        quoted = text.rfind("“", border, quoted)
    if quoted >= 0 and text[head - 1] == "”":
        prefix = [s for s, e in names if e == quoted and s >= border]
        return min([quoted, *prefix])
    governing = [w.end for w in lead if w.role in _GOVERN and border <= w.start and w.end < head]
    return max([border, *governing])


def _listed(text: str, start: int, end: int) -> tuple[str, ...]:
    stretch = text[start:end]
    items = [part for part in _LIST.split(stretch) if part.strip()]
    if items:
        items = [*items[:-1], *_LAST_JOIN.split(items[-1])]
    return tuple(item.strip() for item in items if item.strip())


def _row_of_names(
    text: str, end: int, names: frozenset[tuple[int, int]], people: frozenset[int]
) -> tuple[str, ...]:
    """Persons named one after the other up to `end`."""
    found: list[str] = []
    spans = {e: s for s, e in names if s in people}
    while end in spans:
        found.insert(0, text[spans[end] : end])
        end = spans[end]
        if end and text[end - 1] in "、和":
            end -= 1
        else:
            break
    return tuple(found)
