"""One body, one row: what several documents say of the same organisation, person or place, put together.

Documents are taken in the order of their names, so that the order in which they were read changes nothing.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from pipeline.ledger.store import Store
from pipeline.model.row import R, RowType
from pipeline.rows.organisations import ORGANISATIONS
from pipeline.rows.people import PEOPLE
from pipeline.rows.places import PLACES

ENTITIES: tuple[RowType[Any], ...] = (ORGANISATIONS, PEOPLE, PLACES)


def merge(store: Store) -> None:
    """Makes the run's tables of entities from what each document says of them."""
    for row_type in ENTITIES:
        store.replace(row_type, merged(row for _, row in store.contributions(row_type)))


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
