"""The command `taizhang`. Each verb parses, calls the library function of the same name, and prints."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import __version__

if TYPE_CHECKING:
    from pipeline.run import Summary

_COLOURS = {"counts": "yellow", "organisations": "cyan", "places": "green", "people": "magenta", "brands": "red",
            "mechanisms": "red", "honours": "red", "activities": "blue", "quotes": "white", "times": "green"}  # fmt: skip


class ChineseGroup(click.Group):
    """click's group with the fixed words of its help in Chinese, and one sentence in place of a traceback."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="taizhang", message="%(prog)s %(version)s")
def main() -> None:
    """台账：把一个文件夹的党建报告读成有出处的台账。"""


@main.command()
@click.argument("source", metavar="输入文件夹", type=click.Path(path_type=Path))
@click.option("-o", "--out", metavar="输出文件夹", type=click.Path(path_type=Path), default=Path("outputs/台账"),
              show_default=True, help="结果写到这里。")  # fmt: skip
def run(source: Path, out: Path) -> None:
    """读入文件夹里的全部报告，写出台账.xlsx、ledger.sqlite 和 tables/。"""
    from pipeline import run as library
    from pipeline.model.issue import Refused

    try:
        with _Progress() as progress:
            summary = library.run(source, out, progress=progress)
    except Refused as refused:
        click.echo(refused.message, err=True)
        sys.exit(refused.exit_code)
    _print_summary(summary)
    sys.exit(summary.exit_code)


@main.command()
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
def read(file: Path) -> None:
    """看一份文件读成了什么：逐段列出类别和文字。"""
    for article in _document(file).articles:
        head = [f"第{article.number}篇　{article.title}"]
        head += [f"作者：{'、'.join(article.authors)}"] if article.authors else []
        head += [
            f"{label}：{value}"
            for label, value in (("来源", article.source), ("日期", article.date))
            if value
        ]
        click.secho("　".join(head), bold=True)
        for p in article.paragraphs:
            page = f"第{p.page}页" if p.page else ""
            click.echo(f"{p.number:>4} {p.kind:<9}{page}　{p.text}")


@main.command()
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
def show(file: Path) -> None:
    """看一份文件里找到了什么：原文加亮，句下列出找到的行。"""
    from pipeline import run as library

    reading, findings = library.find(_document(file))
    found = sorted(_found(findings), key=lambda item: item[1].position)
    for sentence in reading.sentences:
        here = [
            (table, row)
            for table, row in found
            if (row.evidence.article, row.evidence.paragraph) == (sentence.article, sentence.paragraph)
            and sentence.offset
            <= row.evidence.offset + row.evidence.start
            < sentence.offset + len(sentence.text)
        ]
        click.echo(_highlighted(sentence.text, sentence.offset, here))
        for table, row in here:
            click.echo(f"    {_described(table, row)}")


@main.command()
def formats() -> None:
    """列出能读的文件格式。"""
    from pipeline.readers import READERS

    for reader in READERS:
        click.echo(f"{reader.name:<8}{' '.join(reader.extensions)}")


@main.command()
def tables() -> None:
    """列出台账的各张表和它们的列。"""
    from pipeline.rows import ROW_TYPES

    for row_type in ROW_TYPES:
        click.secho(f"{row_type.name}（{row_type.heading}）", bold=True)
        click.echo("    " + "　".join(f"{column.key}={column.heading}" for column in row_type.columns))


class _Progress:
    """A bar on a terminal; nothing where the output is redirected."""

    def __enter__(self) -> _Progress:
        self._bar: Any = None
        return self

    def __call__(self, done: int, total: int, name: str) -> None:
        if self._bar is None:
            self._bar = click.progressbar(length=total, label="读入报告", file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(1)

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(*error)


def _print_summary(summary: Summary) -> None:
    from pipeline.rows import ROW_TYPES

    read, failed = summary.statuses.get("ok", 0), len(summary.failures)
    others = sum(summary.statuses.values()) - read - failed
    click.echo(
        f"读入 {read} 份，未能读入 {failed} 份，略过或重复 {others} 份，用时 {summary.seconds:.1f} 秒。"
    )
    click.echo("各表行数：" + "　".join(f"{t.heading} {summary.rows[t.name]}" for t in ROW_TYPES))
    raised = "　".join(f"{_SEVERITIES[s]} {n}" for s, n in summary.severities.items())
    click.echo(f"核对提示：{raised or '无'}")
    for document, reason in summary.failures:
        click.echo(f"未处理　{document}　{reason}", err=True)
    click.echo(f"结果在 {summary.out}：台账.xlsx　ledger.sqlite　tables/　run.json")


_SEVERITIES = {"error": "差错", "warning": "存疑", "note": "提示"}


def _document(file: Path) -> Any:
    """The file as read, or one Chinese sentence and exit code 2 (no such file) or 3 (not readable)."""
    from pipeline import run as library
    from pipeline.model.issue import Unreadable

    try:
        return library.read(file)
    except OSError:
        click.echo(f"打不开 {file}：请检查路径和权限。", err=True)
        sys.exit(2)
    except Unreadable as unreadable:
        click.echo(f"{file}：{unreadable.reason}", err=True)
        sys.exit(3)


def _found(findings: Any) -> list[tuple[str, Any]]:
    """The rows to show: mentions under the table of their kind, and no numerals, which would drown the rest."""
    kinds = {"organisation": "organisations", "place": "places", "person": "people"}
    return [
        (kinds[row.kind] if table == "mentions" else table, row)
        for table, rows in findings.rows.items()
        for row in rows
        if hasattr(row, "evidence") and table not in ("numerals", "relations")
    ]


def _highlighted(text: str, offset: int, found: list[tuple[str, Any]]) -> str:
    colours: list[str | None] = [None] * len(text)
    for table, row in found:
        start = row.evidence.offset + row.evidence.start - offset
        end = row.evidence.offset + row.evidence.end - offset
        for at in range(max(start, 0), min(end, len(text))):
            colours[at] = _COLOURS.get(table)
    pieces: list[str] = []
    for at, character in enumerate(text):
        pieces.append(click.style(character, fg=colours[at], bold=True) if colours[at] else character)
    return "".join(pieces)


def _described(table: str, row: Any) -> str:
    skipped = {
        "evidence",
        "category",
        "base_value",
        "base_unit",
        "name" if table in ("organisations", "places", "people") else "",
    }
    cells = [
        f"{key}={value}"
        for key, value in vars(row).items()
        if key not in skipped and value not in (None, (), False)
    ]
    return click.style(f"[{table}] ", fg=_COLOURS.get(table)) + " ".join(cells)


if __name__ == "__main__":
    main()
