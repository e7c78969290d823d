"""The words around a figure with the part they play in its phrase, and what is no part of it left out."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.language import units
from pipeline.lexicons import table
from pipeline.model.document import Numeral, Sentence

_ORDINAL = re.compile(
    r"第[一二三四五六七八九十\d]+[批轮期届次个](?![\u4e00-\u9fff]?产业)|(?:新一|上一|头一)[批轮届期次]|首[批轮届期次]"
)
# 50万元以上的村, 百万元以上强村: an amount that only bounds a class
_BOUNDS = re.compile(r"(?:以[上下内外]|至[^，。；]{1,8}|[-—~～][^，。；]{1,8}|到[^，。；]{1,8})$")
_CLASS = re.compile(
    r"的?[\u4e00-\u9fff]{0,6}?(?:村|户|社区|乡镇|镇|街道|企业|项目|公司|合作社|农户|支部|工程)"
)
_STEMS = ("到了", "至", "到", "为", "了", "出", "起", "成")


_VERBAL = ("act", "soft", "light", "up", "down")


class Word(NamedTuple):
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
def group(name: str) -> frozenset[str]:
    """The words of one group of figure_words.tsv."""
    return frozenset(word for word, of_group in table("figure_words") if of_group == name)


@cache
def role(word: str) -> str:
    """The role of a word; verbs count with what hangs on them (建起, 增长到, 开展了)."""
    found = _roles().get(word)
    if found is not None:
        return found
    if not any("\u4e00" <= c <= "\u9fff" or c.isalnum() for c in word):
        return "mark"
    if word.startswith(("令人", "让人", "使人")):
        return "adverb"
    for stem in _STEMS:
        if word.endswith(stem) and len(word) - len(stem) >= 2:
            kind = _roles().get(word[: -len(stem)], "")
            if kind in ("act", "soft", "light", "up", "down", "level"):
                return "act" if kind == "soft" else kind
    return ""


def bounds_a_class(text: str, figure: str, end: int, unit: str | None) -> bool:
    """Whether an amount only bounds the class that stands behind it: 50万元以上 in 收入50万元以上的村有12个."""
    if units.dimension(unit) not in ("money", "area", "mass", "length"):
        return False
    return bool(_BOUNDS.search(figure)) and bool(_CLASS.match(text, end))


def _figure_role(sentence: Sentence, numeral: Numeral) -> str:
    """A span of time only says when (连续5年突破), an age describes (35岁以下党员) and so does the bound of a class;
    other figures are borders."""
    dimension = units.dimension(numeral.unit)
    if bounds_a_class(sentence.text, numeral.text, numeral.end, numeral.unit):
        return ""
    if dimension == "time":
        return "adverb"
    return "" if dimension == "age" else "number"


def of(sentence: Sentence, counted: tuple[Numeral, ...]) -> tuple[Word, ...]:
    """All words of the sentence but its times with the prepositions at them; a figure is one word of role `number`."""
    spans: list[_Span] = [(t.start, t.end, None) for t in sentence.times]
    spans += [(n.start, n.end, _figure_role(sentence, n)) for n in counted]
    spans += [(m.start(), m.end(), "adverb") for m in _ORDINAL.finditer(sentence.text)]
    spans.sort(key=lambda span: span[:2])
    found: list[Word] = []
    at = 0
    behind_time = False
    for token in sentence.tokens:
        start, end = token.start, token.start + len(token.text)
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        here = _beginning_before(end, spans, at)
        for left, right in _outside(start, end, here):
            text = sentence.text[left:right].strip()
            if text and not (behind_time and text in group("behind_time")):
                behind_time = False
                found.append(Word(text, left, role(text)))
        for left, right, kind in here:
            if left < start:
                continue
            if kind is not None:
                found.append(Word(sentence.text[left:right], left, kind))
            else:
                while _introduces_a_time(found, left):
                    found.pop()
            behind_time = kind is None
    found.sort(key=lambda w: w.start)
    return tuple(_merged(found))


_Span = tuple[int, int, "str | None"]  # start, end, role of the word that it makes (None: it makes none)


def _beginning_before(end: int, spans: list[_Span], at: int) -> list[_Span]:
    last = at
    while last < len(spans) and spans[last][0] < end:
        last += 1
    return spans[at:last]


def _merged(words: list[Word]) -> list[Word]:
    """Words that the lists know as one (走访 and 慰问), parted where the tokenizer joined the wrong ones (共收 and 缴),
    and verbs by the 了 behind them."""
    kept: list[Word] = []
    for word in (part for whole_word in words for part in _parted(whole_word)):
        last = kept[-1] if kept and kept[-1].end == word.start else None
        whole = last.text + word.text if last and len(word.text) <= 2 else ""
        kind = _roles().get(whole, "")
        if last and (kind in _VERBAL or kind == "each"):
            kept[-1] = Word(whole, last.start, kind)
        elif (
            last
            and whole[:1] in ("共", "已", "新", "并")
            and _roles().get(whole[1:]) in _VERBAL
            and whole[0] != last.text
        ):
            kept[-1:] = [
                Word(whole[0], last.start, "adverb"),
                Word(whole[1:], last.start + 1, _roles()[whole[1:]]),
            ]
        elif last and word.text == "为" and len(last.text) == 2 and last.text[1] == "划":
            kept[-1:] = [Word(last.text[0], last.start, ""), Word("划为", last.start + 1, "act")]
        elif last and word.text == "了" and last.role == "" and len(last.text) <= 2:
            kept[-1:] = [Word(last.text, last.start, "act"), word]
        else:
            kept.append(word)
    return kept


def _parted(word: Word) -> list[Word]:
    """共收缴 is 共 and 收缴."""
    rest = word.text[1:]
    if word.role == "" and word.text[:1] in ("共", "已", "新") and _roles().get(rest) in _VERBAL:
        return [Word(word.text[0], word.start, "adverb"), Word(rest, word.start + 1, _roles()[rest])]
    if word.role == "" and len(word.text) == 2 and word.text[0] in "率额量值数" and word.text[1] in "达为":
        return [Word(word.text[0], word.start, ""), Word(word.text[1], word.start + 1, role(word.text[1]))]
    return [word]


def _introduces_a_time(words: list[Word], start: int) -> bool:
    """Whether the last word is the preposition of a time that begins at `start`; 提高到2025年的5% keeps its 到."""
    if not words or words[-1].text not in group("before_time") or words[-1].end != start:
        return False
    return (
        words[-1].text not in ("到", "至") or len(words) < 2 or words[-2].role not in ("up", "down", "soft")
    )


def _outside(start: int, end: int, spans: list[_Span]) -> list[tuple[int, int]]:
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


def since_figure(words: list[Word]) -> list[Word]:
    """The words behind the last figure that is not a span of time; the thing of that figure is left out too.

    `党员50人以上的支部和党员` behind 50人以上 leaves 党员.
    """
    at = max((i for i, w in enumerate(words) if w.role == "number"), default=None)
    if at is None:
        return words
    behind = words[at + 1 :]
    border = next((i for i, w in enumerate(behind) if w.role in ("link", "each")), None)
    if border is None or border + 1 >= len(behind):
        return behind
    return behind[border if behind[border].role == "each" else border + 1 :]
