"""Why two names are one: grounds with weights that add up to a verdict, kept so that anybody can read them.

As in record linkage: a prior, then log2 odds for each thing that speaks for or against; the numbers stand in
lexicons/joins.toml. Orders of the office outweigh everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.lexicons import settings
from pipeline.model.row import row_id


@dataclass(frozen=True)
class Orders:
    """What the office says: pairs of names that are one, and pairs that are not."""

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: Orders) -> Orders:
        return Orders((*self.together, *other.together), (*self.apart, *other.apart))

    def forbids(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether some name of `one` may not be joined with some name of `other`."""
        if not self.apart:
            return False
        left, right = set(one), set(other)
        return any((a in left and b in right) or (b in left and a in right) for a, b in self.apart)


@dataclass(frozen=True)
class Join:
    """One decision: whether `name`, as `documents` have it, is `other`. `entity` is the id of what came of it."""

    kind: str  # organisation, place, or part for “lies in”
    name: str
    other: str
    documents: tuple[str, ...]
    grounds: tuple[str, ...]
    entity: str = ""

    @property
    def id(self) -> str:
        return row_id("joins", self.kind, self.name, self.other, *self.documents)

    @property
    def weight(self) -> float:
        """Log2 odds, prior and all."""
        return weight_of(self.grounds)

    @property
    def joined(self) -> bool:
        return self.weight >= threshold()

    @property
    def probability(self) -> float:
        return round(1 / (1 + 2 ** -max(-60.0, min(60.0, self.weight))), 4)


def weight_of(grounds: Iterable[str]) -> float:
    return prior() + sum(ground_weight(ground) for ground in grounds)


def prior() -> float:
    return float(settings("joins")["prior"])


def threshold() -> float:
    return float(settings("joins")["threshold"])


def margin() -> float:
    return float(settings("joins")["margin"])


@cache
def ground_weight(ground: str) -> float:
    return float(settings("joins")["grounds"][ground][0])


@cache
def ground_told(ground: str) -> str:
    """The ground in Chinese."""
    return str(settings("joins")["grounds"][ground][1])
