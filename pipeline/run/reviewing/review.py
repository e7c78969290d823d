"""`taizhang review`: reads the reviewers' files, takes what they decided into the ledger, and makes all outputs anew."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pipeline.ledger import decisions, entities, verdicts
from pipeline.ledger.store import Store
from pipeline.model.issue import Refused
from pipeline.rows import CHECKS, ROW_TYPES, TOTALS
from pipeline.run import journal, outputs
from pipeline.run.comparison import noted_source
from pipeline.run.lock import only_run
from pipeline.run.places import cause
from pipeline.run.reviewing import proposals, report
from pipeline.run.reviewing.answers import Answer, answers_of
from pipeline.run.reviewing.merging import Merged, index_of, merged
from pipeline.run.reviewing.report import Reviewed
from pipeline.run.stages import office_orders, put_together, write_all


def review(out: Path, files: Sequence[Path], reviewer: str, overrule: bool, dry: bool) -> Reviewed:
    """See `pipeline.run.review`."""
    answers = [answer for file in files for answer in answers_of(file)]
    if not (out / journal.LEDGER).is_file():
        raise Refused(f"{out} 里没有台账：请先用 taizhang run 生成。", 2)
    try:
        with only_run(out):
            if (out / journal.PART).exists():
                raise Refused(f"{out} 上次运行没有做完：请先再运行一次 taizhang run，再收校核意见。", 2)
            part = out / journal.PART
            shutil.copyfile(out / journal.LEDGER, part)
            try:
                reviewed = _taken_in(out, part, answers, reviewer, overrule, dry)
                if not dry:
                    part.replace(out / journal.LEDGER)
            finally:
                journal.removed(part)
    except OSError as error:
        raise Refused(f"写不进输出文件夹 {out}：{cause(error)}请关闭已打开的台账后再试。", 1) from error
    if not dry:
        report.write(reviewed)
    return reviewed


def _taken_in(
    out: Path, part: Path, answers: Sequence[Answer], reviewer: str, overrule: bool, dry: bool
) -> Reviewed:
    began = time.perf_counter()
    with Store.open(part, to_fill=True) as store:
        sizes = {row_type.name: store.size(row_type) for row_type in ROW_TYPES}
        before = report.figures(list(store.rows(TOTALS)))
        result = _merged(store, answers, reviewer, overrule)
        decisions.save(store, result.decisions.values())
        outputs.no_longer_stand(store)
        problems = put_together(store)
        kept, written = None, []
        if not dry:
            kept = outputs.keep_touched(out)
            source = noted_source(store, out) or out
            outputs.replaced(out, partial(write_all, store, source, out, began, 0, "", 1))
            outputs.note(out, store)
            decisions.back_up(store, out / decisions.BACKUP)
            written = proposals.write(decisions.load(store), out)
        reviewed = Reviewed(
            out=out,
            merged=result,
            vanished=tuple(d for d in decisions.load(store) if d.row is None),
            problems=tuple(problems),
            rows=tuple((t.heading, sizes[t.name], store.size(t)) for t in ROW_TYPES),
            totals=tuple(report.differences(before, report.figures(list(store.rows(TOTALS))))),
            proposals=tuple(written),
            kept=kept,
            dry=dry,
        )
        store.finish()
    return reviewed


def _merged(store: Store, answers: Sequence[Answer], reviewer: str, overrule: bool) -> Merged:
    """The answers beside what was decided before, on the rows as they were read."""
    checks = list(store.rows(CHECKS))
    verdicts.undo(store)
    entities.merge(store, office_orders())
    return merged(index_of(store, checks), decisions.load(store), answers, reviewer, overrule)
