"""The relations of a ledger as one network: each body, area, person and named thing once, each relation once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.rows.relations import Relation

_TAILS = {"received": "honour", "held": "activity", "member_of": "role"}


@dataclass(frozen=True, slots=True)
class Node:
    """`kind` is organisation, place, person, brand, mechanism, honour, activity or role."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Edge:
    """`head` and `tail` are numbers of nodes; `document` and `sentence` say where it was read first."""

    head: int
    tail: int
    relation: str
    document: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Network:
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(relations: Iterable[Relation], kinds: dict[str, str]) -> Network:
    """The network of the relations, in their order. `kinds` says what the names of the other tables are."""
    numbers: dict[Node, int] = {}
    edges: dict[tuple[int, int, str], Edge] = {}
    for row in relations:
        head = Node(kinds.get(row.head, "organisation"), row.head)
        tail = Node(_TAILS.get(row.relation) or kinds.get(row.tail, "organisation"), row.tail)
        ends = tuple(numbers.setdefault(node, len(numbers)) for node in (head, tail))
        edge = Edge(ends[0], ends[1], row.relation, row.evidence.document, row.evidence.sentence)
        edges.setdefault((edge.head, edge.tail, edge.relation), edge)
    return Network(tuple(numbers), tuple(edges.values()))
