"""Forms from above, filled from the ledger: spreadsheets with owners and indicators on their edges, Word files with marks.

A cell is filled only where the ledger has one figure that answers it, as it stands or in another unit of the same kind.
What is not sure is coloured and says why in a comment; what has no answer stays empty and is listed.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.ledger.store import Store
from pipeline.model.issue import Refused
from pipeline.writers.forms.answering import Answers
from pipeline.writers.forms.asking import Filled

__all__ = ["Filled", "fill"]

FORMATS = (".xlsx", ".docx")


def fill(store: Store, template: Path, target: Path | None) -> Filled:
    """Fills `template` into `target` (None: only says what would be filled). Raises Refused for what is no form."""
    suffix = template.suffix.lower()
    if suffix not in FORMATS:
        raise Refused(f"{template} 不是能填的表：请给 .xlsx 或 .docx（其他格式请先另存）。", 2)
    answers = Answers(store)
    try:
        if suffix == ".xlsx":
            from pipeline.writers.forms import spreadsheet

            return spreadsheet.fill(answers, template, target)
        from pipeline.writers.forms import word

        return word.fill(answers, template, target)
    except OSError as error:
        raise Refused(
            f"{template} 打不开，或 {target} 写不进去：请检查路径，关闭正在使用它的程序。", 2
        ) from error
