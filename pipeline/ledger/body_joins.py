"""Organisations over the run: one row for each body, whatever the documents call it, and why.

A name is taken apart into the places before it and the rest: 中共青石镇委员会 is (青石镇) 党委. Equal rests of one place are
one body; a rest that is a proper name (佳禾农业科技) is one without its place too, where only one body bears it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from pipeline.ledger.joining import Join, Orders
from pipeline.ledger.names import LEVELS, short_form, simplified
from pipeline.ledger.place_joins import Key, PlaceNames
from pipeline.rows.organisations import Organisation

NEEDS_PLACE = ("party", "government", "community")  # 党支部, 教育局, 村委会: a name only with its place
PROPER = 4  # characters of a rest that can be a proper name
ONLY_ONE = ("自治县", "县", "旗")  # levels of which a report of one of them hardly names another in passing
MANY = 50  # names in one block that are looked at for slips
FEW = 5  # candidates noted where none of them can be chosen
LONG = 6  # characters of a name in which one wrong one is a slip
Core = tuple[str, "Key | None"]  # rest and locality


@dataclass
class Body:
    """All names that have one rest in one locality, with the documents of each."""

    core: Core
    kind: str
    names: Counter[str] = field(default_factory=Counter)  # name → mentions
    documents: dict[str, None] = field(default_factory=dict)


@dataclass
class BodyNames:
    """Which body a name stands for in a document: its canonical name."""

    of: dict[tuple[str, str], str] = field(default_factory=dict)  # (document, name) → canonical name
    joins: list[Join] = field(default_factory=list)
    slips: frozenset[str] = frozenset()
    localities: dict[str, Key] = field(default_factory=dict)  # canonical name → its place


class Clusters:
    """Union of cores, with what may not come together."""

    def __init__(self, bodies: Mapping[Core, Body], orders: Orders) -> None:
        self._root = {core: core for core in bodies}
        self._bodies = bodies
        self._members = {core: [core] for core in bodies}
        self._orders = orders

    def find(self, core: Core) -> Core:
        while self._root[core] != core:
            self._root[core] = self._root[self._root[core]]
            core = self._root[core]
        return core

    def names(self, core: Core) -> list[str]:
        return [name for member in self._members[self.find(core)] for name in self._bodies[member].names]

    def localities(self, core: Core) -> set[Key]:
        return {member[1] for member in self._members[self.find(core)] if member[1]}

    def join(self, one: Core, other: Core) -> bool:
        """Whether the two are now one; False where an order forbids it."""
        a, b = self.find(one), self.find(other)
        if a == b:
            return True
        if self._orders.apart and self._orders.forbids(self.names(a), self.names(b)):
            return False
        self._root[b] = a
        self._members[a] += self._members.pop(b)
        return True

    def groups(self) -> list[list[Core]]:
        return [members for _, members in sorted(self._members.items(), key=lambda item: order(item[0]))]


def order(core: Core) -> tuple[str, str, str]:
    rest, locality = core
    return rest, *((locality[0], locality[1] or "") if locality else ("", ""))


def body_names(
    rows: Sequence[tuple[str, Organisation]],
    places: PlaceNames,
    homes: Mapping[str, Sequence[str]],
    named: Mapping[str, Sequence[str]],
    renamed: Iterable[tuple[str, str, str, str]],
    orders: Orders,
    is_word: Callable[[str], bool],
) -> BodyNames:
    """`rows` by document; `homes` the places that each document is about, `named` all that it names; `is_word` whether
    the language knows a word."""
    bodies, cores = taken_apart(rows, places, homes, named)
    found = BodyNames()
    clusters = Clusters(bodies, orders)
    for document, row in rows:  # what the document itself takes for one
        for alias in row.aliases:
            one, other = cores[document, row.name], cores[document, alias]
            grounds = ("document",) if clusters.join(one, other) else ("document", "forbidden")
            found.joins.append(Join("organisation", alias, row.name, (document,), grounds))
    told = [(d, old, new, ground) for d, old, new, ground in renamed]
    told += [("", one, other, "ordered") for one, other in orders.together]
    by_name = cores_by_name(cores)
    for document, old, new, ground in told:
        for one in by_name.get(simplified(old), ()):
            for other in by_name.get(simplified(new), ()):
                if clusters.join(other, one):
                    found.joins.append(
                        Join("organisation", old, new, (document,) if document else (), (ground,))
                    )
    of_one_rest(bodies, clusters, places, found)
    beginnings(bodies, clusters, places, found)
    found.slips = slips(bodies, clusters, places, found, is_word)
    name_groups(bodies, cores, clusters, places, found)
    return found


def taken_apart(
    rows: Sequence[tuple[str, Organisation]],
    places: PlaceNames,
    homes: Mapping[str, Sequence[str]],
    named: Mapping[str, Sequence[str]],
) -> tuple[dict[Core, Body], dict[tuple[str, str], Core]]:
    """The bodies by core, and the core of each name in each document."""
    bodies: dict[Core, Body] = {}
    cores: dict[tuple[str, str], Core] = {}
    index = chain_index(places)
    for document, row in rows:
        for name in (row.name, *row.aliases):
            around = (homes.get(document, ()), named.get(document, ()))
            core = core_of(name, document, places, around, index)
            cores[document, name] = core
            body = bodies.setdefault(core, Body(core, row.type))
            body.names[name] += row.mentions if name == row.name else 1
            body.documents[document] = None
    return bodies, cores


def chain_index(places: PlaceNames) -> dict[str, list[str]]:
    """Names of places by their first character, the longest first, old names with them."""
    index: dict[str, list[str]] = defaultdict(list)
    for name in sorted({*places.by_name, *places.renamed}, key=lambda name: (-len(name), name)):
        index[name[0]].append(name)
    return index


def core_of(
    name: str,
    document: str,
    places: PlaceNames,
    around: tuple[Sequence[str], Sequence[str]],
    index: Mapping[str, Sequence[str]],
) -> Core:
    """`around`: the places that the document is about, and all that it names.

    中共青石县青石镇委员会 → (党委, 青石镇 in 青石县); 县委组织部 in a report of 青石县 → (委组织部, 青石县), and in
    one that names no other county.
    """
    homes, named = around
    rest, chain = short_form(name), []
    while rest:
        found = next((p for p in index.get(rest[0], ()) if rest.startswith(p) and len(p) < len(rest)), None)
        if found is None:
            break
        chain.append(places.canonical(found))
        rest = rest[len(found) :]
    if chain:
        return rest, locality(chain, document, places)
    for level in LEVELS:
        if rest.startswith(level):
            fitting = [home for home in homes if home.endswith(level)]
            if not fitting and level in ONLY_ONE:
                fitting = [place for place in named if place.endswith(level)]
            if len(fitting) == 1 and len(rest) > len(level):
                return rest[len(level) :], places.key(document, fitting[0])
    return rest, None


def locality(chain: Sequence[str], document: str, places: PlaceNames) -> Key:
    last = chain[-1]
    keys = places.by_name.get(last, [])
    if len(chain) > 1 and (last, chain[-2]) in keys:
        return last, chain[-2]
    return places.key(document, last) or (last, chain[-2] if len(chain) > 1 else None)


def cores_by_name(cores: Mapping[tuple[str, str], Core]) -> dict[str, list[Core]]:
    found: dict[str, dict[Core, None]] = defaultdict(dict)
    for (_, name), core in cores.items():
        found[simplified(name)][core] = None
    return {name: list(known) for name, known in found.items()}


def is_proper(body: Body) -> bool:
    """Whether the rest is a proper name, so that its place need not be told."""
    rest = body.core[0]
    return (
        body.kind not in NEEDS_PLACE
        and len(rest) >= PROPER
        and not rest.startswith(("第", "人民", "中心", *LEVELS))
    )


def of_one_rest(
    bodies: Mapping[Core, Body], clusters: Clusters, places: PlaceNames, found: BodyNames
) -> None:
    """Bodies of one rest: of one place, or of one proper name where there is but one with a place."""
    blocks: dict[str, list[Core]] = defaultdict(list)
    for core in bodies:
        blocks[core[0]].append(core)
    for rest in sorted(blocks):
        block = sorted(blocks[rest], key=order)
        for core in block:
            alike(bodies[core], found)
        if len(block) < 2 or not is_proper(bodies[block[0]]):
            continue  # 党支部 of two places are two, and without a place nobody's
        placed: dict[str, list[Core]] = defaultdict(list)  # by the name of the place
        for core in block:
            if core[1]:
                placed[core[1][0]].append(core)
        for core in block:
            if core[1] is None:
                others = [other for cores in placed.values() for other in cores]
                weigh(core, others, bodies, clusters, found, ["same_form", "no_place"])
            else:
                around = [other for above in holders(core[1], places) for other in placed.get(above, ())]
                weigh(core, around, bodies, clusters, found, ["same_form", "inside"])


def weigh(
    core: Core,
    others: Sequence[Core],
    bodies: Mapping[Core, Body],
    clusters: Clusters,
    found: BodyNames,
    grounds: Sequence[str],
) -> None:
    body = bodies[core]
    count = "only_one" if len({clusters.find(other) for other in others}) == 1 else "several"
    for other in others if count == "only_one" else others[:FEW]:
        told = (*grounds, count, "specific" if is_proper(body) else "generic")
        join(core, other, told, bodies, clusters, found)


def join(
    core: Core,
    other: Core,
    grounds: tuple[str, ...],
    bodies: Mapping[Core, Body],
    clusters: Clusters,
    found: BodyNames,
) -> None:
    """Notes the decision, and carries it out where it is to join."""
    if clusters.find(core) == clusters.find(other):
        return
    one, two = min(bodies[core].names), min(bodies[other].names)
    made = Join("organisation", one, two, tuple(bodies[core].documents)[:20], grounds)
    if made.joined and not clusters.join(other, core):
        made = Join("organisation", one, two, made.documents, (*grounds, "forbidden"))
    found.joins.append(made)


def alike(body: Body, found: BodyNames) -> None:
    """Notes for the names of one core why they are one."""
    names = sorted(body.names, key=lambda name: (-len(name), name))
    for name in names[1:]:
        way = "traditional" if simplified(name) == simplified(names[0]) else "same_form"
        place = ("same_place",) if body.core[1] else ("specific",) if is_proper(body) else ()
        found.joins.append(
            Join("organisation", name, names[0], tuple(body.documents)[:20], (way, *place, "only_one"))
        )


def holders(place: Key, places: PlaceNames) -> list[str]:
    """The names of what a place lies in, as far as the run knows."""
    found: list[str] = []
    above = places.parent(place)
    for _ in RANGE:
        if above is None:
            break
        found.append(above[0])
        above = places.parent(above)
    return found


RANGE = range(6)  # no chain of places is longer


def beginnings(bodies: Mapping[Core, Body], clusters: Clusters, places: PlaceNames, found: BodyNames) -> None:
    """佳禾农业 for 青石县佳禾农业科技有限公司, where only one enterprise begins so."""
    rests = sorted({core[0] for core in bodies if bodies[core].kind == "enterprise"})
    for core in sorted(bodies, key=order):
        if bodies[core].kind != "enterprise" or not is_proper(bodies[core]):
            continue
        longer = [rest for rest in following(rests, core[0]) if rest != core[0]]
        others = [
            other
            for rest in longer
            for other in sorted(bodies, key=order)
            if other[0] == rest and (core[1] is None or other[1] is None or core[1] == other[1])
        ]
        if others:
            count = "only_one" if len({clusters.find(other) for other in others}) == 1 else "several"
            for other in others:
                join(core, other, ("begins_so", count, "specific"), bodies, clusters, found)


def following(rests: Sequence[str], start: str) -> Iterable[str]:
    """The entries of a sorted list that begin with `start`."""
    from bisect import bisect_left

    at = bisect_left(rests, start)
    while at < len(rests) and rests[at].startswith(start):
        yield rests[at]
        at += 1


def slips(
    bodies: Mapping[Core, Body],
    clusters: Clusters,
    places: PlaceNames,
    found: BodyNames,
    is_word: Callable[[str], bool],
) -> frozenset[str]:
    """Names read wrongly in one character: 科枝 is no word where 科技 is. The names so found; each is joined."""
    by_rest: dict[str, dict[Key | None, Core]] = defaultdict(dict)
    blocks: dict[tuple[int, str], list[str]] = defaultdict(
        list
    )  # rests by what is left without one character
    for core in sorted(bodies, key=order):
        rest = core[0]
        if len(rest) >= LONG and rest not in by_rest:
            for at in range(len(rest)):
                blocks[at, rest[:at] + rest[at + 1 :]].append(rest)
        by_rest[rest][core[1]] = core
    wrong: set[str] = set()
    for (at, _), rests in sorted(blocks.items()):
        for read, meant in permutations(rests[:MANY], 2) if len(rests) > 1 else ():
            if is_slip(read, meant, at, is_word):
                for core, other in of_one_place(by_rest[read], by_rest[meant]):
                    place = "same_place" if core[1] and core[1] == other[1] else "no_place"
                    join(core, other, ("slip", "long_name", place), bodies, clusters, found)
                    if clusters.find(core) == clusters.find(other):
                        wrong.update(bodies[core].names)
    return frozenset(wrong)


def of_one_place(
    one: Mapping[Key | None, Core], other: Mapping[Key | None, Core]
) -> Iterable[tuple[Core, Core]]:
    """The pairs of one place, and those of which one has none and the other only one."""
    for place, core in one.items():
        if place in other:
            yield core, other[place]
        elif place is None and len(other) == 1:
            yield core, next(iter(other.values()))
        elif None in other and len(one) == 1:
            yield core, other[None]


def is_slip(read: str, meant: str, at: int, is_word: Callable[[str], bool]) -> bool:
    """Whether the character at `at` makes a word with a neighbour in `meant` and with none in `read`."""
    around = [(at - 1, at + 1), (at, at + 2)]
    words = [(read[a:b], meant[a:b]) for a, b in around if a >= 0 and b <= len(read)]
    return any(is_word(right) for _, right in words) and not any(is_word(seen) for seen, _ in words)


def name_groups(
    bodies: Mapping[Core, Body],
    cores: Mapping[tuple[str, str], Core],
    clusters: Clusters,
    places: PlaceNames,
    found: BodyNames,
) -> None:
    """A canonical name for each group, no two the same: the fullest that is neither a slip nor in old characters."""
    taken: dict[str, Core] = {}
    canonical: dict[Core, str] = {}
    for group in clusters.groups():
        names: Counter[str] = Counter()
        for core in group:
            names.update(bodies[core].names)
        best = min(names, key=lambda n: (n in found.slips, simplified(n) != n, -len(n), -names[n], n))
        local = next((core[1] for core in sorted(group, key=order) if core[1]), None)
        if best in taken and local:  # 新民村党支部 of two towns
            best = qualified(best, local, places)
        root = clusters.find(group[0])
        canonical[root] = best if best not in taken else f"{best}（{len(taken)}）"
        taken[canonical[root]] = root
        if local:
            found.localities[canonical[root]] = local
    for (document, name), core in cores.items():
        found.of[document, name] = canonical[clusters.find(core)]


def qualified(name: str, local: Key, places: PlaceNames) -> str:
    """The name with its place told in full before it: 县委组织部 of 青石县 → 青石县县委组织部."""
    shown = places.display(local)
    bare = name.removeprefix(local[0])
    if bare != name:
        return shown + bare if shown != local[0] else (local[1] or "") + name
    return shown + name
