"""The case tables of tests/cases/language as what a reader is asked and what it should say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from judge import Expected

CASES = Path(__file__).parents[2] / "tests" / "cases" / "language"
BOUNDS = {">=": "at_least", "<=": "at_most", "~": "about", "": "exact"}
COUNT = re.compile(
    r"(?P<text>[^=]+)=(?P<bound>>=|<=|~|)(?P<value>-?\d+(?:\.\d+)?)(?:\.\.(?P<high>\d+(?:\.\d+)?))?(?: (?P<unit>.+))?"
)
NUMERAL = re.compile(r"(?:[\d.,０-９零〇一二两三四五六七八九十百千万亿点]|分之|[多余几](?=[万亿]))+")
CALLED_NOTHING = ("phrase", "name", "formula")


@dataclass(frozen=True)
class Case:
    """A text, what is to be read in it, and the stretches in which a reading would be a misreading."""

    text: str
    date: str
    expected: tuple[Expected, ...]
    traps: tuple[tuple[int, int], ...] = ()


def _rows(name: str) -> list[list[str]]:
    lines = (CASES / f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def numbers() -> list[Case]:
    """Each sentence with its counts; its fixed phrases, names and formulas are traps."""
    found = []
    for row in _rows("numerals"):
        text, at = row[0].replace("\\t", "\t"), 0
        expected: list[Expected] = []
        traps: list[tuple[int, int]] = []
        for said in row[1].split(" ; ") if row[1] != "-" else ():
            count = COUNT.fullmatch(said)
            words = count["text"] if count else said.rpartition(":")[0]
            start = text.index(words, at)
            at = start + len(words)
            if count:
                expected.append(_count(count, start))
            elif said.rpartition(":")[2] in CALLED_NOTHING:
                traps.append((start, at))
        found.append(Case(text, "", tuple(expected), tuple(traps)))
    return found


def _count(match: re.Match[str], start: int) -> Expected:
    high = Decimal(match["high"]) if match["high"] else None
    bound = "range" if high is not None else BOUNDS[match["bound"]]
    said = match["text"]
    return Expected(start, start + len(said), said, Decimal(match["value"]), high, match["unit"], bound)


def numerals_in(expected: Expected) -> list[tuple[int, int]]:
    """Where the numbers themselves stand in 近200余家, 3至5个: a reader of cut-out numerals is given just these."""
    return [(expected.start + m.start(), expected.start + m.end()) for m in NUMERAL.finditer(expected.text)]


def times() -> list[Case]:
    """Each text whose article has a day of its own; what needs an earlier sentence is left out, and so is a `?`."""
    found = []
    for text, date, says in (row[:3] for row in _rows("times")):
        if len(date) != 10 or "=?" in says:
            continue
        at = 0
        expected: list[Expected] = []
        for said in says.split(" ; ") if says != "-" else ():
            words, _, value = said.rpartition("=")
            iso, _, role = value.partition(" ")
            start = text.index(words, at)
            at = start + len(words)
            expected.append(Expected(start, at, words, iso=iso, role=role or "point"))
        traps = () if expected else ((0, len(text)),)
        found.append(Case(text, date, tuple(expected), traps))
    return found
