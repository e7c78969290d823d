"""Where the nodes of a network are drawn: each connected piece as rings around its busiest node, the pieces in rows.

No chance and no iteration: the same network gives the same picture, in time linear in its size.
"""

from __future__ import annotations

import math

from pipeline.writers.graph.network import Network

Point = tuple[float, float]
_RING = 120.0  # pixels from ring to ring
_ROOM = 46.0  # pixels of a ring's line that a node takes
_GAP = 90.0


def layout(network: Network) -> list[Point]:
    """The place of each node, in pixels, all positive."""
    near = _neighbours(network)
    places: list[Point] = [(0.0, 0.0)] * len(near)
    pieces = [(piece, _rings(piece, near)) for piece in _pieces(near)]
    pieces.sort(key=lambda p: (-len(p[0]), p[0][0]))
    width = max(1400.0, math.sqrt(sum((2 * r + _GAP) ** 2 for _, (_, r) in pieces)) * 1.25)
    x = y = row = 0.0
    for _, (local, radius) in pieces:
        side = 2 * radius + _GAP
        if x and x + side > width:
            x, y, row = 0.0, y + row, 0.0
        for node, (dx, dy) in local.items():
            places[node] = (round(x + side / 2 + dx, 1), round(y + side / 2 + dy, 1))
        x, row = x + side, max(row, side)
    return places


def _neighbours(network: Network) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in network.nodes]
    for edge in network.edges:
        if edge.tail not in near[edge.head]:
            near[edge.head].append(edge.tail)
            near[edge.tail].append(edge.head)
    return near


def _pieces(near: list[list[int]]) -> list[list[int]]:
    """The connected pieces, each with its nodes in order."""
    seen = [False] * len(near)
    pieces: list[list[int]] = []
    for start in range(len(near)):
        if seen[start]:
            continue
        piece, seen[start] = [start], True
        for node in piece:  # grows while it is read
            for other in near[node]:
                if not seen[other]:
                    seen[other] = True
                    piece.append(other)
        pieces.append(sorted(piece))
    return pieces


def _rings(piece: list[int], near: list[list[int]]) -> tuple[dict[int, Point], float]:
    """The place of each node around the busiest one, and the radius of the outer ring."""
    root = max(piece, key=lambda node: (len(near[node]), -node))
    children, order, depth = _tree(root, near)
    leaves = {node: 1 for node in order}
    for node in reversed(order):
        leaves[node] = max(1, sum(leaves[child] for child in children[node]))
    # Outer rings have more room, so that a large branch needs less than its share of the angle.
    weights = {node: count**0.65 for node, count in leaves.items()}
    radii = _radii(order, depth)
    places: dict[int, Point] = {}
    spans = {root: (0.0, 2 * math.pi)}
    for node in order:
        first, last = spans[node]
        middle, radius = (first + last) / 2, radii[depth[node]]
        places[node] = (radius * math.cos(middle), radius * math.sin(middle))
        at, all_of = first, sum(weights[child] for child in children[node])
        for child in children[node]:
            share = (last - first) * weights[child] / all_of
            spans[child] = (at, at + share)
            at += share
    return places, radii[-1] + _ROOM


def _tree(root: int, near: list[list[int]]) -> tuple[dict[int, list[int]], list[int], dict[int, int]]:
    """The nodes by their distance from the root: children of each, all in order, and the distance."""
    children: dict[int, list[int]] = {root: []}
    order, depth = [root], {root: 0}
    for node in order:  # grows while it is read
        for other in near[node]:
            if other not in depth:
                depth[other] = depth[node] + 1
                children[other] = []
                children[node].append(other)
                order.append(other)
    return children, order, depth


def _radii(order: list[int], depth: dict[int, int]) -> list[float]:
    """The radius of each ring: wide enough for its nodes, and past the one inside."""
    counts = [0] * (depth[order[-1]] + 1)
    for node in order:
        counts[depth[node]] += 1
    radii = [0.0]
    for count in counts[1:]:
        radii.append(max(radii[-1] + _RING, count * _ROOM / (2 * math.pi)))
    return radii
