"""Rows for the tests of the ledger, written for this project."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from pipeline.model.row import Evidence
from pipeline.rows.counts import Count
from pipeline.rows.documents import DocumentRow


def document(name: str) -> DocumentRow:
    return DocumentRow(name, "0" * 64, "txt", "text", None, 100, 1, "ok", None)


def place(sentence: str, said: str, name: str = "甲.txt", paragraph: int = 1, article: int = 1) -> Evidence:
    """Evidence for the first `said` in `sentence`."""
    start = sentence.index(said)
    return Evidence(name, article, None, paragraph, sentence, start, start + len(said), "test")


def count(text: str, indicator: str | None = None, **more: Any) -> Count:
    """A count as an extractor would give it for `text` (`63名`, `200余家`, `27.8万名`, `65.4%`), with what `more` says.

    `document`, `paragraph`, `article` and `sentence` go to its evidence.
    """
    sentence = more.pop("sentence", f"{indicator or ''}{text}。")
    found_at = place(
        sentence, text, more.pop("document", "甲.txt"), more.pop("paragraph", 1), more.pop("article", 1)
    )
    read = re.match(r"(\D*?)(-?[\d.]+)(?:至([\d.]+))?([万亿]*)(余|多)?(.*)", text)
    assert read is not None, text
    before, digits, upper, magnitude, after, unit = read.groups()
    scale = Decimal({"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[magnitude])
    bound = "range" if upper else "exact"
    if after or before in ("超", "逾"):
        bound = "at_least"
    elif before in ("近", "不足"):
        bound = "at_most"
    elif before == "约":
        bound = "about"
    values: dict[str, Any] = {
        "value": Decimal(digits) * scale,
        "high": Decimal(upper) * scale if upper else None,
        "bound": bound,
        "unit": unit or None,
    }
    values.update(more)
    return Count(found_at, text, indicator=indicator, **values)
