"""People: names behind an office, before a verb of speaking, in lists and grids, and wherever such a name stands again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.extract.appointments import appointed
from pipeline.extract.edges import Walker, usable
from pipeline.extract.extractor import Extractor
from pipeline.extract.name_grids import grid_names
from pipeline.extract.person_cues import Person, Span, cued, surname_with_office
from pipeline.extract.person_likely import Named, overlaps, with_likely
from pipeline.extract.person_names import clear_end
from pipeline.extract.person_scores import Scored, scored
from pipeline.extract.titles import title_behind
from pipeline.model.document import Reading, Sentence
from pipeline.model.row import Findings, evidence
from pipeline.rows.mentions import Mention

Key = tuple[int, int, int]
_DOCTRINE = re.compile(
    r"新时代|(?:同志)?(?:故居|旧居|纪念[馆园堂]|铜像|雕像)|[\u4e00-\u9fff]{0,4}思想|文选|著作选读"
)


def extract(reading: Reading, findings: Findings) -> list[Mention]:
    """A mention for each person named, with the titles that stand with the name there, in reading order."""
    bodies, places = _spans(findings, "organisation"), _spans(findings, "place")
    stems = frozenset(m.surface[:n] for m in findings.of(Mention) if m.type == "community" for n in (2, 3))
    sentences = [s for s in reading.sentences if usable(s)]
    authors = {article.number: article.authors for article in reading.document.articles}
    sentences = [s for s in sentences if not _signed(s, authors.get(s.article, ()))]
    shown = [(s, in_sentence(s, bodies.get(_key(s), ()))) for s in sentences]
    free = [_free(s, found, bodies, places) for s, found in shown]
    # 枫林苑 is no person where 枫林苑小区 stands
    free = [
        [f for f in ones if s.text[f.start : f.end] not in stems]
        for (s, _), ones in zip(shown, free, strict=True)
    ]
    first = with_likely(shown, free)
    first = _grown(first)
    known = _pattern({_plain(s.text[p.start : p.end]) for s, found in first for p in found})
    rows: list[Mention] = []
    for sentence, found in first:
        spans = bodies.get(_key(sentence), ())
        named = [*found, *_repeated(sentence, known, found, spans)]
        walker = Walker(sentence)
        short = [p for p in surname_with_office(walker) if not overlaps(p, named) and not _inside(p, spans)]
        rows.extend(_mention(sentence, one) for one in with_titles_behind(walker, named, spans))
        rows.extend(_mention(sentence, one, anaphor=True) for one in short)
    return sorted(rows, key=lambda m: m.position)


EXTRACTOR = Extractor("people", extract)


def _signed(sentence: Sentence, authors: Sequence[str]) -> bool:
    """Whether the sentence is nothing but the names of authors in brackets: （何璐 李存福）."""
    text = sentence.text.strip()
    if not authors or not text.startswith(("（", "(")) or not text.endswith(("）", ")")):
        return False
    rest = text[1:-1]
    for author in authors:
        rest = rest.replace(author, "")
    return not rest.strip(" \u3000、,，;；")


def _key(sentence: Sentence) -> Key:
    return (sentence.article, sentence.paragraph, sentence.offset)


def _spans(findings: Findings, kind: str) -> dict[Key, tuple[Span, ...]]:
    """Where names of a kind stand, by sentence."""
    found: dict[Key, list[Span]] = {}
    for mention in findings.of(Mention):
        if mention.kind == kind and not mention.anaphor:
            e = mention.evidence
            found.setdefault((e.article, e.paragraph, e.offset), []).append((e.start, e.end))
    return {key: tuple(spans) for key, spans in found.items()}


def in_sentence(sentence: Sentence, bodies: Iterable[Span] = ()) -> list[Person]:
    """The people whom the sentence itself shows to be such."""
    spans = tuple(bodies)
    grid = [Person(one.start, one.end, one.titles, "grid", 0.9) for one in grid_names(sentence)]
    found: list[Person] = []
    for one in (*grid, *cued(Walker(sentence), spans)):
        reaching = any(one.start < start < one.end < end for start, end in spans)  # 周素云 and 云和县…局
        if not overlaps(one, found) and ((reaching and one.rule == "title") or not _inside(one, spans)):
            found.append(one)
    return sorted(found, key=lambda p: p.start)


def _grown(first: Named) -> Named:
    """The people with names of two characters grown to those of three that the document has elsewhere: 林越|才 where
    林越才 speaks in another sentence."""
    longer = {s.text[p.start : p.end] for s, found in first for p in found if p.end - p.start == 3}
    return [
        (
            s,
            [
                replace(p, end=p.end + 1)
                if p.end - p.start == 2 and s.text[p.start : p.end + 1] in longer
                else p
                for p in found
            ],
        )
        for s, found in first
    ]


def _free(
    sentence: Sentence,
    found: list[Person],
    bodies: dict[Key, tuple[Span, ...]],
    places: dict[Key, tuple[Span, ...]],
) -> list[Scored]:
    """What may be a name and is part of no other."""
    taken = (*bodies.get(_key(sentence), ()), *places.get(_key(sentence), ()))
    return [one for one in scored(Walker(sentence)) if not overlaps(one, found) and not _inside(one, taken)]


def _inside(person: Person | Scored, spans: tuple[Span, ...]) -> bool:
    return any(start < person.end and person.start < end for start, end in spans)


def with_titles_behind(walker: Walker, named: Iterable[Person], bodies: tuple[Span, ...]) -> Iterator[Person]:
    """Each person with the titles that are told right behind (…，是某某煤矿高级技师) and those that are given or taken."""
    ordered = sorted(named, key=lambda p: p.start)
    starts = [person.start for person in ordered]
    for person, following in zip(ordered, [*starts[1:], len(walker.text)], strict=False):
        told = (
            *title_behind(walker, person.end, bodies),
            *appointed(walker, person.start, person.end, following),
        )
        yield replace(person, titles=tuple(dict.fromkeys((*person.titles, *told))))


def _plain(surface: str) -> str:
    return re.sub(r"\s+", "", surface)


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, ordered))) if ordered else None


def _repeated(
    sentence: Sentence, known: re.Pattern[str] | None, found: list[Person], bodies: tuple[Span, ...]
) -> list[Person]:
    """What is a name once is one everywhere, but not inside a body's name or a doctrine's."""
    walker = Walker(sentence)
    more: list[Person] = []
    for match in known.finditer(sentence.text) if known else ():
        start, end = match.span()
        one = Person(start, end, (), "again", 0.85)
        if start < walker.floor or _inside(one, bodies) or overlaps(one, found):
            continue
        ends = walker.is_border(end) or clear_end(sentence.text, end)
        if end - start == 2 and not (walker.is_border(start) and ends):
            continue
        if not _DOCTRINE.match(sentence.text, end):
            more.append(one)
    return more


def _mention(sentence: Sentence, person: Person, *, anaphor: bool = False) -> Mention:
    surface = sentence.text[person.start : person.end]
    return Mention(
        evidence(sentence, person.start, person.end, rule=person.rule, confidence=person.confidence),
        kind="person",
        surface=surface,
        name=_plain(surface),
        anaphor=anaphor,
        titles=person.titles,
    )
