"""The command `taizhang`. Each verb parses, calls the library function of the same name, and prints."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import __version__
from pipeline.cli import printing, questions
from pipeline.cli.chinese import ChineseGroup
from pipeline.cli.console import say

if TYPE_CHECKING:
    from pipeline.run.limits import Shard


@contextmanager
def refusals() -> Iterator[None]:
    """What a library function refuses, and an interruption by the user, as one sentence and an exit code."""
    from pipeline.model.issue import Refused

    try:
        yield
    except Refused as refused:
        say(refused.message, err=True)
        sys.exit(refused.exit_code)
    except OSError as error:
        if error.filename is None:  # no path of the user's
            raise
        from pipeline.run.places import cause, shown

        say(f"打不开 {shown(str(error.filename))}：{cause(error)}请检查路径和权限。", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo("\n已中止。读完的文件已经记下，再次运行会接着读。", err=True)
        sys.exit(1)


def shard_of(context: click.Context, parameter: click.Parameter, value: str | None) -> Shard | None:
    """2/7 as the second of seven parts. Raises BadParameter for what is none."""
    from pipeline.run.limits import Shard

    if value is None:
        return None
    number, _, count = value.partition("/")
    if number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count):
        return Shard(int(number), int(count))
    raise click.BadParameter(f"--shard 要写成“第几份/共几份”，如 2/7，不是 {value}")


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="taizhang", message="%(prog)s %(version)s", help="显示版本。")
def main() -> None:
    """台账：把一个文件夹的党建报告读成有出处的台账。"""


@main.command()
@click.argument("source", metavar="输入文件夹", type=click.Path(path_type=Path))
@click.option("-o", "--out", metavar="输出文件夹", type=click.Path(path_type=Path), default=Path("outputs/台账"),
              help="结果写到这里（默认 outputs/台账）。")  # fmt: skip
@click.option("--jobs", metavar="个数", type=click.IntRange(1), help="同时读几份（默认：处理器的核数）。")
@click.option("--timeout", metavar="秒", type=click.FloatRange(0, min_open=True), default=120.0,
              help="一份文件最多读多久（默认 120）。")  # fmt: skip
@click.option("--memory", metavar="MB", type=click.IntRange(16), default=2048,
              help="读一份文件最多用多少内存（默认 2048）。")  # fmt: skip
@click.option("--limit", "bounds", metavar="名称=数", multiple=True,
              help="改一份文件的上限，如 --limit 页数=5000；名称见 docs/security.md。")  # fmt: skip
@click.option("--keep-private", is_flag=True, help="身份证号、电话、银行卡号照原样写出（默认遮去中间几位）。")
@click.option("--fresh", is_flag=True, help="全部重读，不用上次读过的。")
@click.option("--lexicon", metavar="词表文件夹", type=click.Path(path_type=Path), envvar="TAIZHANG_LEXICON",
              help="本单位的词表：合并.tsv、不合并.tsv、组织词.tsv 等，见说明。")  # fmt: skip
@click.option("--shard", metavar="第几份/共几份", callback=shard_of,
              help="分给几台电脑读时，这台读哪一份，如 2/7；再用 merge 合并。")  # fmt: skip
@click.option("--engine", metavar="方式", type=click.Choice(["local", "dask"]), default="local",
              help="local 只用本机（默认）；dask 用一组电脑，要先安装 taizhang[dask]。")  # fmt: skip
@click.option(
    "--scheduler", metavar="地址", help="Dask 调度器的地址，如 tcp://10.0.0.5:8786；不写就在本机起一个。"
)
def run(
    source: Path,
    out: Path,
    jobs: int | None,
    timeout: float,
    memory: int,
    bounds: tuple[str, ...],
    keep_private: bool,
    fresh: bool,
    lexicon: Path | None,
    shard: Shard | None,
    engine: str,
    scheduler: str | None,
) -> None:
    """读入文件夹里的全部报告，写出台账.xlsx、ledger.sqlite 和 tables/。再次运行只读有变化的。"""
    from pipeline import run as library
    from pipeline.cli.progress import Progress

    limits = library.Limits(
        timeout=timeout,
        memory=memory,
        bounds=bounds,
        keep_private=keep_private,
        **({"jobs": jobs} if jobs else {}),
    )
    with refusals(), Progress() as progress:
        if engine == "dask" and shard is None:
            summary = library.run_on_cluster(
                source,
                out,
                scheduler=scheduler,
                limits=limits,
                fresh=fresh,
                lexicon=lexicon,
                progress=progress,
            )
        else:
            summary = library.run(
                source, out, limits=limits, fresh=fresh, lexicon=lexicon, progress=progress, shard=shard
            )
    printing.summary(summary)
    sys.exit(summary.exit_code)


@main.command()
@click.argument("parts", metavar="各份结果…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--out", metavar="输出文件夹", required=True, type=click.Path(path_type=Path),
              help="合并的结果写到这里。")  # fmt: skip
@click.option("--lexicon", metavar="词表文件夹", type=click.Path(path_type=Path), envvar="TAIZHANG_LEXICON",
              help="本单位的词表：合并.tsv、不合并.tsv、组织词.tsv 等，见说明。")  # fmt: skip
def merge(parts: tuple[Path, ...], out: Path, lexicon: Path | None) -> None:
    """合并分开读的结果：几台电脑各读一份（run --shard），或各读各的文件夹，合成一本台账。"""
    from pipeline import run as library

    with refusals():
        summary = library.merge(parts, out, lexicon=lexicon)
    printing.summary(summary)
    sys.exit(summary.exit_code)


@main.command()
@click.argument("out", metavar="输出文件夹", type=click.Path(path_type=Path))
@click.argument("source", metavar="[输入文件夹]", required=False, type=click.Path(path_type=Path))
def status(out: Path, source: Path | None) -> None:
    """看再次运行会做什么：哪些文件新增、有变化、已不在、不变。"""
    from pipeline import run as library

    with refusals():
        found = library.status(out, source)
    printing.status(found)


@main.command()
@click.argument("out", metavar="输出文件夹", type=click.Path(path_type=Path))
@click.argument("files", metavar="校核过的文件…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--reviewer", metavar="姓名", default="", help="谁的意见；同一人再交时以后交的为准。")
@click.option("--overrule", is_flag=True, help="与已有意见不一致时，以这次的为准。")
@click.option("--dry-run", is_flag=True, help="只看会怎样，不改台账。")
@click.option("--lexicon", metavar="词表文件夹", type=click.Path(path_type=Path), envvar="TAIZHANG_LEXICON",
              help="run 时用了哪个，这里也用哪个。")  # fmt: skip
def review(
    out: Path, files: tuple[Path, ...], reviewer: str, overrule: bool, dry_run: bool, lexicon: Path | None
) -> None:
    """收回校核意见：读填过校核栏的台账.xlsx 和核查页导出的 JSON，记入台账并重新写出各文件。"""
    from pipeline import run as library

    with refusals():
        reviewed = library.review(
            out, files, reviewer=reviewer, overrule=overrule, dry=dry_run, lexicon=lexicon
        )
    printing.reviewed(reviewed)
    sys.exit(reviewed.exit_code)


@main.command()
@click.argument("out", metavar="输出文件夹", type=click.Path(path_type=Path))
@click.option("--by", metavar="owner|theme|period", type=click.Choice(["owner", "theme", "period"]), default="owner",
              help="数据按单位、主题还是年份归在一起（默认按单位）。")  # fmt: skip
@click.option("--style", metavar="digest|yearbook", type=click.Choice(["digest", "yearbook"]), default="digest",
              help="摘编，或年鉴条目素材。")  # fmt: skip
@click.option("--year", metavar="年份", default="", help="年鉴条目取哪一年（默认数据最多的一年）。")
@click.option("-o", "--out", "target", metavar="文件", type=click.Path(path_type=Path), help="写到这里。")
def digest(out: Path, by: str, style: str, year: str, target: Path | None) -> None:
    """另写一份摘编：按主题或年份归类，或写成年鉴条目素材（.docx）。"""
    from pipeline import run as library

    named = {"owner": "摘编-按单位", "theme": "摘编-按主题", "period": "摘编-按年份"}[by]
    target = target or out / f"{'年鉴条目素材' if style == 'yearbook' else named}.docx"
    with refusals():
        library.digest(out, target, by=by, style=style, year=year)
    click.echo(f"写在 {target}。")


@main.command()
@click.argument("template", metavar="模板", type=click.Path(path_type=Path))
@click.option("--from", "out", metavar="输出文件夹", required=True, type=click.Path(path_type=Path),
              help="用哪个台账填（run 的输出文件夹）。")  # fmt: skip
@click.option(
    "-o", "--out", "target", metavar="文件", type=click.Path(path_type=Path), help="填好的写到这里。"
)
@click.option("--dry-run", is_flag=True, help="只列出会填什么，不写文件。")
def fill(template: Path, out: Path, target: Path | None, dry_run: bool) -> None:
    """填上级的表：按台账填 .xlsx 表格或带【指标:单位:年度】标记的 .docx，每格注明出处。"""
    from pipeline import run as library

    if target is None and not dry_run:
        target = template.with_name(f"{template.stem}-已填{template.suffix}")
    with refusals():
        done = library.fill(template, out, None if dry_run else target)
    printing.filled(done, None if dry_run else target)


@main.command()
@click.argument("out", metavar="输出文件夹", type=click.Path(path_type=Path))
@click.option("-o", "--out", "target", metavar="文件", required=True, type=click.Path(path_type=Path),
              help="写到这里：.html 离线网页，.graphml 给 Gephi、yEd。")  # fmt: skip
def graph(out: Path, target: Path) -> None:
    """画图谱：谁属于谁、谁负责谁，谁有品牌做法、得了荣誉、办了活动，可缩放、可查找、可看出处。"""
    from pipeline import run as library

    with refusals():
        names, relations = library.graph(out, target)
    click.echo(f"图谱在 {target}：{names} 个名称，{relations} 条关系。")


@main.command()
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--layout", metavar="版面图", type=click.Path(path_type=Path),
              help="把每一页画成 .html 或 .png：每行归为哪一类、按什么顺序读（PDF、OFD、扫描件）。")  # fmt: skip
def read(file: Path, layout: Path | None) -> None:
    """看一份文件读成了什么：逐段列出类别和文字。"""
    if layout is None:
        printing.document(printing.read_or_exit(file))
        return
    with refusals():
        printing.drawn(layout, printing.drawn_or_exit(file, layout))


@main.command()
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
def show(file: Path) -> None:
    """看一份文件里找到了什么：原文加亮，句下列出找到的行。"""
    from pipeline import run as library

    printing.found(*library.find(printing.read_or_exit(file)))


@main.command()
@click.argument("out", metavar="输出文件夹", type=click.Path(path_type=Path))
@click.argument("wanted", metavar="编号或名称")
def explain(out: Path, wanted: str) -> None:
    """看一行从哪里来：原文、规则、没有计入的、哪些名称归为一个及其理由。"""
    from pipeline import run as library

    with refusals():
        questions.lines(library.explain(out, wanted))


@main.command()
@click.argument("words", metavar="文字")
@click.argument("out", metavar="输出文件夹", type=click.Path(path_type=Path))
@click.option("--limit", metavar="段数", type=click.IntRange(1), default=50, help="最多列出几段（默认 50）。")
def find(words: str, out: Path, limit: int) -> None:
    """在全部原文里找一段文字，列出所在的段落和其中的条目。"""
    from pipeline import run as library

    with refusals():
        questions.hits(library.search(out, words, limit), words)


@main.command()
@click.argument("out", metavar="输出文件夹", type=click.Path(path_type=Path))
@click.option("--indicator", metavar="指标", help="指标类（发展党员）或写法的一部分。")
@click.option("--owner", metavar="主体", help="单位或地方，哪个名称都行。")
@click.option("--period", metavar="时间", help="2024、2024-06 或 2024-01/2024-06：在这段时间里的。")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table",
              help="table 列表（默认）、csv、json。")  # fmt: skip
@click.option("--unknown", is_flag=True, help="改为列出分类里没有的指标，可抄进词表的 指标.tsv。")
def figures(
    out: Path, indicator: str | None, owner: str | None, period: str | None, form: str, unknown: bool
) -> None:
    """查能用的数：哪个指标、谁的、什么时候的，附出处。"""
    from pipeline import run as library

    with refusals():
        if unknown:
            questions.unknown(library.unknown_figures(out))
            return
        questions.figures(library.figures(out, indicator, owner, period), form)


@main.command()
@click.argument("old", metavar="上年输出文件夹", type=click.Path(path_type=Path))
@click.argument("new", metavar="[本年输出文件夹]", required=False, type=click.Path(path_type=Path))
@click.option("--years", metavar="上年 本年", nargs=2, type=int, help="比较哪两年，如 --years 2023 2024。")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table",
              help="table 列表（默认）、csv、json。")  # fmt: skip
def compare(old: Path, new: Path | None, years: tuple[int, int] | None, form: str) -> None:
    """两年对比：各主体各指标的增减，新增和不再出现的品牌、荣誉、任职；变动异常的标出。"""
    from pipeline import run as library

    with refusals():
        questions.comparison(library.compare(old, new, years), form)


@main.command()
def formats() -> None:
    """列出能读的文件格式。"""
    printing.formats()


@main.command()
def tables() -> None:
    """列出台账的各张表和它们的列。"""
    printing.tables()
