"""Numbers that Word writes before the entries of a list: 一、 （一） 1. They stand in no run of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.readers.wordstyles import number_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "〇一二三四五六七八九"
STEMS = "甲乙丙丁戊己庚辛壬癸"
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital", "chineseLegalSimplified")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    form: str  # numFmt: decimal, chineseCounting, bullet …
    text: str  # lvlText: `%1、`, `（%2）`
    start: int = 1


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by list id
    shared: dict[str, str] = field(default_factory=dict)  # list id → id of what it counts with
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> Numbering:
        if root is None:
            return cls()
        abstract = {e.get(W + "abstractNumId"): _levels(e) for e in root.findall(W + "abstractNum")}
        levels, shared = {}, {}
        for number in root.findall(W + "num"):
            name, ref = number.get(W + "numId"), number.find(W + "abstractNumId")
            known = dict(abstract.get(ref.get(W + "val"), {})) if ref is not None else {}
            overrides = [_start_override(e) for e in number.findall(W + "lvlOverride")]
            for place, start in (o for o in overrides if o):
                if place in known:
                    known[place] = Level(known[place].form, known[place].text, start)
            levels[name] = known
            shared[name] = f"list {name}" if any(overrides) or ref is None else f"kind {ref.get(W + 'val')}"
        return cls(levels, shared)

    def label(self, paragraph: Any, of_style: tuple[str, str] | None) -> str:
        """The number that is printed before this paragraph, "" for none and for bullets. Counts it."""
        place = number_of(paragraph.find(W + "pPr")) or of_style
        if place is None or place[0] not in self.levels or not place[1].isdigit():
            return ""
        name, depth = place[0], int(place[1])
        levels, counter = self.levels[name], self.shared[name]
        level = levels.get(depth)
        if level is None:
            return ""
        self.counts[counter, depth] = self.counts.get((counter, depth), level.start - 1) + 1
        for deeper in range(depth + 1, 10):
            self.counts.pop((counter, deeper), None)
        if level.form in ("bullet", "none"):
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of = levels.get(at, level)
            return numeral(self.counts.get((counter, at), of.start), of.form)

        return re.sub("%([1-9])", shown, level.text)


def _levels(abstract: Any) -> dict[int, Level]:
    found = {}
    for element in abstract.findall(W + "lvl"):
        form, text, start = (element.find(W + name) for name in ("numFmt", "lvlText", "start"))
        value = start.get(W + "val", "1") if start is not None else "1"
        found[int(element.get(W + "ilvl", "0"))] = Level(
            form.get(W + "val", "decimal") if form is not None else "decimal",
            text.get(W + "val", "") if text is not None else "",
            int(value) if value.isdigit() else 1,
        )
    return found


def _start_override(element: Any) -> tuple[int, int] | None:
    start = element.find(W + "startOverride")
    if start is None or not start.get(W + "val", "").isdigit():
        return None
    return int(element.get(W + "ilvl", "0")), int(start.get(W + "val"))


def numeral(number: int, form: str) -> str:
    """`number` as Word prints it: 12 is 十二 in Chinese counting, ⑫ in circles, l in letters."""
    if form in CHINESE:
        return chinese(number)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        return chr(ord("A" if form[0] == "u" else "a") + number - 1)
    if form in ("upperRoman", "lowerRoman") and 1 <= number < 40:
        return _roman(number).upper() if form[0] == "u" else _roman(number)
    if form == "ideographTraditional" and 1 <= number <= 10:
        return STEMS[number - 1]
    return str(number)


def chinese(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    said = ""
    for value, mark in ROMAN:
        while number >= value:
            said, number = said + mark, number - value
    return said
