"""Relations: what the resolved rows say of who is part of, leads, owns, received or held what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.lexicons import alternatives
from pipeline.model.copying import replace
from pipeline.model.document import Reading, Sentence
from pipeline.model.row import Evidence, Findings, FoundRow
from pipeline.rows.activities import Activity
from pipeline.rows.brands import Brand
from pipeline.rows.honours import Honour
from pipeline.rows.mechanisms import Mechanism
from pipeline.rows.mentions import Mention
from pipeline.rows.organisations import Organisation
from pipeline.rows.people import Person
from pipeline.rows.places import Place
from pipeline.rows.relations import Relation

_Where = tuple[int, int, int]  # article, paragraph, offset of the sentence
_JOINED = re.compile(r"[、和与及]|以及")
# 将甲、乙等5家龙头企业确定为链长企业: the role runs to the end of the clause.
_ROLE = re.compile(
    r"(?:等)?[^，。；“”]{0,14}?(?:确定|确立|认定|吸纳|明确|遴选|推选|选定|聘请|聘任|列|作|设)为([\u4e00-\u9fff]{2,12})(?=[，,。；;、]|\Z)"
)


def resolve(reading: Reading, findings: Findings) -> Findings:
    """The findings with the relations that their rows and sentences state, each once, in reading order."""
    found = [
        *_within(findings),
        *_leading(findings),
        *_members(reading, findings),
        *_of_rows(findings),
    ]
    first: dict[tuple[str, str, str], Relation] = {}
    for relation in sorted(found, key=lambda r: r.position):
        first.setdefault((relation.head, relation.relation, relation.tail), relation)
    return findings.adding(r for r in first.values() if r.head != r.tail)


def _relation(evidence: Evidence, head: str, relation: str, tail: str) -> Relation:
    return Relation(replace(evidence, rule=f"relation-{relation}"), head, relation, tail)


def _first_mentions(findings: Findings) -> dict[str, Mention]:
    """For each entity the mention by its longest name, the earliest of these."""
    found: dict[str, Mention] = {}
    for mention in findings.of(Mention):
        known = found.get(mention.entity or "")
        if mention.entity and not mention.anaphor and (known is None or len(mention.name) > len(known.name)):
            found[mention.entity] = mention
    return found


def _within(findings: Findings) -> Iterator[Relation]:
    """Bodies and places within another, where the longest mention shows it."""
    mentions = _first_mentions(findings)
    for body in findings.of(Organisation):
        mention = mentions.get(body.id)
        for upper in (body.parent, body.place):
            if mention and upper and upper in mention.evidence.sentence:
                yield _relation(mention.evidence, body.name, "part_of", upper)
    for place in findings.of(Place):
        mention = mentions.get(place.id)
        if mention and place.parent:
            yield _relation(mention.evidence, place.name, "part_of", place.parent)


def _leading(findings: Findings) -> Iterator[Relation]:
    """People whose title here names a body and an office that leads it: `石桥村党支部书记`, not 副书记."""
    names = {row.id: row.name for row in findings.of(Person)}
    bodies = {n: body.name for body in findings.of(Organisation) for n in (body.name, *body.aliases)}
    for mention in findings.of(Mention):
        if mention.kind != "person" or not mention.titles:
            continue
        for title in mention.titles:
            body = _led(title, bodies)
            if body:
                person = names.get(mention.entity or "", mention.name)
                yield _relation(mention.evidence, person, "leads", body)


def _led(title: str, bodies: dict[str, str]) -> str | None:
    """The body that `title` says to be led: the longest known one that it begins with, an office behind it."""
    held = [name for name in bodies if title.startswith(name) and _offices().fullmatch(title[len(name) :])]
    return bodies[max(held, key=len)] if held else None


def _members(reading: Reading, findings: Findings) -> Iterator[Relation]:
    by_sentence: dict[_Where, list[Mention]] = {}
    for mention in findings.of(Mention):
        if mention.kind == "organisation" and not mention.anaphor:
            e = mention.evidence
            by_sentence.setdefault((e.article, e.paragraph, e.offset), []).append(mention)
    for sentence in reading.sentences:
        named = by_sentence.get((sentence.article, sentence.paragraph, sentence.offset))
        if named and "为" in sentence.text:
            yield from _roles(sentence, sorted(named, key=lambda m: (m.evidence.start, -m.evidence.end)))


def _roles(sentence: Sentence, named: Sequence[Mention]) -> Iterator[Relation]:
    """The bodies that stand between 将 and a role, each a member of the role."""
    for opening in re.finditer("将|把", sentence.text):
        chain: list[Mention] = []
        end = opening.end()
        for mention in named:
            gap = sentence.text[end : mention.evidence.start]
            if mention.evidence.start >= end and (not gap if not chain else _JOINED.fullmatch(gap)):
                chain.append(mention)
                end = mention.evidence.end
        role = _ROLE.match(sentence.text, end) if chain else None
        if role:
            yield from (_relation(m.evidence, m.name, "member_of", role[1]) for m in chain)


def _of_rows(findings: Findings) -> Iterator[Relation]:
    """What brands, ways of working, honours and events say in their own columns."""
    for brand in findings.of(Brand):
        yield from _stated(brand, brand.owner, "owns", brand.name)
    for mechanism in findings.of(Mechanism):
        yield from _stated(mechanism, mechanism.owner, "owns", mechanism.name)
    for honour in findings.of(Honour):
        yield from _stated(honour, honour.holder, "received", honour.name)
    for activity in findings.of(Activity):
        for host in (activity.host or "").split("、"):
            yield from _stated(activity, host or None, "held", activity.name)


def _stated(row: FoundRow, head: str | None, relation: str, tail: str) -> Iterator[Relation]:
    if head:
        yield _relation(row.evidence, head, relation, tail)


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(alternatives("leading_titles"))
