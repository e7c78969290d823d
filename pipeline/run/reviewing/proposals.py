"""What the decisions teach about names, as word lists that the office may look through and give to `--lexicon`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipeline.ledger.corrections import JOIN
from pipeline.ledger.decisions import ENTITY_TABLES, Decision, row_type_of

FOLDER = "词表建议"
NAMED = (*ENTITY_TABLES, "mentions", "brands", "mechanisms", "honours", "activities")
REJECTIONS = 2  # of one name make it a proposal
HEADS = {
    "停用词.tsv": "# 两次以上被判为“作废”的名称：建议不再当作名称。一行一个，不同意的删去。",
    "合并.tsv": "# 校核时合并、改名的：名称<TAB>也是",
    "更正的名称.txt": "# 校核时更正出来的名称，请看要不要收入词表：名称<TAB>原来的<TAB>表",
}


def proposals(decisions: Iterable[Decision]) -> dict[str, list[tuple[str, ...]]]:
    """The entries by file name, each file in order. The .tsv are such as `--lexicon` takes."""
    decisions = [d for d in decisions if d.table in NAMED and d.said]
    rejected = Counter(d.said for d in decisions if d.state == "rejected")
    stop: list[tuple[str, ...]] = sorted((name,) for name, times in rejected.items() if times >= REJECTIONS)
    joins: set[tuple[str, ...]] = set()
    names: set[tuple[str, ...]] = set()
    for decision in decisions:
        changes = dict(decision.changes)
        new = changes.get(JOIN) or changes.get("name")
        if new and new != decision.said:
            entity = decision.table in ENTITY_TABLES
            (joins if entity else names).add(
                (new, decision.said) if entity else (new, decision.said, row_type_of(decision.table).heading)
            )
    return {"停用词.tsv": stop, "合并.tsv": sorted(joins), "更正的名称.txt": sorted(names)}


def write(decisions: Iterable[Decision], out: Path) -> list[Path]:
    """Writes the lists that have entries into `out`/词表建议 and takes those away that have none any more."""
    folder = out / FOLDER
    written = []
    for name, entries in proposals(decisions).items():
        path = folder / name
        if not entries:
            path.unlink(missing_ok=True)
            continue
        folder.mkdir(exist_ok=True)
        lines = ["\t".join(" ".join(cell.split()) for cell in entry) for entry in entries]
        path.write_text("\n".join([HEADS[name], *lines]) + "\n", "utf-8", newline="\n")
        written.append(path)
    return written
