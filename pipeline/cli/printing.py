"""What the verbs print. The library modules are imported in the functions, so that `--help` is instant."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.console import harmless, on_one_line, say

if TYPE_CHECKING:
    from pipeline.model.document import Document, Reading, Sentence
    from pipeline.model.row import Findings, FoundRow
    from pipeline.run.comparison import Status
    from pipeline.run.reviewing.report import Reviewed
    from pipeline.run.summary import Summary
    from pipeline.writers.forms import Filled

_COLOURS = {"counts": "yellow", "organisations": "cyan", "places": "green", "people": "magenta", "brands": "red",
            "mechanisms": "red", "honours": "red", "activities": "blue", "quotes": "white", "times": "green"}  # fmt: skip
_TABLE_OF_KIND = {"organisation": "organisations", "place": "places", "person": "people"}
_SEVERITIES = {"error": "差错", "warning": "存疑", "note": "提示"}
_NOT_SHOWN = ("numerals", "relations")  # they would drown the rest


def summary(run: Summary) -> None:
    """The closing lines of a run: documents, rows, checks, failures, and where the results are."""
    from pipeline.rows import ROW_TYPES

    read, failed = run.statuses.get("ok", 0), len(run.failures)
    others = sum(run.statuses.values()) - read - failed
    if run.notice:
        say(run.notice, err=True)
    say(f"读入 {read} 份，未能读入 {failed} 份，略过或重复 {others} 份，用时 {run.seconds:.1f} 秒。")
    if run.kept:
        say(f"其中 {run.kept} 份以前读过、没有变化，未重读。")
    if run.shard:
        for name, reason in run.failures:
            say(f"未处理　{on_one_line(name)}　{reason}", err=True)
        say(
            f"第 {run.shard} 份读好了，在 {run.out}/ledger.sqlite。各份都读完后，用 taizhang merge 合成一本台账。"
        )
        return
    say("各表行数：" + "　".join(f"{t.heading} {run.rows[t.name]}" for t in ROW_TYPES))
    raised = "　".join(f"{_SEVERITIES[s]} {n}" for s, n in run.severities.items())
    say(f"核对提示：{raised or '无'}")
    for name, reason in run.failures:
        say(f"未处理　{on_one_line(name)}　{reason}", err=True)
    say(f"结果在 {run.out}：台账.xlsx　核查.html　摘编.docx　ledger.sqlite　tables/　run.json")


def status(found: Status) -> None:
    """What a run would do, the files by name but for those that stay as they are."""
    if found.notice:
        say(found.notice)
    for label, documents in (
        ("新增", found.new),
        ("有变化", found.changed),
        ("上次未成、再试", found.again),
        ("已不在", found.vanished),
    ):
        for document in documents:
            say(f"{label}　{on_one_line(document)}")
    to_read = len(found.new) + len(found.changed) + len(found.again)
    say(
        f"输入 {found.source}：要读 {to_read} 份（新增 {len(found.new)}，有变化 {len(found.changed)}，"
        f"再试 {len(found.again)}），移出 {len(found.vanished)} 份，不变 {len(found.unchanged)} 份。"
    )


def reviewed(done: Reviewed) -> None:
    """What a review did: a few lines, all of them where nothing is written to read."""
    from pipeline.run.reviewing import report

    for line in report.lines(done) if done.dry else report.summary(done):
        say(line)
    if done.kept:
        say(f"原来填过的台账另存为 {done.kept.name}。")
    for path in done.proposals:
        say(f"词表建议：{path.parent.name}/{path.name}")
    if not done.dry:
        say(f"详见 {done.out / report.NAME}。")


def filled(done: Filled, target: Path | None) -> None:
    """What was filled: every cell where nothing was written, else those that were left and those in doubt."""
    for answer in done.answers:
        what = "·".join(filter(None, (answer.asked.owner, "/".join(answer.asked.path), answer.asked.time)))
        if answer.value is None:
            say(f"未填　{answer.asked.where}　{what}：{answer.why_not}")
        elif target is None or answer.doubts:
            mark = f"　存疑：{'；'.join(answer.doubts)}" if answer.doubts else ""
            value = f"{answer.value.normalize():f}{answer.unit or ''}"
            say(
                f"{'填' if target is None else '存疑'}　{answer.asked.where}　{what}＝{value}（{answer.label}）{mark}"
            )
    for notice in done.notices:
        say(notice)
    doubtful = sum(bool(answer.doubts) for answer in done.given)
    say(
        f"{'可填' if target is None else '填了'} {len(done.given)} 格（其中存疑 {doubtful} 格，标黄），未填 {len(done.left)} 格。"
    )
    if target:
        say(f"写在 {target}。")


def read_or_exit(file: Path) -> Document:
    """The file as read; else one Chinese sentence and exit code 2 (no such file) or 3 (not readable)."""
    from pipeline import run as library
    from pipeline.model.issue import Unreadable

    try:
        return library.read(file)
    except OSError:
        say(f"打不开 {file}：请检查路径和权限。", err=True)
        sys.exit(2)
    except Unreadable as unreadable:
        say(f"{file}：{unreadable.reason}", err=True)
        sys.exit(3)


def drawn_or_exit(file: Path, out: Path) -> int:
    """Pages drawn to `out`; else as `read_or_exit`."""
    from pipeline import run as library
    from pipeline.model.issue import Unreadable

    try:
        return library.layout(file, out)
    except OSError:
        say(f"打不开 {file}：请检查路径和权限。", err=True)
        sys.exit(2)
    except Unreadable as unreadable:
        say(f"{file}：{unreadable.reason}", err=True)
        sys.exit(3)


def drawn(out: Path, count: int) -> None:
    say(f"{count} 页的版面画在 {out}。")


def document(read: Document) -> None:
    """Each article with its head, each paragraph with number, kind and page."""
    for article in read.articles:
        head = [f"第{article.number}篇　{article.title}"]
        head += [f"作者：{'、'.join(article.authors)}"] if article.authors else []
        head += [
            f"{label}：{value}"
            for label, value in (("来源", article.source), ("日期", article.date))
            if value
        ]
        click.secho(harmless("　".join(head)), bold=True)
        for p in article.paragraphs:
            page = f"第{p.page}页" if p.page else ""
            say(f"{p.number:>4} {p.kind:<9}{page}　{p.text}")


def found(reading: Reading, findings: Findings) -> None:
    """Each sentence with what was found in it in colour, and the rows under it."""
    rows = sorted(_rows_to_show(findings), key=lambda item: item[1].position)
    for sentence in reading.sentences:
        here = [item for item in rows if _stands_in(item[1], sentence)]
        click.echo(_highlighted(sentence, here))
        for table, row in here:
            click.echo(f"    {_described(table, row)}")


def formats() -> None:
    """The formats that can be read, with their extensions."""
    from pipeline.readers import READERS

    for reader in READERS:
        say(f"{reader.name:<8}{' '.join(reader.extensions)}")


def tables() -> None:
    """The tables of the ledger with their columns."""
    from pipeline.rows import ROW_TYPES

    for row_type in ROW_TYPES:
        click.secho(f"{row_type.name}（{row_type.heading}）", bold=True)
        say("    " + "　".join(f"{column.key}={column.heading}" for column in row_type.columns))


def _rows_to_show(findings: Findings) -> list[tuple[str, FoundRow]]:
    from pipeline.model.row import FoundRow

    return [
        (_TABLE_OF_KIND.get(getattr(row, "kind", ""), table), row)
        for table, rows in findings.rows.items()
        for row in rows
        if isinstance(row, FoundRow) and table not in _NOT_SHOWN
    ]


def _stands_in(row: FoundRow, sentence: Sentence) -> bool:
    e = row.evidence
    same_paragraph = (e.article, e.paragraph) == (sentence.article, sentence.paragraph)
    return same_paragraph and 0 <= e.offset + e.start - sentence.offset < len(sentence.text)


def _highlighted(sentence: Sentence, rows: list[tuple[str, FoundRow]]) -> str:
    colours: list[str | None] = [None] * len(sentence.text)
    for table, row in rows:
        start = row.evidence.offset + row.evidence.start - sentence.offset
        for at in range(start, min(start + len(row.evidence.said), len(colours))):
            colours[at] = _COLOURS.get(table)
    return "".join(
        click.style(character, fg=colour, bold=True) if colour else character
        for character, colour in zip(harmless(sentence.text), colours, strict=True)
    )


def _described(table: str, row: FoundRow) -> str:
    hidden = ("evidence", "category", "base_value", "base_unit", "entity")
    cells = [
        f"{key}={value}"
        for key, value in vars(row).items()
        if key not in hidden and value not in (None, (), False)
    ]
    return click.style(f"[{table}] ", fg=_COLOURS.get(table)) + harmless(" ".join(cells))
