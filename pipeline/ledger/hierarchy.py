"""Who is a part of whom, as far as the ledger knows: the frame within which figures of several owners may be added."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable

from pipeline.ledger.taxonomy import listed_set
from pipeline.rows.organisations import Organisation
from pipeline.rows.places import Place

RANKS = {"province": 1, "city": 2, "county": 3, "zone": 3, "town": 4, "village": 5, "community": 5}
UNPLACED = 9  # a body that is no place: below every place
WHOLE = ""  # the run, or the country: holds everything


class Hierarchy:
    """Places and organisations by name with what holds them. A body that speaks for its place is that place."""

    def __init__(self, organisations: Iterable[Organisation], places: Iterable[Place]) -> None:
        bodies, areas = list(organisations), list(places)
        areas = without_echoes(areas)
        names = Counter(place.name for place in areas)
        self.ambiguous = frozenset(name for name, times in names.items() if times > 1)
        areas = [told_apart(place) if names[place.name] > 1 else place for place in areas]
        known = Counter(place.name for place in areas)
        self._names = {body.id: body.name for body in bodies} | {area.id: area.name for area in areas}
        self._places = {place.name: place for place in areas if known[place.name] == 1}
        self._bodies = {body.name: body for body in bodies}
        self._chains: dict[str, tuple[str, ...]] = {}

    def node(self, owner: str) -> str:
        """What `owner` stands for when figures are added: its place where it speaks for it, else itself."""
        if owner in listed_set("bodies", "whole"):
            return WHOLE
        if owner in self._places:
            return owner
        body = self._bodies.get(owner)
        place = self._named(body.place) if body else None
        if place and place in self._places and speaks_for(owner, place):
            return place
        known = (place for name in named_in(owner) if (place := self._without_holder(name)))
        return next(known, owner)

    def _without_holder(self, name: str) -> str | None:
        """The place that `name` names, alone or behind what holds it: 柳渡村 for 青石镇柳渡村."""
        if name in self._places:
            return name
        rests = (name[at:] for at in range(1, len(name) - 1))
        rest = next((rest for rest in rests if rest in self._places), None)
        holder = self._named(self._places[rest].parent) if rest else None
        return rest if rest and holder and name.removesuffix(rest).endswith(holder) else None

    def ancestors(self, node: str) -> tuple[str, ...]:
        """What holds `node`, the nearest first, without the whole."""
        if node not in self._chains:
            self._chains[node] = ()  # a ring in the data ends here
            self._chains[node] = tuple(
                dict.fromkeys(
                    holder for parent in self._parents(node) for holder in (parent, *self.ancestors(parent))
                )
            )
        return self._chains[node]

    def rank(self, node: str) -> int:
        """The level of a node: 1 for a province to 5 for a village, 9 for what is no place."""
        place = self._places.get(node)
        return RANKS.get(place.level, UNPLACED) if place else UNPLACED

    def is_place(self, node: str) -> bool:
        return node in self._places

    def _parents(self, node: str) -> list[str]:
        if node in self._places:
            holders = [self._places[node].parent]
        elif node in self._bodies:
            holders = [self._bodies[node].parent, self._bodies[node].place]
        else:
            return []
        names = [self._named(holder) for holder in holders]
        nodes = [self.node(name) for name in names if name and name not in self.ambiguous]
        return [name for name in nodes if name not in (WHOLE, node)]

    def _named(self, reference: str | None) -> str | None:
        """The name for a name or an id."""
        return self._names.get(reference, reference) if reference else None


def without_echoes(places: list[Place]) -> list[Place]:
    """The places without those that say nothing of where they lie, where only one of that name does.

    One report says 青石县, another 云川市青石县: one county. With 云川市青石县 and 江源市青石县 nothing is taken for granted.
    """
    placed = Counter(place.name for place in places if place.parent)
    return [place for place in places if place.parent or placed[place.name] != 1]


def told_apart(place: Place) -> Place:
    """A place whose name others have, by the name that the run tells its facts by: 青石镇新民村."""
    return dataclasses.replace(place, name=f"{place.parent}{place.name}") if place.parent else place


def named_in(body: str) -> list[str]:
    """What may be the place whose own body `body` is, by its name, the longest first: 青石镇柳渡村 of 青石镇柳渡村党总支."""
    bare = body.removeprefix("中共")
    ends = (len(bare) - len(end) for end in listed_set("bodies", "of_place") if bare.endswith(end))
    return [bare[:end] for end in sorted(ends, reverse=True) if end > 1]


def speaks_for(body: str, place: str) -> bool:
    """Whether a body's name is its place's with the word for that place's own body: 柳渡村党支部 for 柳渡村."""
    _, found, rest = body.rpartition(place)
    return bool(found) and rest in listed_set("bodies", "of_place")
