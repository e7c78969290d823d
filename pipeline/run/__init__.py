"""The library: run a folder, see what a run would do, read one file, find what it says.

The functions load what they need when they are called, so that reading can be made ready in another process first.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.run.limits import Limits, Shard
from pipeline.run.places import require_places

if TYPE_CHECKING:
    from pipeline.ledger.comparing import Comparison
    from pipeline.ledger.finding import Hit
    from pipeline.model.document import Document, Reading
    from pipeline.model.row import Findings
    from pipeline.run.comparison import Status
    from pipeline.run.reading import Progress
    from pipeline.run.reviewing.report import Reviewed
    from pipeline.run.summary import Summary
    from pipeline.writers.forms import Filled

__all__ = [
    "Limits",
    "Shard",
    "compare",
    "explain",
    "figures",
    "digest",
    "fill",
    "find",
    "layout",
    "merge",
    "read",
    "review",
    "run",
    "run_on_cluster",
    "search",
    "status",
    "unknown_figures",
]


def run(
    source: Path,
    out: Path,
    *,
    limits: Limits | None = None,
    fresh: bool = False,
    lexicon: Path | None = None,
    progress: Progress | None = None,
    shard: Shard | None = None,
) -> Summary:
    """Read every document under `source` and write ledger, tables and workbook to `out`.

    `lexicon` is the office's folder of word lists (lexicons/office.py). With `shard` only the documents of that part
    of the folder are read, into a ledger that `merge` puts together. What an earlier run into `out` read by the same
    rules is not read again, unless `fresh`. Raises Refused where the
    run cannot begin (no input, no place to write, another run at work); a document that cannot be read is a row of
    `documents` with its reason, and the run goes on.
    """
    use_lexicon(lexicon)
    use_limits(limits)
    require_places(source, out)
    if fresh or not any(out.iterdir()):  # else there may be nothing to read
        from pipeline.run.processes import make_ready

        make_ready()
    from pipeline.run import stages

    return stages.run(source, out, limits or Limits(), fresh, progress, shard)


def run_on_cluster(
    source: Path,
    out: Path,
    *,
    scheduler: str | None = None,
    limits: Limits | None = None,
    fresh: bool = False,
    lexicon: Path | None = None,
    progress: Progress | None = None,
) -> Summary:
    """The same by a Dask cluster: that at the address `scheduler`, else one of this machine. Needs the extra `dask`."""
    use_lexicon(lexicon)
    use_limits(limits)
    require_places(source, out)
    from pipeline.run import cluster

    return cluster.run(
        source, out, limits or Limits(), scheduler, fresh=fresh, lexicon=lexicon, progress=progress
    )


def merge(
    parts: Sequence[Path], out: Path, *, lexicon: Path | None = None, jobs: int | None = None
) -> Summary:
    """Put the ledgers of runs together in `out` with all files, as one run over all their documents would have made them.

    Raises Refused where a part has no ledger of this program's rules, or two of them differ in a document's bytes.
    """
    from pipeline.run.places import require_writable
    from pipeline.run.shards import merge

    use_lexicon(lexicon)
    require_writable(out)
    return merge(parts, out, jobs or Limits().jobs)


def review(
    out: Path,
    files: Sequence[Path],
    *,
    reviewer: str = "",
    overrule: bool = False,
    dry: bool = False,
    lexicon: Path | None = None,
) -> Reviewed:
    """Take what reviewers answered in workbooks and pages into the ledger of `out`, and make its files anew.

    An answer that differs from one that was given before by somebody else, unseen, is reported and left, unless
    `overrule`. Raises Refused where there is no ledger or a file is neither.
    """
    from pipeline.run.reviewing.review import review

    use_lexicon(lexicon)
    return review(out, files, reviewer, overrule, dry)


def digest(out: Path, target: Path, *, by: str = "owner", style: str = "digest", year: str = "") -> None:
    """Write a digest of the ledger of `out` to `target`: figures by owner, theme or period, or entries for a yearbook.

    Raises Refused where there is no ledger or `target` cannot be written.
    """
    from pipeline.ledger.store import Store
    from pipeline.model.issue import Refused
    from pipeline.run.journal import LEDGER
    from pipeline.writers import digest

    with Store.open(out / LEDGER if out.is_dir() else out) as store:
        try:
            digest.write(store, target.parent, by=by, style=style, year=year, name=target.name)
        except OSError as error:
            raise Refused(f"{target} 写不进去：请检查路径，关闭正在使用它的程序。", 1) from error


def fill(template: Path, out: Path, target: Path | None) -> Filled:
    """Fill a form (.xlsx, .docx) from the ledger of `out` into `target`; None only says what would be filled.

    Raises Refused where there is no ledger or the template is no form.
    """
    from pipeline.run.filling import fill

    return fill(template, out, target)


def graph(out: Path, target: Path) -> tuple[int, int]:
    """Write the relations of the ledger of `out` to `target` (.html or .graphml); the numbers of names and relations.

    Raises Refused where there is no ledger or the name ends otherwise.
    """
    from pipeline.run.picturing import picture

    return picture(out, target)


def explain(out: Path, wanted: str) -> list[str]:
    """Why the ledger of `out` says what it says of a row's id or of a name, in lines."""
    from pipeline.ledger.explaining import explain
    from pipeline.run.journal import LEDGER

    return explain(out / LEDGER, wanted)


def search(out: Path, words: str, limit: int = 50) -> list[Hit]:
    """The paragraphs of the ledger of `out` that hold `words`, with the rows in them."""
    from pipeline.ledger.finding import find
    from pipeline.run.journal import LEDGER

    return find(out / LEDGER, words, limit)


def figures(
    out: Path, indicator: str | None = None, owner: str | None = None, period: str | None = None
) -> list[dict[str, Any]]:
    """The printable figures of the ledger of `out` that fit, with their passages."""
    from pipeline.ledger.asking import figures
    from pipeline.run.journal import LEDGER

    return figures(out / LEDGER, indicator, owner, period)


def unknown_figures(out: Path) -> list[tuple[str, str, str, int, str]]:
    """Figures of the ledger of `out` that the taxonomy lacks, as lines for 指标.tsv."""
    from pipeline.ledger.asking import unknown
    from pipeline.run.journal import LEDGER

    return unknown(out / LEDGER)


def compare(old: Path, new: Path | None = None, years: tuple[int, int] | None = None) -> Comparison:
    """Two years side by side, of two outputs or of one."""
    from pipeline.ledger.comparing import compare
    from pipeline.run.journal import LEDGER

    return compare(old / LEDGER, new / LEDGER if new else None, years)


def use_lexicon(folder: Path | None) -> None:
    """Adds the office's word lists. Raises Refused for a fault in one, with its file and line."""
    from pipeline import lexicons
    from pipeline.model.issue import Refused

    try:
        lexicons.use(folder)
    except lexicons.LexiconError as error:
        raise Refused(str(error), 2) from error


def use_limits(limits: Limits | None) -> None:
    """Raises Refused for a limit that is none."""
    from pipeline.model.issue import Refused
    from pipeline.model.limits import LimitError

    try:
        (limits or Limits()).apply()
    except LimitError as error:
        raise Refused(str(error), 2) from error


def status(out: Path, source: Path | None = None) -> Status:
    """What `run` would do: which documents are new, changed, gone, unchanged."""
    from pipeline.run.comparison import status_of

    return status_of(out, source)


def read(path: Path, name: str | None = None) -> Document:
    """One file as a person reads it. Raises Unreadable with the status and a Chinese reason."""
    from pipeline.run.one_file import arranged_text, raw

    lines, _ = raw(path.read_bytes(), name or path.name)
    return arranged_text(lines, name or path.name).document


def layout(path: Path, out: Path) -> int:
    """Draws the pages of a file with what was made of each printed line, as .html or .png by the name of `out`.

    Returns how many pages were drawn. Raises Unreadable, and Refused for a format without pages or a name of another kind.
    """
    from pipeline.run import drawing

    return drawing.draw(path, out)


def find(document: Document) -> tuple[Reading, Findings]:
    """All that is said in one document: its sentences analysed, and the rows with their owners and entities."""
    from pipeline.run import one_file

    return one_file.find(document)
