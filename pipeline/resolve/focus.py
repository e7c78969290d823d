"""Who an article speaks of, as a whole and sentence by sentence: what stands as the doer where a sentence names none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.lexicons import alternatives
from pipeline.model.copying import replace
from pipeline.model.document import Article, Reading, Sentence
from pipeline.model.row import Findings, FoundRow
from pipeline.resolve import authors, doers, subjects, topics
from pipeline.resolve.doers import Owner, Told
from pipeline.resolve.subjects import Named, Subject
from pipeline.resolve.topics import Known, Memory
from pipeline.rows.mentions import Mention
from pipeline.rows.organisations import Organisation
from pipeline.rows.people import Person
from pipeline.rows.places import Place

Where = tuple[int, int, int]  # article, paragraph, offset of the sentence
_HAS = re.compile(
    "现有|共有(?!限)|下设|有党支部"
)  # 全镇现有党支部36个 tells what 全镇 has and names no branch
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?")
_LEDE = 3  # sentences of the body in which it says whom it is about


@dataclass(frozen=True, slots=True)
class _Main:
    """Whom the article is about, whether its paragraphs come back to it, and whether every sentence does."""

    owner: Owner | None
    paragraphs: bool
    sentences: bool


def tell(reading: Reading, findings: Findings) -> dict[Where, Told]:
    """Each sentence with who it speaks of."""
    names = _canonical(findings)
    named: dict[Where, list[Named]] = {}
    for mention in findings.of(Mention):
        name = names.get(mention.entity or "", mention.name)
        if _HAS.search(mention.surface) or (mention.anaphor and mention.entity is None):
            continue
        if mention.kind != "person" and not topics.is_name(name):
            continue
        named.setdefault(of_row(mention), []).append((mention, name))
    parents = {place.name: place.parent for place in findings.of(Place) if place.parent}
    told: dict[Where, Told] = {}
    for article in reading.document.articles:
        sentences = [s for s in reading.of_article(article.number) if s.kind not in ("byline", "credit")]
        told.update(_tell_article(article, sentences, named, parents))
    return told


def of_row(row: FoundRow) -> Where:
    return (row.evidence.article, row.evidence.paragraph, row.evidence.offset)


def _of(sentence: Sentence) -> Where:
    return (sentence.article, sentence.paragraph, sentence.offset)


def _canonical(findings: Findings) -> dict[str, str]:
    """The names of the entities found, by id."""
    rows: list[Organisation | Place | Person] = []
    rows += [*findings.of(Organisation), *findings.of(Place), *findings.of(Person)]
    return {row.id: row.name for row in rows}


def _tell_article(
    article: Article,
    sentences: list[Sentence],
    named: Mapping[Where, list[Named]],
    parents: Mapping[str, str],
) -> dict[Where, Told]:
    memory = _memory(article, sentences, named, parents)
    main = _main(article, sentences, named, memory)
    memory.main = main.owner.name if main.owner else None
    heading: Owner | None = None
    doer: Owner | None = None
    lead: Owner | None = None  # of a paragraph that begins with its doer
    told: dict[Where, Told] = {}
    paragraph = 0
    for sentence in sentences:
        begins = sentence.paragraph != paragraph
        if begins:
            paragraph = sentence.paragraph
            lead = None
            doer = heading or (main.owner if main.paragraphs else None) or doer or main.owner
        for known in _known(named.get(_of(sentence), [])):
            memory.remember(known)
        here = Told(sentence, _subjects(sentence, named, memory), doer or main.owner)
        told[_of(sentence)] = here
        if sentence.kind == "table":
            continue  # a row of a table speaks for itself only
        if sentence.kind == "heading":
            heading = doers.after(here)
        elif begins:
            lead = _opens(here)
        doer = (heading or lead or main.owner) if main.sentences else (doers.after(here) or doer)
    return told


def _memory(
    article: Article,
    sentences: list[Sentence],
    named: Mapping[Where, list[Named]],
    parents: Mapping[str, str],
) -> Memory:
    found = [pair for s in sentences for pair in named.get(_of(s), [])]
    surfaces = topics.surfaces_of(found)
    return Memory(
        all=_known(found),
        source=topics.source_of(article),
        surfaces=surfaces,
        names=topics.pattern_of(surfaces),
        parents=parents,
    )


def _opens(told: Told) -> Owner | None:
    """The body or area that a paragraph begins with: 青石镇抓实队伍。选派干部18名。"""
    first = next((s for s in told.subjects if not s.aside and s.name and s.kind != "person"), None)
    if first is None or _NUMBERED.sub("", told.sentence.text[: first.start]).strip():
        return None
    return doers.as_owner(first)


def _subjects(sentence: Sentence, named: Mapping[Where, list[Named]], memory: Memory) -> tuple[Subject, ...]:
    """The subjects of a sentence; a person stands for the body that the article has given him."""
    found = subjects.of(sentence, named.get(_of(sentence), []), memory)
    return tuple(_for_area(s, memory) for s in found)


def _for_area(subject: Subject, memory: Memory) -> Subject:
    """The secretary of 甲村党支部 speaks for 甲村."""
    if subject.kind != "person" or not subject.person:
        return subject
    if subject.name:
        body = memory.area_of(subject.name) or subject.name
        memory.bodies.setdefault(subject.person, body)
        return replace(subject, name=body)
    body_before = memory.bodies.get(subject.person)
    return replace(subject, name=body_before) if body_before else subject


def _known(named: Sequence[Named]) -> list[Known]:
    return [known for mention, name in named if (known := topics.known(mention, name))]


def _main(
    article: Article, sentences: list[Sentence], named: Mapping[Where, list[Named]], memory: Memory
) -> _Main:
    """Whom an article is about: the body of its headline, that which signed or issued it, that of its first
    sentences, or the one it names most."""
    title = _first(sentences, ("title", "subtitle"), named, memory)
    memory.topic = next((k for k in memory.all if title and k.name == title.name), None)
    whole = _is_report(sentences)
    issuer = _signed(sentences, named) or (Owner(memory.source, memory.source) if memory.source else None)
    author = authors.body_of(article) if whole else None
    issuer = issuer or (Owner(author, author) if author else None)
    lede = _first([s for s in sentences if s.kind == "body"][:_LEDE], ("body",), named, memory)
    often = Counter(known.name for known in memory.all)
    leads = lede is not None and often[lede.name] == max(often.values(), default=0)
    owner = title or issuer or lede or _first(sentences, ("title", "subtitle"), named, memory, True)
    owner = owner or _most(memory)
    return _Main(owner, bool(title) or whole or (not issuer and leads), whole and owner is not None)


def _first(
    sentences: Sequence[Sentence],
    kinds: tuple[str, ...],
    named: Mapping[Where, list[Named]],
    memory: Memory,
    scenes: bool = False,
) -> Owner | None:
    """The first body or area that acts in sentences of these kinds; with `scenes` also where something is done."""
    for sentence in sentences:
        if sentence.kind in kinds:
            found = subjects.of(sentence, named.get(_of(sentence), []), memory)
            acting = (
                s
                for s in found
                if s.name and (scenes or not s.aside) and (s.kind != "person" or kinds == ("body",))
            )
            first = next(acting, None)
            if first:
                return doers.as_owner(first)
    return None


def _most(memory: Memory) -> Owner | None:
    most = Counter(memory.all).most_common(1)
    return Owner(most[0][0].name, most[0][0].name) if most and most[0][1] > 1 else None


def _signed(sentences: Sequence[Sentence], named: Mapping[Where, list[Named]]) -> Owner | None:
    """The body that signs an article with a line of its own at its end, above what is attached."""
    for sentence in reversed(sentences):
        if sentence.kind in ("title", "subtitle"):
            return None
        for mention, name in named.get(_of(sentence), []):
            whole = mention.surface == sentence.text.strip()
            if mention.kind == "organisation" and whole and sentence.kind != "table":
                return Owner(name, mention.surface)
    return None


@cache
def _report_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(f"(?:{alternatives('report_titles')})"), re.compile(alternatives("report_openings"))


def _is_report(sentences: Sequence[Sentence]) -> bool:
    """Whether a body reports on its own doings: a summary, a notice, a bulletin; news does not."""
    in_title, in_opening = _report_words()
    heads = [s for s in sentences if s.kind in ("title", "subtitle")]
    body = [s for s in sentences if s.kind == "body"][:6]
    return any(in_title.search(s.text[-12:]) for s in heads) or any(in_opening.search(s.text) for s in body)
