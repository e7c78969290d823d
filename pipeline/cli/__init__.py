"""The command `taizhang`. Each verb parses, calls the library function of the same name, and prints."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline import __version__
from pipeline.cli import printing
from pipeline.cli.chinese import ChineseGroup


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="taizhang", message="%(prog)s %(version)s", help="显示版本。")
def main() -> None:
    """台账：把一个文件夹的党建报告读成有出处的台账。"""


@main.command()
@click.argument("source", metavar="输入文件夹", type=click.Path(path_type=Path))
@click.option("-o", "--out", metavar="输出文件夹", type=click.Path(path_type=Path), default=Path("outputs/台账"),
              help="结果写到这里（默认 outputs/台账）。")  # fmt: skip
def run(source: Path, out: Path) -> None:
    """读入文件夹里的全部报告，写出台账.xlsx、ledger.sqlite 和 tables/。"""
    from pipeline import run as library
    from pipeline.model.issue import Refused

    try:
        with printing.Progress() as progress:
            summary = library.run(source, out, progress=progress)
    except Refused as refused:
        click.echo(refused.message, err=True)
        sys.exit(refused.exit_code)
    printing.summary(summary)
    sys.exit(summary.exit_code)


@main.command()
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
def read(file: Path) -> None:
    """看一份文件读成了什么：逐段列出类别和文字。"""
    printing.document(printing.read_or_exit(file))


@main.command()
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
def show(file: Path) -> None:
    """看一份文件里找到了什么：原文加亮，句下列出找到的行。"""
    from pipeline import run as library

    printing.found(*library.find(printing.read_or_exit(file)))


@main.command()
def formats() -> None:
    """列出能读的文件格式。"""
    printing.formats()


@main.command()
def tables() -> None:
    """列出台账的各张表和它们的列。"""
    printing.tables()
