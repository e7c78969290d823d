"""Lists of names set in columns: `陈  锋  俞  霞  陈昌勇`, and the name columns of tables."""

from __future__ import annotations

import re

from pipeline.extract.person_names import surname_length
from pipeline.lexicons import words
from pipeline.model.document import Sentence

Span = tuple[int, int]
_CELL = re.compile(r"\S+")
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}\Z|[\u3400-\u9fff]{1,6}[·•][\u3400-\u9fff]{1,8}\Z")


def grid_names(sentence: Sentence) -> list[Span]:
    """The spans of the names in a line of cells; none where the line is running text."""
    text = sentence.text
    cells = [match.span() for match in _CELL.finditer(text)]
    if len(cells) < 2 or any(mark in text for mark in "，。；！？"):
        return []
    units = _paired(text, cells)
    named = [_is_name(_plain(text[a:b])) for a, b in units]
    names = [unit for unit, yes in zip(units, named, strict=True) if yes]
    if all(named):
        return (
            names
            if len(names) >= 2 or units[0][1] - units[0][0] != len(_plain(text[slice(*units[0])]))
            else []
        )
    first = named.index(True) if True in named else len(named)
    lead = text[units[0][0] : units[0][1]]
    behind_lead = first == 1 and all(named[1:]) and len(lead) >= 3 and _gap(text, units) >= 1
    return names if behind_lead else []


def _gap(text: str, units: list[Span]) -> int:
    return units[1][0] - units[0][1]


def _paired(text: str, cells: list[Span]) -> list[Span]:
    """Cells of one character joined two by two, surname and given name."""
    units: list[Span] = []
    at = 0
    while at < len(cells):
        start, end = cells[at]
        single = end - start == 1 and at + 1 < len(cells) and cells[at + 1][1] - cells[at + 1][0] == 1
        if single and surname_length(text, start, rare=True):
            units.append((start, cells[at + 1][1]))
            at += 2
        else:
            units.append((start, end))
            at += 1
    return units


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _is_name(text: str) -> bool:
    if not _NAME.match(text):
        return False
    length = surname_length(text, 0, rare=True)
    if "·" in text or "•" in text:
        return True
    if not length or not 1 <= len(text) - length <= 2:
        return False
    return not any(
        text in words(name) for name in ("verbs", "name_stop", "name_verbs", "generic_words", "titles")
    )
