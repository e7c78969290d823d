"""The whole run, stage by stage, and the one place where a bad file is caught so that the others are not lost."""

from __future__ import annotations

import hashlib
import json
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from pipeline import __version__, lexicons
from pipeline.extract import extract
from pipeline.language.analyse import analyse
from pipeline.ledger import checks, entities, taxonomy, totals
from pipeline.ledger.store import Store
from pipeline.model.document import Document, Reading
from pipeline.model.issue import Refused, Unreadable
from pipeline.model.row import Findings, Row
from pipeline.model.source import RawDocument, Reader
from pipeline.readers import choose, folder
from pipeline.resolve import resolve
from pipeline.rows import ARTICLES, CHECKS, COUNTS, DOCUMENTS, ORGANISATIONS, PLACES, ROW_TYPES, TOTALS
from pipeline.rows.articles import ArticleRow
from pipeline.rows.counts import Count
from pipeline.rows.documents import DocumentRow
from pipeline.rows.paragraphs import ParagraphRow
from pipeline.structure import arrange, arranged
from pipeline.writers import review, tables, workbook

Progress = Callable[[int, int, str], None]  # files done, files in all, name of the file just done

READ = ("ok", "duplicate", "skipped")  # every other status is a document that could not be read


@dataclass(frozen=True)
class Summary:
    """What a run did: how many documents ended how, why those that failed did, how many rows each table has."""

    out: Path
    statuses: dict[str, int]
    failures: tuple[tuple[str, str], ...]  # document, reason
    rows: dict[str, int]
    severities: dict[str, int] = field(default_factory=dict)  # of checks
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        return 3 if self.failures else 0


def run(source: Path, out: Path, *, progress: Progress | None = None) -> Summary:
    """Read every document under `source` and write ledger, tables and workbook to `out`.

    Raises Refused where the run cannot begin (no input, no place to write); a document that cannot be read is
    a row of `documents` with its reason, and the run goes on.
    """
    began = time.perf_counter()
    _require_places(source, out)
    building = out / "ledger.sqlite.part"
    try:
        with Store.create(building) as store:
            _read_all(store, source, progress)
            entities.merge(store)
            counts = list(store.rows(COUNTS))
            articles, places = list(store.rows(ARTICLES)), list(store.rows(PLACES))
            bodies = list(store.rows(ORGANISATIONS))
            store.replace(TOTALS, totals.totals(counts, bodies, places, articles))
            store.replace(CHECKS, checks.checks(counts, articles, places))
            tables.write(store, out)
            workbook.write(store, out)
            review.write(store, out)
            summary = _summary(store, out, time.perf_counter() - began)
            _write_run_record(store, source, summary)
        building.replace(out / "ledger.sqlite")
    except OSError as error:
        raise Refused(
            f"写不进输出文件夹 {out}：{_cause(error)}请检查磁盘空间、权限，关闭已打开的台账后再运行。", 1
        ) from error
    return summary


def read(path: Path, name: str | None = None) -> Document:
    """One file as a person reads it. Raises Unreadable with the status and a Chinese reason."""
    raw, _ = _raw(path.read_bytes(), name or path.name)
    return arrange(raw, name or path.name)


def find(document: Document) -> tuple[Reading, Findings]:
    """All that is said in one document: its sentences analysed, and the rows with their owners and entities."""
    reading = analyse(document)
    return reading, resolve(reading, extract(reading))


def _require_places(source: Path, out: Path) -> None:
    if not source.exists():
        raise Refused(f"找不到输入 {source}：请检查路径，或先把报告放进这个文件夹。", 2)
    inside = out.resolve() == source.resolve() or source.resolve() in out.resolve().parents
    if source.is_dir() and inside:
        raise Refused(f"输出文件夹 {out} 在输入文件夹里面，下次会把结果当报告读：请换一个输出位置。", 2)
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise Refused(f"写不进输出文件夹 {out}：{_cause(error)}请换一个位置，或检查权限。", 1) from error


def _cause(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "没有写入权限。"
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return "路径中有同名的文件。"
    return f"{error.strerror or error}。"


def _read_all(store: Store, source: Path, progress: Progress | None) -> None:
    found = list(folder.files(source))
    first_with: dict[str, str] = {}  # sha256 → document
    for done, (name, path) in enumerate(found, start=1):
        document, rows = _read_one(name, path, first_with)
        store.add(document, rows)
        if progress:
            progress(done, len(found), name)


def _read_one(name: str, path: Path, first_with: dict[str, str]) -> tuple[DocumentRow, list[Row]]:
    """The document's row and all rows found in it. This is the one boundary that a bad file does not pass."""
    began = time.perf_counter()
    sha256: str | None = None
    try:
        reason = folder.left_behind(name)
        if reason:
            return _not_read(name, None, "skipped", reason), []
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        twin = first_with.setdefault(sha256, name)
        if twin != name:
            return _not_read(name, sha256, "duplicate", f"与 {twin} 内容完全相同，只读一次。", twin), []
        raw, reader = _raw(data, name)
        text = arranged(raw, name)
        reading, findings = find(text.document)
        rows = _rows(reading, findings)
        row = _row_of(reading.document, raw, reader, sha256, time.perf_counter() - began)
        return replace(row, set_aside=(*raw.set_aside, *text.left_out)), rows
    except Unreadable as unreadable:
        return _not_read(name, sha256, unreadable.status, unreadable.reason), []
    except OSError as error:
        return _not_read(
            name, sha256, "error", f"文件打不开：{_cause(error)}请检查权限，或文件是否被移走。"
        ), []
    except Exception as error:  # the boundary: whatever a file does, the others are read
        reason = f"处理时出现内部错误（{type(error).__name__}）：请把此文件发给维护人员，其余文件不受影响。"
        return _not_read(name, sha256, "error", reason), []


def _raw(data: bytes, name: str) -> tuple[RawDocument, Reader]:
    if not data:
        raise Unreadable("empty", "文件是空的（0 字节）：请向报送单位重新索取。")
    extension = PurePosixPath(name).suffix.lower()
    reader = choose(data, extension)
    if reader is None:
        raise Unreadable(
            "unsupported",
            f"暂不支持 {extension or '没有扩展名的'} 文件：请另存为 .docx、.pdf 或 .txt 后再运行。",
        )
    return reader.read(data), reader


def _not_read(
    name: str, sha256: str | None, status: str, reason: str, duplicate_of: str | None = None
) -> DocumentRow:
    return DocumentRow(name, sha256, _format(name), None, None, 0, 0, status, reason, duplicate_of)


def _format(name: str) -> str | None:
    return PurePosixPath(name).suffix.lower().lstrip(".") or None


def _row_of(document: Document, raw: RawDocument, reader: Reader, sha256: str, seconds: float) -> DocumentRow:
    pages = [page.number for page in raw.pages if page.number is not None]
    return DocumentRow(
        document=document.name,
        sha256=sha256,
        format=_format(document.name),
        reader=reader.name,
        pages=len(pages) or None,
        characters=sum(len(p.text) for a in document.articles for p in a.paragraphs),
        articles=len(document.articles),
        status="ok",
        reason=None,
        partial=raw.partial,
        revisions=raw.revisions,
        seconds=round(seconds, 3),
    )


def _rows(reading: Reading, findings: Findings) -> list[Row]:
    """Every row of one document: its articles and paragraphs, and what was found in them."""
    name = reading.document.name
    rows: list[Row] = []
    for a in reading.document.articles:
        characters = sum(len(p.text) for p in a.paragraphs)
        rows.append(ArticleRow(name, a.number, a.title, a.subtitle, a.authors, a.source, a.date,
                               a.date_inferred, a.sections, characters))  # fmt: skip
        rows += [ParagraphRow(name, a.number, p.number, p.kind, p.page, p.text) for p in a.paragraphs]
    findings = findings.replacing(Count, taxonomy.categorised(findings.of(Count)))
    for found in findings.rows.values():
        rows += found
    return rows


def _summary(store: Store, out: Path, seconds: float) -> Summary:
    documents: Iterable[DocumentRow] = list(store.rows(DOCUMENTS))
    return Summary(
        out=out,
        statuses=dict(sorted(Counter(d.status for d in documents).items())),
        failures=tuple((d.document, d.reason or "") for d in documents if d.status not in READ),
        rows={row_type.name: store.size(row_type) for row_type in ROW_TYPES},
        severities=dict(sorted(Counter(c.severity for c in store.rows(CHECKS)).items())),
        seconds=seconds,
    )


def _write_run_record(store: Store, source: Path, summary: Summary) -> None:
    """run.json: what is needed to tell this run from another, and to say what it could not read."""
    record = {
        "taizhang": __version__,
        "python": platform.python_version(),
        "input": source.name,
        "inputs": {d.document: d.sha256 for d in store.rows(DOCUMENTS)},
        "lexicons": lexicons.digests(),
        "seconds": round(summary.seconds, 3),
        "seconds_by_document": {d.document: d.seconds for d in store.rows(DOCUMENTS)},
        "statuses": summary.statuses,
        "rows": summary.rows,
        "checks": summary.severities,
        "failures": [{"document": d, "reason": r} for d, r in summary.failures],
    }
    part = summary.out / "run.json.part"
    part.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8", "backslashreplace")
    part.replace(summary.out / "run.json")
