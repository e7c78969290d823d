"""What putting a run together costs: names joined, totals, checks, over documents that are generated.

    python benchmarks/ledger.py [--documents 20000] [--counts 10] [--sizes 4]

Each size is a process of its own: half as many documents as the next. Prints the processor's seconds for each stage, the peak of
memory, and by which power of the number of rows the time grows. The aim: 200,000 counts over 20,000 documents within 60 s and
1 GB, growing no faster than n log n.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from pipeline.ledger import checks, entities, totals
from pipeline.ledger.store import Store
from pipeline.ledger.taxonomy import categorised
from pipeline.model.row import Evidence, Row
from pipeline.rows import ARTICLES, COUNTS, ORGANISATIONS, PLACES
from pipeline.rows.articles import ArticleRow
from pipeline.rows.counts import Count
from pipeline.rows.documents import DocumentRow
from pipeline.rows.mentions import Mention
from pipeline.rows.organisations import Organisation
from pipeline.rows.places import Place

FIGURES = (
    ("党员", "名", "有"),
    ("发展党员", "名", "发展"),
    ("解决问题", "件", "解决"),
    ("村集体经济收入", "元", None),
    ("走访群众", "户", "走访"),
    ("主题党日", "次", "开展"),
    ("培训党员", "人次", "培训"),
    ("志愿服务活动", "场", "开展"),
    ("大棚", "座", "建成"),
    ("古树", "棵", "保护"),
)
STEMS = "青白石柳桥沙河湾松岭竹溪桃园坪塘云岩清泉"
TOWNS = 40  # of a county
VILLAGES = 12  # of a town


def named(number: int) -> str:
    return STEMS[number % len(STEMS)] + STEMS[number // len(STEMS) % len(STEMS)]


def place_of(number: int) -> tuple[str, str, str]:
    """County, town and village of a report. Villages of different towns share names."""
    town = number // VILLAGES
    return f"{named(town // TOWNS)}县", f"{named(town)}镇", f"{named(number % 61)}村"


def document(number: int, counts: int) -> tuple[DocumentRow, list[Row]]:
    """One yearly report of a village, with a share of figures of other years."""
    county, town, village = place_of(number // 3)
    year = 2022 + number % 3
    name = f"{number:06}.txt"
    rows: list[Row] = [
        ArticleRow(
            name, 1, f"{town}{village}{year}年工作总结", None, (), None, f"{year + 1}-01-08", False, (), 500
        ),
        Place(county, "county"),
        Place(town, "town", county),
        Place(village, "village", town if number % 4 else None),
        Organisation(f"{village}党支部" if number % 2 else f"{town}{village}党支部", "party", village),
        Organisation(f"{town}{named(number % 997)}种植专业合作社", "enterprise", town),
    ]
    return DocumentRow(name, f"{number:064}", "txt", "text", None, 500, 1, "ok", None), [
        *rows,
        *mentions(name, rows),
        *facts(name, village, year, number, counts),
    ]


def mentions(name: str, rows: list[Row]) -> Iterator[Row]:
    for row in rows:
        if isinstance(row, Organisation | Place):
            kind = "place" if isinstance(row, Place) else "organisation"
            at = Evidence(name, 1, None, 2, row.name, 0, len(row.name), "benchmark")
            yield Mention(at, kind, row.name, row.name, row.id)


def facts(name: str, village: str, year: int, number: int, counts: int) -> Iterator[Row]:
    made = []
    for at in range(counts):
        indicator, unit, action = FIGURES[at % len(FIGURES)]
        value = 20 + (number * 7 + at * 13) % 400
        text = f"{value}{unit}"
        sentence = f"{year - at // len(FIGURES)}年，{village}{action or ''}{indicator}{text}。"
        start = sentence.index(text)
        evidence = Evidence(name, 1, None, 3 + at, sentence, start, start + len(text), "benchmark")
        period = f"{year}-12" if indicator == "党员" else str(year - at // len(FIGURES))
        amount = Decimal(value)
        made.append(
            Count(evidence, text, amount, None, "exact", unit, indicator, action, village, village, period,
                  base_value=amount, base_unit=unit)
        )  # fmt: skip
    yield from categorised(made)


def filled(path: Path, documents: int, counts: int) -> None:
    with Store.create(path) as store:
        store.database.execute("PRAGMA synchronous = OFF")
        for number in range(documents):
            store.add(*document(number, counts))


def measured(path: Path) -> dict[str, float]:
    """Seconds of the processor for each stage, rows made, and the peak of memory in MB."""
    took: dict[str, float] = {}

    def lap(stage: str, began: float) -> float:
        now = time.process_time()
        took[stage] = now - began
        return now

    with Store.open(path, to_fill=True) as store:
        began = time.process_time()
        entities.merge(store)
        began = lap("names", began)
        rows = list(store.rows(COUNTS))
        articles, places = list(store.rows(ARTICLES)), list(store.rows(PLACES))
        bodies = list(store.rows(ORGANISATIONS))
        began = lap("rows", began)
        printable = totals.totals(rows, bodies, places, articles)
        began = lap("totals", began)
        found = checks.checks(rows, articles, places)
        lap("checks", began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return took | {"counts": len(rows), "totals made": len(printable), "checks made": len(found), "MB": peak}


def one(documents: int, counts: int) -> dict[str, float]:
    """The same in a process of its own, so that the peak of memory is its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        filled(path, documents, counts)
        done = subprocess.run([sys.executable, __file__, "--at", str(path)], check=True, capture_output=True)
    return dict(json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20000)
    parser.add_argument("--counts", type=int, default=10)
    parser.add_argument("--sizes", type=int, default=4)
    parser.add_argument("--at", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.at:
        print(json.dumps(measured(chosen.at)))
        return
    points = []
    for halvings in reversed(range(chosen.sizes)):
        result = one(chosen.documents >> halvings, chosen.counts)
        seconds = sum(result[stage] for stage in ("names", "rows", "totals", "checks"))
        points.append((result["counts"], seconds))
        stages = "  ".join(f"{stage} {result[stage]:.1f}" for stage in ("names", "rows", "totals", "checks"))
        print(f"{result['counts']:>8.0f} counts  {seconds:6.1f} s  ({stages})  {result['MB']:.0f} MB  "
              f"{result['totals made']:.0f} totals  {result['checks made']:.0f} checks", flush=True)  # fmt: skip
    for (few, before), (many, after) in zip(points, points[1:], strict=False):
        power = math.log(after / before) / math.log(many / few)
        print(f"{few:.0f} → {many:.0f}: time grows by n^{power:.2f} (n log n: {bound(few, many):.2f})")


def bound(few: float, many: float) -> float:
    return math.log(many * math.log(many) / (few * math.log(few))) / math.log(many / few)


if __name__ == "__main__":
    main()
