"""From mentions to the organisations, places and people of one document, each once, whatever it is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.model.copying import replace
from pipeline.model.document import Reading
from pipeline.model.row import Findings, Row
from pipeline.resolve import aliases, hierarchy
from pipeline.rows.mentions import Mention
from pipeline.rows.organisations import Organisation
from pipeline.rows.people import Person
from pipeline.rows.places import Place

_STATED = re.compile(
    r"\s*[（(](?:以下|下文|下称|后文)?(?:简称|统称|称)?(?:为)?[:：]?\s*[“\"]?(?P<short>[\u4e00-\u9fff]{2,12})[”\"]?[）)]"
)
_LEVEL = re.compile(
    r"(?:特别行政区|(?:[\u4e00-\u9fff]+族|蒙古)*自治[区州县旗]|地区|街道|社区|[省市县区旗盟镇乡村])\Z"
)


def resolve(reading: Reading, findings: Findings) -> Findings:
    """The findings with a row for each entity, and each named mention with the id of its own."""
    mentions = findings.of(Mention)
    named = [m for m in mentions if not m.anaphor]
    places = place_rows([m for m in named if m.kind == "place"])
    organisations = organisation_rows(
        [m for m in named if m.kind == "organisation"], named, stated_pairs(named), places
    )
    people = people_rows([m for m in mentions if m.kind == "person"], organisations)
    ids = {
        "place": {name: row.id for name, row in places.items()},
        "organisation": {name: row.id for name, row in organisations.items()},
        "person": {name: row.id for name, row in people.items()},
    }
    linked = [_linked(m, ids[m.kind]) for m in mentions]
    tables: tuple[Iterable[Row], ...] = (organisations.values(), places.values(), people.values())
    rows = [row for table in tables for row in dict.fromkeys(table)]
    return findings.replacing(Mention, linked).adding(rows)


def _linked(mention: Mention, ids: dict[str, str]) -> Mention:
    return (
        mention
        if mention.anaphor and mention.kind != "person"
        else replace(mention, entity=ids.get(mention.name))
    )


def stated_pairs(mentions: Sequence[Mention]) -> list[tuple[str, str]]:
    """Name and short name where the text itself gives it: 某某集团有限公司（以下简称“某某集团”）."""
    pairs: list[tuple[str, str]] = []
    for mention in mentions:
        match = _STATED.match(mention.evidence.sentence, mention.evidence.end)
        if mention.kind == "organisation" and match:
            pairs.append((mention.name, match["short"]))
    return pairs


def organisation_rows(
    mentions: Sequence[Mention],
    named: Sequence[Mention],
    stated: list[tuple[str, str]],
    places: dict[str, Place],
) -> dict[str, Organisation]:
    """For each name of a body the row of the body."""
    first: dict[str, int] = {}
    for number, mention in enumerate(mentions):
        first.setdefault(mention.name, number)
    canonical = aliases.groups(first, stated)
    counted = Counter(canonical[m.name] for m in mentions)
    types = {m.name: m.type or "other" for m in reversed(mentions)}
    within = _places_within(mentions, named)
    rows: dict[str, Organisation] = {}
    for name in first:
        root = canonical[name]
        if root in rows:
            rows[name] = rows[root]
            continue
        others = tuple(
            sorted((n for n in first if canonical[n] == root and n != root), key=lambda n: first[n])
        )
        place = next((within[n] for n in (root, *others) if n in within), None)
        rows[name] = rows[root] = Organisation(
            name=root,
            type=types[root],
            place=places[place].name if place in places else place,
            parent=_parent(root, canonical),
            aliases=others,
            mentions=counted[root],
            documents=1,
        )
    return rows


def _places_within(mentions: Sequence[Mention], named: Sequence[Mention]) -> dict[str, str]:
    """For each name of a body the last place inside it (大田村 in 清水县大田村党支部)."""
    found: dict[str, str] = {}
    by_sentence: dict[tuple[int, int, int], list[Mention]] = {}
    for mention in named:
        if mention.kind == "place":
            e = mention.evidence
            by_sentence.setdefault((e.article, e.paragraph, e.offset), []).append(mention)
    for mention in mentions:
        e = mention.evidence
        inside = [
            p
            for p in by_sentence.get((e.article, e.paragraph, e.offset), ())
            if e.start <= p.evidence.start and p.evidence.end <= e.end
        ]
        if inside:
            found.setdefault(mention.name, max(inside, key=lambda p: p.evidence.end).name)
    return found


def _parent(name: str, canonical: dict[str, str]) -> str | None:
    """The longest other body that the name begins with."""
    upper = [
        other
        for other in canonical
        if len(other) < len(name) and name.startswith(other) and canonical[other] != name
    ]
    return canonical[max(upper, key=len)] if upper else None


def place_rows(mentions: Sequence[Mention]) -> dict[str, Place]:
    """For each name of a place the row of the place; 十里 is 十里镇 where the document names that."""
    levels = {m.name: m.type or "other" for m in reversed(mentions)}
    canonical = {name: _full_place(name, levels) for name in levels}
    above = hierarchy.place_parents(mentions)
    parents = {canonical[low]: canonical[up] for low, up in above.items() if canonical[low] != canonical[up]}
    rows: dict[str, Place] = {}
    for name in levels:
        root = canonical[name]
        if root not in rows:
            lineage = _lineage(root, parents)
            rows[root] = Place(
                name=root,
                level=levels[root],
                parent=lineage[0] if lineage else None,
                adcode=hierarchy.adcode(root, lineage, levels),
                aliases=tuple(sorted(n for n in levels if canonical[n] == root and n != root)),
            )
    return {name: rows[canonical[name]] for name in levels}


def _full_place(name: str, levels: dict[str, str]) -> str:
    fuller = [
        other
        for other in levels
        if other != name and other.startswith(name) and _LEVEL.sub("", other) == name
    ]
    fitting = [other for other in fuller if levels[other] == levels[name]] or fuller
    return fitting[0] if len(fitting) == 1 and not _LEVEL.search(name) else name


def _lineage(name: str, parents: dict[str, str]) -> list[str]:
    found: list[str] = []
    while name in parents and parents[name] not in found:
        name = parents[name]
        found.append(name)
    return found


def people_rows(mentions: Sequence[Mention], organisations: dict[str, Organisation]) -> dict[str, Person]:
    """For each name of a person, and each surname with an office that points to one, the row of the person."""
    names = list(dict.fromkeys(m.name for m in mentions if not m.anaphor))
    points = {m.name: _meant(m.name, names) for m in mentions if m.anaphor}
    titles: dict[str, list[str]] = {name: [] for name in names}
    for mention in mentions:
        owner = points.get(mention.name) if mention.anaphor else mention.name
        if owner:
            titles[owner].extend(t for t in mention.titles if t not in titles[owner])
    rows = {
        name: Person(name, tuple(titles[name]), _bodies_of(titles[name], organisations)) for name in names
    }
    return rows | {short: rows[name] for short, name in points.items() if name}


def _meant(short: str, names: Sequence[str]) -> str | None:
    """The one person of the surname that 王书记 begins with."""
    fitting = [name for name in names if name[0] == short[0]]
    return fitting[0] if len(fitting) == 1 else None


def _bodies_of(titles: Sequence[str], organisations: dict[str, Organisation]) -> tuple[str, ...]:
    found: list[str] = []
    for title in titles:
        held = [name for name in organisations if name in title]
        longest = [name for name in held if not any(name != other and name in other for other in held)]
        found.extend(organisations[name].name for name in longest)
    return tuple(dict.fromkeys(found))
