"""Ledgers of parts of a folder put together: the documents of each with all their rows, every document once.

What one run would have made of the whole folder comes out: of equal bytes the first in the order of names is read and
the others point to it, wherever they were read. What is said of the whole run is made anew afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pipeline.ledger.store import Store, quoted
from pipeline.model.issue import Refused
from pipeline.rows.documents import DOCUMENTS, DocumentRow

NOT_TAKEN = ("checks", "decisions")  # made anew; put together by their keys
WITHOUT_TEXT = ("skipped", "duplicate")


def take_over(store: Store, ledger: Path) -> None:
    """Copies into `store` every document of the finished ledger at `ledger` that it does not hold.

    Raises Refused where both hold a document of one name with different bytes.
    """
    db = store.database
    db.execute("ATTACH DATABASE ? AS other", (str(ledger),))
    try:
        clash = db.execute(
            "SELECT o.document FROM other.documents o JOIN main.documents m USING (document)"
            " WHERE o.sha256 IS NOT m.sha256 ORDER BY o.document"
        ).fetchone()
        if clash:
            raise Refused(
                f"{ledger.parent} 和另一份结果里都有 {clash[0]}，内容不同：请让各台电脑的文件放在不同名字的子文件夹里，重新读后再合并。",
                2,
            )
        with store.writing():
            db.execute("CREATE TEMP TABLE fresh AS SELECT document FROM other.documents"
                       " WHERE document NOT IN (SELECT document FROM main.documents)")  # fmt: skip
            for table in tables_of_documents(store):
                db.execute(
                    f"INSERT INTO main.{quoted(table)} SELECT * FROM other.{quoted(table)}"
                    " WHERE document IN (SELECT document FROM temp.fresh)"
                )
            db.execute("DROP TABLE temp.fresh")
    finally:
        db.execute("DETACH DATABASE other")


def tables_of_documents(store: Store) -> list[str]:
    """The tables of the attached ledger, and of this one, whose rows belong to one document each."""
    query = (
        "SELECT m.name FROM other.sqlite_master m JOIN main.sqlite_master n USING (name) WHERE m.type = 'table'"
        " AND EXISTS (SELECT 1 FROM pragma_table_info(m.name, 'other') WHERE name = 'document') ORDER BY m.name"
    )
    return [name for (name,) in store.database.execute(query) if name not in NOT_TAKEN]


def twins(documents: Iterable[DocumentRow]) -> list[tuple[DocumentRow, str]]:
    """The documents that must point to another, each with the name of the one that is read.

    One that points to another already is left out, unless to the wrong one.
    """
    groups: dict[str, list[DocumentRow]] = defaultdict(list)
    for row in documents:
        if row.sha256 and row.status != "skipped":
            groups[row.sha256].append(row)
    found: list[tuple[DocumentRow, str]] = []
    for group in groups.values():
        first, *others = sorted(group, key=met)
        found += [(row, first.document) for row in others if row.duplicate_of != first.document]
    return sorted(found, key=lambda pair: pair[0].document)


def met(row: DocumentRow) -> tuple[str, bool]:
    """Sort key: the order in which a run meets its files; of members of one archive it has read the first."""
    return row.document.split("!/", 1)[0], row.status == "duplicate"


def documents_of(store: Store) -> list[DocumentRow]:
    return list(store.rows(DOCUMENTS))
