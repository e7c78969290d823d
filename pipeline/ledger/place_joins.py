"""Places over the run: which 新民村 of which town, which parent, which old name. One place, one key (name, parent).

A place whose document says what it lies in is that place. Of the others each is weighed against those: the document
names the parent, is a report of the parent, or there is only one place of that name. Two villages of one name stay two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.ledger.joining import Join, Orders, margin
from pipeline.ledger.names import simplified, stem_and_level
from pipeline.rows.places import Place

Key = tuple[str, "str | None"]  # name and parent
RANKS = {"province": 1, "city": 2, "county": 3, "zone": 3, "town": 4, "village": 5, "community": 5}


@dataclass(frozen=True)
class Setting:
    """What a document is about: its title with its file's name, and the places that it names."""

    title: str
    places: frozenset[str] = frozenset()


@dataclass
class PlaceNames:
    """Which place a name stands for in a document. `display` gives each key a name that no other key has."""

    keys: dict[tuple[str, str], Key] = field(default_factory=dict)  # (document, name as read) → key
    joins: list[Join] = field(default_factory=list)
    levels: dict[str, str] = field(default_factory=dict)  # canonical name → level
    renamed: dict[str, str] = field(default_factory=dict)
    known: set[Key] = field(default_factory=set)

    @cached_property
    def by_name(self) -> dict[str, list[Key]]:
        """All keys of each canonical name, in order."""
        found: dict[str, list[Key]] = defaultdict(list)
        for key in sorted(self.known, key=lambda key: (key[0], key[1] or "")):
            found[key[0]].append(key)
        return dict(found)

    def canonical(self, name: str) -> str:
        plain = simplified(name)
        return self.renamed.get(plain, plain)

    def key(self, document: str, name: str) -> Key | None:
        """The place that a document means by `name`; of a name that only others know, the one place of that name."""
        if (document, name) in self.keys:
            return self.keys[document, name]
        canonical = self.canonical(name)
        if (document, canonical) in self.keys:
            return self.keys[document, canonical]
        known = self.by_name.get(canonical, [])
        return known[0] if len(known) == 1 else None

    def row_key(self, document: str, row: Place) -> Key:
        """The place that a row of a document is."""
        if row.parent:
            return self.canonical(row.name), self.canonical(row.parent)
        return self.keys[document, row.name]

    def display(self, key: Key) -> str:
        """The name, with the parent before it where several places of the run have it."""
        name, parent = key
        return f"{parent}{name}" if parent and len(self.by_name.get(name, ())) > 1 else name

    def parent(self, key: Key) -> Key | None:
        name, parent = key
        if parent is None:
            return None
        known = self.by_name.get(parent, [])
        return known[0] if len(known) == 1 else (parent, None)


def place_names(
    rows: Sequence[tuple[str, Place]],
    settings: Mapping[str, Setting],
    renamed: Iterable[tuple[str, str, str, str]],
    orders: Orders,
) -> PlaceNames:
    """`rows` by document; `renamed` as (document, old, new, ground)."""
    names = PlaceNames()
    with_new_names(names, renamed, rows, orders)
    stated: dict[str, set[str]] = defaultdict(set)  # name → parents that some document gives it
    for _, row in rows:
        if row.parent:
            stated[names.canonical(row.name)].add(names.canonical(row.parent))
    names.levels = levels_of(names, rows)
    homes = {document: homes_of(setting, names) for document, setting in settings.items()}
    for name, parents in inferred(rows, stated, homes, names).items():
        stated[name] |= parents
    for document, row in rows:
        name = names.canonical(row.name)
        key: Key = (name, names.canonical(row.parent)) if row.parent else (name, None)
        if not row.parent:
            setting = settings.get(document, Setting(""))
            named = {names.canonical(place) for place in setting.places}
            join = best_parent(document, name, stated.get(name, set()), homes.get(document, ()), named, names)
            if join:
                key = (name, join.other)
                names.joins.append(join)
        names.known.add(key)
        for surface in (row.name, *row.aliases):
            names.keys[document, surface] = key
    return names


def inferred(
    rows: Sequence[tuple[str, Place]],
    stated: Mapping[str, set[str]],
    homes: Mapping[str, Sequence[str]],
    names: PlaceNames,
) -> dict[str, set[str]]:
    """The parent of each place that no document gives one, where all reports that name it as their own are of one."""
    found: dict[str, set[str]] = defaultdict(set)
    for document, row in rows:
        name = names.canonical(row.name)
        if name not in stated and (parent := nearest_home(name, homes.get(document, ()), names)):
            found[name].add(parent)
    return {name: parents for name, parents in found.items() if len(parents) == 1}


def nearest_home(name: str, homes: Sequence[str], names: PlaceNames) -> str | None:
    """The narrowest place above `name` that a document is a report of; none for a place of no level."""
    rank = RANKS.get(names.levels.get(name, ""), 9)
    above = [home for home in homes if RANKS.get(names.levels.get(home, ""), 9) < rank]
    return above[-1] if above and rank < 9 else None


def with_new_names(
    names: PlaceNames,
    renamed: Iterable[tuple[str, str, str, str]],
    rows: Sequence[tuple[str, Place]],
    orders: Orders,
) -> None:
    known = {simplified(row.name) for _, row in rows}
    told = [*renamed, *(("", old, new, "ordered") for old, new in orders.together if {old, new} & known)]
    for document, old, new, ground in told:
        one, other = simplified(old), simplified(new)
        if one == other or one in names.renamed or orders.forbids([one], [other]):
            continue
        if names.renamed.get(other) == one:
            continue
        names.renamed[one] = names.renamed.get(other, other)
        names.joins.append(Join("place", old, new, (document,) if document else (), (ground,)))
    for _, row in rows:
        plain = simplified(row.name)
        if plain != row.name and plain in known:
            join = Join("place", row.name, plain, (), ("traditional",))
            names.joins += [] if join in names.joins else [join]


def levels_of(names: PlaceNames, rows: Iterable[tuple[str, Place]]) -> dict[str, str]:
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for _, row in rows:
        said[names.canonical(row.name)][row.level] += 1
    return {name: min(levels, key=lambda level: (-levels[level], level)) for name, levels in said.items()}


def homes_of(setting: Setting, names: PlaceNames) -> tuple[str, ...]:
    """The places that the title or the file's name names, the widest first: what the document is a report of."""
    title = simplified(setting.title)
    named = {names.canonical(place) for place in setting.places if simplified(place) in title}
    named = named or shortened(title, setting, names)
    return tuple(sorted(named, key=lambda name: (RANKS.get(names.levels.get(name, ""), 9), name)))


def shortened(title: str, setting: Setting, names: PlaceNames) -> set[str]:
    """The one place that a headline names without its level: 青石：山里的“红色粮仓”, in a text that tells of 青石县."""
    found = {names.canonical(place) for place in setting.places if is_stem_in(simplified(place), title)}
    return found if len(found) == 1 else set()


def is_stem_in(place: str, title: str) -> bool:
    stem, level = stem_and_level(place)
    return len(stem) > 1 and level in HEADED and stem in title


HEADED = ("市", "县", "区", "旗")  # levels that a headline leaves out


def best_parent(
    document: str, name: str, stated: set[str], homes: Sequence[str], named: set[str], names: PlaceNames
) -> Join | None:
    """The parent that a place without one surely has; None where none is sure."""
    rank = RANKS.get(names.levels.get(name, ""), 9)
    above = [home for home in homes if RANKS.get(names.levels.get(home, ""), 9) < rank]
    nearest = nearest_home(name, homes, names)
    candidates = []
    for parent in sorted(stated - {name}):
        level = RANKS.get(names.levels.get(parent, ""), 9)
        beside = [home for home in above if RANKS.get(names.levels.get(home, ""), 9) == level]
        grounds = ["same_name", "only_one" if len(stated) == 1 else "several"]
        grounds += ["home"] if parent in homes else ["other_home"] if beside else []
        grounds += ["parent_named"] if parent in named and parent not in homes else []
        candidates.append(Join("place", name, parent, (document,), tuple(grounds)))
    ranked = sorted(candidates, key=lambda join: (-join.weight, join.other))
    if ranked and ranked[0].joined and (len(ranked) == 1 or ranked[0].weight - ranked[1].weight >= margin()):
        return ranked[0]
    elsewhere = all("other_home" in join.grounds for join in ranked)  # the other town's village of that name
    if not elsewhere or nearest is None:
        return None
    return Join("part", name, nearest, (document,), ("report_of",))
