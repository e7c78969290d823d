"""What the decisions teach about names, as word lists that the office may look through and give to `--lexicon`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipeline.ledger.corrections import JOIN
from pipeline.ledger.decisions import ENTITY_TABLES, Decision

FOLDER = "词表建议"
NAMED = (*ENTITY_TABLES, "mentions", "brands", "mechanisms", "honours", "activities")
REJECTIONS = 2  # of one name make it a proposal
HEADS = {
    "stop.tsv": "# 两次以上被判为“作废”的名称：建议不再当作名称。一行一个，不同意的删去。",
    "names.tsv": "# 校核时更正出来的名称：建议收入词表。名称<TAB>表",
    "aliases.tsv": "# 校核时判为同一个的名称：写法<TAB>全称",
}


def proposals(decisions: Iterable[Decision]) -> dict[str, list[tuple[str, ...]]]:
    """The entries by file name, each file in order."""
    decisions = [d for d in decisions if d.table in NAMED]
    rejected = Counter(d.said for d in decisions if d.state == "rejected")
    stop: list[tuple[str, ...]] = sorted(
        (name,) for name, times in rejected.items() if times >= REJECTIONS and name
    )
    names: set[tuple[str, ...]] = set()
    aliases: set[tuple[str, ...]] = set()
    for decision in decisions:
        changes = dict(decision.changes)
        if changes.get("name"):
            names.add((changes["name"], decision.table))
        if changes.get(JOIN) and decision.said:
            aliases.add((decision.said, changes[JOIN]))
    return {"stop.tsv": stop, "names.tsv": sorted(names), "aliases.tsv": sorted(aliases)}


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
