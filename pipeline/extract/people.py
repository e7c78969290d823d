"""People: names behind an office, before a verb of speaking, in lists and grids, and wherever such a name stands again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.extract.edges import Walker, usable
from pipeline.extract.extractor import Extractor
from pipeline.extract.finder import Finder
from pipeline.extract.name_grids import grid_names
from pipeline.extract.person_names import clear_end, foreign_name_end, name_end, surname_length
from pipeline.extract.titles import title_pieces
from pipeline.lexicons import table, words
from pipeline.model.document import Reading, Sentence
from pipeline.model.row import Findings, evidence
from pipeline.rows.mentions import Mention

Key = tuple[int, int, int]
Span = tuple[int, int]
_DOCTRINE = re.compile(r"(?:新时代|[\u4e00-\u9fff]{0,4}思想|同志关于|总书记关于)")
_SEPARATORS = "、，和与及"
_LISTED_ON = re.compile(r"[、，。；：:和与及等）)（(\s]|两|[二三四五六七八九十0-9]+[位名人]|\Z")


@dataclass(frozen=True, slots=True)
class Person:
    start: int
    end: int
    titles: tuple[str, ...]
    rule: str
    confidence: float


def extract(reading: Reading, findings: Findings) -> list[Mention]:
    """A mention for each person named, with the titles that stand with the name there, in reading order."""
    bodies = _spans(findings)
    sentences = [s for s in reading.sentences if usable(s)]
    first = [(s, in_sentence(s, bodies.get(_key(s), ()))) for s in sentences]
    known = _pattern({_plain(s.text[p.start : p.end]) for s, found in first for p in found})
    rows: list[Mention] = []
    for sentence, found in first:
        again = _repeated(sentence, known, found, bodies.get(_key(sentence), ()))
        rows.extend(_mention(sentence, one) for one in sorted([*found, *again], key=lambda p: p.start))
    return rows


EXTRACTOR = Extractor("people", extract)


def _key(sentence: Sentence) -> Key:
    return (sentence.article, sentence.paragraph, sentence.offset)


def _spans(findings: Findings) -> dict[Key, tuple[Span, ...]]:
    """Where organisations stand, by sentence."""
    found: dict[Key, list[Span]] = {}
    for mention in findings.of(Mention):
        if mention.kind == "organisation" and not mention.anaphor:
            e = mention.evidence
            found.setdefault((e.article, e.paragraph, e.offset), []).append((e.start, e.end))
    return {key: tuple(spans) for key, spans in found.items()}


def in_sentence(sentence: Sentence, bodies: Iterable[Span] = ()) -> list[Person]:
    """The people whom the sentence itself shows to be such."""
    walker = Walker(sentence)
    spans = tuple(bodies)
    found: dict[int, Person] = {}
    for one in (
        *grid_people(sentence),
        *_behind_titles(walker, spans),
        *_before_honorifics(walker, spans),
        *_speakers(walker),
    ):
        if not any(one.start < other.end and other.start < one.end for other in found.values()):
            found[one.start] = one
    for one in _listed(walker, list(found.values())):
        found.setdefault(one.start, one)
    return sorted((p for p in found.values() if not _inside(p, spans)), key=lambda p: p.start)


def _inside(person: Person, spans: tuple[Span, ...]) -> bool:
    return any(start < person.end and person.start < end for start, end in spans)


def grid_people(sentence: Sentence) -> list[Person]:
    return [Person(start, end, (), "grid", 0.9) for start, end in grid_names(sentence)]


@cache
def _titles() -> tuple[Finder, dict[str, str]]:
    kinds = {word: kind for word, kind in table("titles")}
    return Finder(kinds), kinds


def _behind_titles(walker: Walker, bodies: tuple[Span, ...]) -> list[Person]:
    """马战科 in 党支部书记马战科."""
    finder, kinds = _titles()
    found: list[Person] = []
    for start, end in finder.find(walker.text):
        if start < walker.floor:
            continue
        at = end + (walker.text[end : end + 1] in "：:”")
        stop = name_end(walker, at, rare=True) or foreign_name_end(walker.text, at)
        if stop is None or _is_word(walker, at, stop):
            continue
        pieces = (
            title_pieces(walker, start, at, bodies)
            if kinds[walker.text[start:end]] == "title" and at == end
            else ()
        )
        found.append(Person(at, stop, pieces, "title", 0.95))
    return found


def _is_word(walker: Walker, start: int, end: int) -> bool:
    """Whether the stretch is an ordinary word: 方面, 高度, 安全."""
    text = walker.text[start:end]
    if (
        text in words("name_verbs")
        or text in words("verbs")
        or text in words("name_stop")
        or text in words("generic_words")
    ):
        return True
    number = walker.token_at(start)
    word = walker.tokens[number].text
    return (
        walker.starts[number] == start
        and len(word) > end - start
        and len(word) >= 3
        and not clear_end(walker.text, end)
    )


@cache
def _honorifics() -> Finder:
    return Finder(words("honorifics"))


def _before_honorifics(walker: Walker, bodies: tuple[Span, ...]) -> list[Person]:
    """朱雯 in 我校朱雯校长, 李强 in 李强同志."""
    found: list[Person] = []
    kinds = _titles()[1]
    for start, end in _honorifics().find(walker.text):
        for length in (3, 2, 4):
            at = start - length
            if at < walker.floor or not surname_length(walker.text, at, rare=False):
                continue
            if not _stands_alone(walker, at) or not _name_shaped(walker, at, start):
                continue
            word = walker.text[start:end]
            title = (word,) if kinds.get(word) == "title" else ()
            found.append(Person(at, start, title, "honorific", 0.85))
            break
    return found


def _stands_alone(walker: Walker, start: int) -> bool:
    """Whether a name may begin here: a border between words, behind no other part of a name."""
    if start == 0:
        return True
    return walker.is_border(start) and walker.left_edge(start, 6) >= start - 2


def _name_shaped(walker: Walker, start: int, end: int) -> bool:
    text = walker.text[start:end]
    length = surname_length(walker.text, start, rare=False)
    if not length or not 1 <= len(text) - length <= 2 or not text.isalpha():
        return False
    parts = walker.words(start, end)
    if any(
        len(part) > 1
        and (
            part in words("verbs")
            or part in words("name_stop")
            or part in words("name_verbs")
            or part in words("generic_words")
        )
        for part in parts
    ):
        return False
    return walker.starts[walker.token_at(start)] == start and text not in words("titles")


@cache
def _speech() -> Finder:
    return Finder(words("speech_verbs"))


def _speakers(walker: Walker) -> list[Person]:
    """王启迪 in 王启迪介绍，…, at the beginning of a clause."""
    found: list[Person] = []
    for start, _ in _speech().find(walker.text):
        for length in (3, 2, 4):
            at = start - length
            if at < walker.floor or (at > 0 and walker.text[at - 1] not in "，。；：“”！？、 "):
                continue
            if not _name_shaped(walker, at, start) or not walker.is_border(start):
                continue
            if len(walker.words(at, start)) == 1 or surname_length(walker.text, at, rare=False) == len(
                walker.words(at, start)[0]
            ):
                found.append(Person(at, start, (), "speaker", 0.8))
                break
    return found


def _listed(walker: Walker, found: list[Person]) -> list[Person]:
    """The names that go on behind one: 刘军、姜建 behind 吴建群、."""
    more: list[Person] = []
    for one in found:
        end = one.end
        while walker.text[end : end + 1] and walker.text[end] in _SEPARATORS:
            start = end + 1
            stop = name_end(walker, start, rare=True, floor=2.0)
            if stop is None or not _LISTED_ON.match(walker.text, stop) or _is_word(walker, start, stop):
                break
            if walker.text[end] in "，和" and not _LISTED_ON.match(walker.text, stop):
                break
            more.append(Person(start, stop, (), "list", 0.85))
            end = stop
    return more


def _plain(surface: str) -> str:
    return re.sub(r"\s+", "", surface)


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, ordered))) if ordered else None


def _repeated(
    sentence: Sentence, known: re.Pattern[str] | None, found: list[Person], bodies: tuple[Span, ...]
) -> list[Person]:
    if known is None:
        return []
    walker = Walker(sentence)
    more: list[Person] = []
    for match in known.finditer(sentence.text):
        start, end = match.span()
        one = Person(start, end, (), "again", 0.85)
        if (
            start < walker.floor
            or _inside(one, bodies)
            or any(start < p.end and p.start < end for p in found)
        ):
            continue
        if end - start == 2 and not (
            walker.is_border(start) and (walker.is_border(end) or clear_end(sentence.text, end))
        ):
            continue
        if _DOCTRINE.match(sentence.text, end):
            continue
        more.append(one)
    return more


def _mention(sentence: Sentence, person: Person) -> Mention:
    surface = sentence.text[person.start : person.end]
    return Mention(
        evidence(sentence, person.start, person.end, rule=person.rule, confidence=person.confidence),
        kind="person",
        surface=surface,
        name=_plain(surface),
        titles=person.titles,
    )
