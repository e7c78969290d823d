"""One body, one row: what several documents say of the same organisation, person or place, put together.

Documents are taken in the order of their names, so that the order in which they were read changes nothing. What a row
of a document says of an owner is told by the run's name of it; the store keeps what was read.
"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from pipeline.ledger.body_joins import BodyNames, body_names, chain_index
from pipeline.ledger.joining import Join, Orders, ground_told, ground_weight, prior, threshold
from pipeline.ledger.names import simplified
from pipeline.ledger.place_joins import Key, PlaceNames, Setting, homes_of, place_names
from pipeline.ledger.renames import HINTS, renames, short_names, upgrades
from pipeline.ledger.store import Store
from pipeline.ledger.words import is_word
from pipeline.model.row import R, RowType
from pipeline.rows import ACTIVITIES, ARTICLES, BRANDS, COUNTS, MECHANISMS, MENTIONS
from pipeline.rows.organisations import ORGANISATIONS, Organisation
from pipeline.rows.people import PEOPLE
from pipeline.rows.places import PLACES, Place

ENTITIES: tuple[RowType[Any], ...] = (ORGANISATIONS, PEOPLE, PLACES)
# Columns that hold the name of an owner.
OWNERS = ((COUNTS, "owner"), (BRANDS, "owner"), (MECHANISMS, "owner"), (ACTIVITIES, "host"))
Bodies = Sequence[tuple[str, Organisation]]
Areas = Sequence[tuple[str, Place]]


def merge(store: Store, orders: Orders | None = None) -> None:
    """Makes the run's tables of entities from what each document says of them, and names owners by them."""
    store.restore()
    ordered = orders or Orders()
    store.replace(PEOPLE, merged(row for _, row in store.contributions(PEOPLE)))
    bodies = with_short_names(store)
    areas = sorted(store.contributions(PLACES), key=lambda pair: (pair[0], pair[1].name))
    settings = settings_of(store, areas)
    places = place_names(areas, settings, renamed(store, "place", areas), ordered)
    homes = {document: homes_of(setting, places) for document, setting in settings.items()}
    named = {
        document: sorted({places.canonical(place) for place in setting.places})
        for document, setting in settings.items()
    }
    names = body_names(bodies, places, homes, named, renamed(store, "organisation", bodies), ordered, is_word)
    store.replace(PLACES, place_rows(areas, places))
    store.replace(ORGANISATIONS, body_rows(bodies, names, places))
    tell(store, bodies, areas, names, places)
    keep_joins(store, names, places)


def with_short_names(store: Store) -> Bodies:
    """The bodies of each document in order, with the short names that its text gives them, used again or not."""
    rows = sorted(store.contributions(ORGANISATIONS), key=lambda pair: (pair[0], pair[1].name))
    names: dict[str, list[str]] = defaultdict(list)
    for document, row in rows:
        names[document] += [row.name, *row.aliases]
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for document, name, short in short_names(store.sentences("organisation", ("简称", "称")), names):
        if short not in names[document]:
            told[document, name].append(short)
    return [
        (document, dataclasses.replace(row, aliases=tuple(dict.fromkeys((*row.aliases, *more)))))
        if (more := [s for name in (row.name, *row.aliases) for s in told.get((document, name), ())])
        else (document, row)
        for document, row in rows
    ]


def settings_of(store: Store, areas: Areas) -> dict[str, Setting]:
    """What each document is about: its title, its file's name, the places that it names."""
    named: dict[str, set[str]] = defaultdict(set)
    for document, row in areas:
        named[document] |= {row.name, *row.aliases}
    titles: dict[str, list[str]] = defaultdict(list)
    for article in store.rows(ARTICLES):
        titles[article.document].append(article.title)
    return {
        document: Setting(" ".join([PurePosixPath(document).name, *titles[document]]), frozenset(places))
        for document, places in named.items()
    }


def renamed(store: Store, kind: str, rows: Bodies | Areas) -> list[tuple[str, str, str, str]]:
    """(document, old name, new name, ground) as the texts tell it."""
    names: dict[str, list[str]] = defaultdict(list)
    for document, row in rows:
        names[document] += [row.name, *row.aliases]
    sentences = store.sentences(kind, HINTS)
    told = [(*pair, "renamed") for pair in renames(sentences, names)]
    if kind == "place":
        known = {simplified(row.name) for _, row in rows}
        told += [(*pair, "level_up") for pair in upgrades(sentences, sorted(known))]
    return list(dict.fromkeys(told))


def place_rows(areas: Areas, places: PlaceNames) -> Iterator[Place]:
    """A row for each place of the run."""
    groups: dict[Key, list[Place]] = defaultdict(list)
    for document, row in areas:
        groups[places.row_key(document, row)].append(row)
    for (name, parent), rows in sorted(groups.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        aliases = {other for row in rows for other in (row.name, *row.aliases)} - {name}
        one = united(rows)
        yield dataclasses.replace(one, name=name, parent=parent, aliases=tuple(sorted(aliases)))


def body_rows(bodies: Bodies, names: BodyNames, places: PlaceNames) -> Iterator[Organisation]:
    """A row for each body of the run."""
    groups: dict[str, list[Organisation]] = defaultdict(list)
    surfaces: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, list[str | None]] = defaultdict(list)
    within: dict[str, set[str]] = defaultdict(set)
    for document, row in bodies:
        groups[names.of[document, row.name]].append(row)
        within[names.of[document, row.name]].add(document)
        for surface in (row.name, *row.aliases):
            surfaces[names.of[document, surface]].add(surface)
        if row.parent:
            holders[names.of[document, row.name]].append(names.of.get((document, row.parent), row.parent))
    for name in sorted(groups):
        one = united(groups[name])
        local = names.localities.get(name)
        parent = most_said(holders[name])
        yield dataclasses.replace(
            one,
            name=name,
            place=places.display(local) if local else one.place,
            parent=parent if parent != name else None,
            aliases=tuple(sorted(surfaces[name] - {name})),
            documents=len(within[name]),
        )


def tell(store: Store, bodies: Bodies, areas: Areas, names: BodyNames, places: PlaceNames) -> None:
    """Writes the run's entities into the rows of the documents: ids of mentions, names of owners."""
    ids: dict[tuple[str, str], str] = {}
    for document, body in bodies:
        ids[document, body.id] = Organisation(names.of[document, body.name], "other").id
    for document, area in areas:
        name, parent = places.row_key(document, area)
        ids[document, area.id] = Place(name, area.level, parent).id
    store.amend(MENTIONS, "entity", ((d, old, new) for (d, old), new in sorted(ids.items()) if old != new))
    index = chain_index(places)
    for row_type, key in OWNERS:
        said = store.distinct(row_type, key)
        changes = ((d, owner, owner_name(d, owner, names, places, index)) for d, owner in said)
        store.amend(row_type, key, [change for change in changes if change[1] != change[2]])


def owner_name(
    document: str, owner: str, names: BodyNames, places: PlaceNames, index: Mapping[str, Sequence[str]]
) -> str:
    """The run's name of an owner: of a body, a place, or a place told with what it lies in (青石镇新民村)."""
    if (document, owner) in places.keys:
        return places.display(places.keys[document, owner])
    if (document, owner) in names.of:
        return names.of[document, owner]
    chain, rest = [], simplified(owner)
    while rest:
        found = next((place for place in index.get(rest[0], ()) if rest.startswith(place)), None)
        if found is None:
            return owner
        chain.append(places.canonical(found))
        rest = rest[len(found) :]
    if not chain:
        return owner
    last = chain[-1]
    key = (last, chain[-2]) if len(chain) > 1 and (last, chain[-2]) in places.by_name.get(last, ()) else None
    known = key or places.key(document, last)
    return places.display(known) if known else owner


def keep_joins(store: Store, names: BodyNames, places: PlaceNames) -> None:
    """Stores every decision with its grounds, the prior first."""
    joins = {join.id: join for join in (*places.joins, *names.joins)}
    by_name: dict[str, str] = {}
    for (_, name), canonical in names.of.items():
        by_name.setdefault(name, Organisation(canonical, "other").id)
    area_ids: dict[str, str] = {}
    for (_, name), (canonical, parent) in places.keys.items():
        area_ids.setdefault(name, Place(canonical, "other", parent).id)
    rows, grounds = [], []
    for join in sorted(joins.values(), key=lambda join: (join.kind, join.name, join.other, join.documents)):
        if (
            not join.joined
            and join.kind == "organisation"
            and by_name.get(join.name) == by_name.get(join.other)
        ):
            continue  # they came together over a third name
        entity = join_entity(join, by_name, area_ids)
        documents = json.dumps(join.documents, ensure_ascii=False)
        verdict = (int(join.joined), round(join.weight, 2), threshold(), join.probability)
        rows.append((join.id, join.kind, join.name, join.other, documents, entity, *verdict))
        grounds.append((join.id, 0, "prior", "起点：两个名称通常不是同一个", prior()))
        for position, ground in enumerate(join.grounds, start=1):
            grounds.append((join.id, position, ground, ground_told(ground), ground_weight(ground)))
    store.keep("joins", rows)
    store.keep("grounds", grounds)


def join_entity(join: Join, bodies: Mapping[str, str], areas: Mapping[str, str]) -> str:
    if join.kind == "organisation":
        return bodies.get(join.name) or bodies.get(join.other) or ""
    if areas.get(join.name) and join.documents and join.grounds[0] in ("same_name", "report_of"):
        return Place(simplified(join.name), "other", join.other).id
    return areas.get(join.name) or areas.get(join.other) or ""


def merged(rows: Iterable[R]) -> Iterator[R]:
    """One row for each id; rows of equal id follow each other."""
    for _, same in groupby(rows, key=lambda row: row.id):
        yield united(list(same))


def united(rows: Sequence[R]) -> R:
    """The rows of one entity, one for each document, as one row."""
    changes = {
        field.name: UNITING.get(field.name, most_said)([getattr(row, field.name) for row in rows])
        for field in dataclasses.fields(rows[0])
    }
    return dataclasses.replace(rows[0], **changes)


def most_said(values: Sequence[Any]) -> Any:
    """The value that most documents give, the first of equals; None only where none gives any."""
    known = Counter(value for value in values if value is not None)
    return known.most_common(1)[0][0] if known else None


def all_in_order(values: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for value in values for item in value))


def all_sorted(values: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({item for value in values for item in value}))


# How an attribute of several rows becomes one; what is not named here is what most documents say.
UNITING: dict[str, Callable[[Sequence[Any]], Any]] = {
    "aliases": all_sorted,
    "titles": all_in_order,
    "organisations": all_in_order,
    "mentions": sum,
    "documents": len,
}
