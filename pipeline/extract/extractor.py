"""What an extractor is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.model.document import Reading
from pipeline.model.row import Findings, Row


@dataclass(frozen=True, slots=True)
class Extractor:
    """`extract` gets the document and the rows that earlier extractors found in it, and gives its own rows."""

    name: str  # module name
    extract: Callable[[Reading, Findings], Iterable[Row]]
