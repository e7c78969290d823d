"""核查.html: every found row beside its passage, to be confirmed or rejected. Renders rows only.

Self-contained files that open from `file:` with the network off. Anchors are ids of rows and of paragraphs:
`核查.html#ID` opens at either, whichever of the files holds it (a file that lacks the id hands on to the next).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.ledger.store import Store
from pipeline.rows import ARTICLES, DOCUMENTS, PARAGRAPHS
from pipeline.writers.review.bodies import Body, bodies
from pipeline.writers.review.listed import LISTED, declared
from pipeline.writers.review.page import data_of, render, shell_size

__all__ = ["LISTED", "MOST_BYTES", "NAME", "write"]

NAME = "核查.html"
MOST_BYTES = 5_000_000  # of a file, as long as no single article needs more
_FURTHER = re.compile(r"核查-\d+\.html")


def write(store: Store, out: Path, most_bytes: int = MOST_BYTES) -> None:
    """Writes `out`/核查.html, and 核查-2.html and so on for what goes beyond `most_bytes`; each whole or not at all.

    Further files of an earlier, larger run are removed. Raises OSError where a file cannot be written.
    """
    made = list(bodies(store))
    known = _known(store, made)
    room = most_bytes - shell_size() - len(data_of({**known, "pages": []}, []).encode()) - 64 * len(made)
    parts = packed(made, room)
    names = [NAME, *(f"核查-{n}.html" for n in range(2, len(parts) + 1))]
    page_of = [n for n, part in enumerate(parts) for _ in part]
    articles = [[*body.entry, page] for body, page in zip(made, page_of, strict=True)]
    for number, (name, part) in enumerate(zip(names, parts, strict=True)):
        record = {**known, "articles": articles, "page": number, "pages": names}
        _put(out / name, render(data_of(record, [body.data for body in part])))
    for path in sorted(out.iterdir()):
        if _FURTHER.fullmatch(path.name) and path.name not in names:
            path.unlink()


def packed(made: Sequence[Body], room: int) -> list[list[Body]]:
    """The articles in order, in as few parts as hold `room` bytes each; one that is larger has a part to itself."""
    parts: list[list[Body]] = [[]]
    taken = 0
    for body in made:
        if parts[-1] and taken + body.size > room:
            parts.append([])
            taken = 0
        parts[-1].append(body)
        taken += body.size
    return parts


def _known(store: Store, made: Sequence[Body]) -> dict[str, object]:
    """What every file says: the tables and their columns, all articles, and the documents that were not read."""
    documents = list(store.records(DOCUMENTS))
    return {
        "tables": [declared(listed) for listed in LISTED],
        "paragraphs": declared_paragraphs(),
        "documents": [[d["document"], (d["sha256"] or "")[:12]] for d in documents],
        "unread": [[d["document"], d["reason"]] for d in documents if d["status"] != "ok"],
        "partial": [d["document"] for d in documents if d["partial"]],
        "articles": [body.entry for body in made],
        "several": sorted({r["document"] for r in store.records(ARTICLES) if r["article"] > 1}),
    }


def declared_paragraphs() -> dict[str, object]:
    from pipeline import lexicons

    return {"heading": PARAGRAPHS.heading, "kinds": lexicons.settings("labels")[PARAGRAPHS.name]["kind"]}


def _put(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, "utf-8", newline="\n")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
