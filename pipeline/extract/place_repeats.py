"""What is the name of a place once is one everywhere in the document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.edges import Walker, may_be_in_name
from pipeline.extract.place_spans import Found, in_coined_name
from pipeline.lexicons import alternatives, words
from pipeline.model.document import Sentence

_LANDSCAPE = re.compile(
    "[山河湖江垸坝堤桥路站岭峡潭港渠渡洞泉]|水库|码头|大道|高速|景区|旧址|纪念|广场|公园|塔"
)  # 青石|垸


def names_of(first: Iterable[tuple[Sentence, list[Found]]]) -> dict[str, str]:
    """The names that stand in the document, with their levels."""
    return {
        sentence.text[f.start : f.end]: f.level
        for sentence, found in first
        for f in found
        if f.rule != "abbreviation"
    }


_ESTATES = "苑园庭府湾郡城居"  # 枫林苑 of 枫林苑小区


class Repeats:
    """What is a name once is a name everywhere: full names, and their stems where these are no ordinary words."""

    def __init__(self, names: dict[str, str]) -> None:
        self.levels: dict[str, str] = {}
        suffixes = alternatives("place_suffixes") + "|[省市县区州旗]"
        tail = re.compile(f"(?:{suffixes})\\Z")
        for name, level in names.items():
            self.levels[name] = level
            stem = tail.sub("", name)
            estate = level == "community" and len(stem) >= 3 and stem[-1] in _ESTATES
            if estate and not _ordinary(stem):
                self.levels.setdefault(stem, level)
            if level in ("county", "town", "village") and len(stem) >= 2 and not _ordinary(stem):
                self.levels.setdefault(stem, level)
        ordered = sorted(self.levels, key=lambda name: (-len(name), name))
        self.pattern = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def found(self, sentence: Sentence, already: list[Found]) -> list[Found]:
        if self.pattern is None:
            return []
        walker = Walker(sentence)
        more: list[Found] = []
        for match in self.pattern.finditer(sentence.text):
            start, end = match.span()
            if start < walker.floor or any(one.start < end and start < one.end for one in already):
                continue
            full = match.group()[-1] in "省市县区州旗镇乡村道"
            borders = walker.is_border(start) and walker.is_border(end)
            if not full and not (borders and not in_coined_name(sentence.text, start)):
                continue
            if not full and _LANDSCAPE.match(sentence.text, end):
                continue
            more.append(Found(start, end, self.levels[match.group()], "again", 0.8))
        return more


def _ordinary(stem: str) -> bool:
    return stem in words("place_ambiguous") or stem in words("generic_words") or not may_be_in_name(stem)
