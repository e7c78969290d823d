"""The words around a figure with the part they play in its phrase, and what is no part of it left out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.language import units
from pipeline.lexicons import table
from pipeline.model.document import Numeral, Sentence

_BEFORE_A_TIME = frozenset("自从由比较在截至到至于")
_BEHIND_A_TIME = frozenset(
    ("以来", "的", "来", "间", "期间", "前", "后", "底", "末", "起", "相比", "同期", "之间", "时间", "以前")
)
_STEMS = ("到了", "至", "到", "为", "了", "出", "起", "成")


@dataclass(frozen=True, slots=True)
class Word:
    """`role` is a kind of count_verbs.tsv, a role of count_grammar.tsv, `number`, `mark` or empty for the rest."""

    text: str
    start: int
    role: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@cache
def _roles() -> dict[str, str]:
    return {word: role for name in ("count_grammar", "count_verbs") for word, role in table(name)}


@cache
def role(word: str) -> str:
    """The role of a word; verbs count with what hangs on them (建起, 增长到, 开展了)."""
    found = _roles().get(word)
    if found is not None:
        return found
    if not any("\u4e00" <= c <= "\u9fff" or c.isalnum() for c in word):
        return "mark"
    for stem in _STEMS:
        if word.endswith(stem) and len(word) - len(stem) >= 2:
            kind = _roles().get(word[: -len(stem)], "")
            if kind in ("act", "soft", "light", "up", "down", "level"):
                return "act" if kind == "soft" else kind
    return ""


def is_duration(numeral: Numeral) -> bool:
    return units.dimension(numeral.unit) == "time"


def of(sentence: Sentence, counted: tuple[Numeral, ...]) -> tuple[Word, ...]:
    """All words of the sentence but its times with the prepositions at them; a figure is one word of role `number`."""
    spans = [(t.start, t.end, "") for t in sentence.times]
    spans += [(n.start, n.end, "number") for n in counted]
    spans.sort()
    found: list[Word] = []
    at = 0
    behind_time = False
    for token in sentence.tokens:
        start, end = token.start, token.start + len(token.text)
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        pieces = _outside(start, end, spans[at:])
        for left, right in pieces:
            text = sentence.text[left:right].strip()
            if not text:
                continue
            if behind_time and text in _BEHIND_A_TIME:
                continue
            behind_time = False
            found.append(Word(text, left, role(text)))
        for left, right, kind in spans[at:]:
            if left >= end:
                break
            if start <= left < end:
                if kind:
                    found.append(Word(sentence.text[left:right], left, kind))
                    behind_time = False
                else:
                    while found and found[-1].text in _BEFORE_A_TIME and found[-1].end == left:
                        found.pop()
                    behind_time = True
    found.sort(key=lambda w: w.start)
    return tuple(found)


def _outside(start: int, end: int, spans: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """The parts of a token that no span covers."""
    parts: list[tuple[int, int]] = []
    for left, right, _ in spans:
        if left >= end:
            break
        if left > start:
            parts.append((start, left))
        start = max(start, right)
    if start < end:
        parts.append((start, end))
    return parts
