"""`taizhang fill`: a form from above filled from a ledger."""

from __future__ import annotations

from pathlib import Path

from pipeline.ledger.store import Store
from pipeline.model.issue import Refused
from pipeline.run.journal import LEDGER
from pipeline.writers import forms


def fill(template: Path, out: Path, target: Path | None) -> forms.Filled:
    """See `pipeline.run.fill`."""
    if not template.is_file():
        raise Refused(f"找不到模板 {template}：请检查路径。", 2)
    if target and target.resolve() == template.resolve():
        raise Refused("填好的文件不能盖掉模板：请换一个名字。", 2)
    ledger = out / LEDGER if out.is_dir() else out
    with Store.open(ledger) as store:
        return forms.fill(store, template, target)
