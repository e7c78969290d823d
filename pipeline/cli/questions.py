"""What the verbs that ask a ledger print: lines, hits, figures, comparisons; as a table, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.console import harmless, on_one_line, say

if TYPE_CHECKING:
    from pipeline.ledger.comparing import Comparison
    from pipeline.ledger.finding import Hit

AROUND = 50  # characters of a paragraph shown before and behind what was found
FORMULA = "=+-@"  # a cell that begins so would be a formula to a spreadsheet


def lines(told: Iterable[str]) -> None:
    for line in told:
        say(line)


def hits(found: Sequence[Hit], words: str) -> None:
    """Each paragraph with the words in colour, and the rows under it."""
    for hit in found:
        before, after = hit.text[: hit.start][-AROUND:], hit.text[hit.end :][:AROUND]
        page = f"第{hit.page}页" if hit.page else ""
        click.secho(f"{on_one_line(hit.document)} {page}第{hit.article}篇第{hit.paragraph}段", bold=True)
        said = click.style(harmless(hit.text[hit.start : hit.end]), fg="yellow", bold=True)
        click.echo(f"　{harmless(before)}{said}{harmless(after)}".replace("\t", " "))
        for heading, id_, row in hit.rows:
            say(f"　　{heading}　{row}　{id_}")
    click.echo(f"“{words}”见于 {len(found)} 段。" if found else f"没有找到“{words}”。")


def figures(answers: Sequence[Mapping[str, Any]], form: str) -> None:
    from pipeline.ledger.asking import HEADINGS

    if form == "json":
        say(json.dumps(list(answers), ensure_ascii=False, indent=1))
    elif form == "csv":
        say(as_csv([{HEADINGS[key]: value for key, value in row.items()} for row in answers]), nl=False)
    else:
        for row in answers:
            kind = "〔汇总得出〕" if row["derived"] else ""
            when = f"（{row['period']}）" if row["period"] else ""
            click.secho(
                f"{row['owner'] or '全部文件'}　{row['indicator']}　{row['value']}{row['unit'] or ''}{when}{kind}",
                bold=True,
            )
            for label, told in (("出处", row["sources"]), ("未计入", row["left_out"])):
                for one in told:
                    say(f"　　{label}　{one}")
        say(f"共 {len(answers)} 个数。")


def unknown(found: Sequence[tuple[str, str, str, int, str]]) -> None:
    """Lines for 指标.tsv, each under a comment that says how often it is told and where."""
    say("指标\t写法\t单位\t性质")
    for wording, unit, nature, times, example in found:
        say(f"# {times} 次，如 {example}")
        say(f"{wording}\t{wording}\t{unit}\t{nature}")


def comparison(told: Comparison, form: str) -> None:
    from pipeline.ledger.comparing import as_records

    records = as_records(told)
    things = [{"类别": kind, "变化": way, "内容": what} for kind, way, what in told.things]
    if form == "json":
        say(json.dumps({"指标": records, "其他": things}, ensure_ascii=False, indent=1))
    elif form == "csv":
        say(as_csv(records), nl=False)
    else:
        table([record for record in records if record["增减"] is not None])
        for year, other in (told.years, told.years[::-1]):
            only = sum(record[f"{year}年"] is not None and record["增减"] is None for record in records)
            say(f"只有{year}年有、{other}年没有的指标 {only} 个（--format csv 全部列出）。")
        for thing in things:
            say(f"{thing['类别']}　{thing['变化']}　{thing['内容']}")


def as_csv(records: Sequence[Mapping[str, Any]]) -> str:
    """CSV with a line of headings; lists joined by ；, what a spreadsheet would take for a formula behind a '."""
    if not records:
        return ""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(records[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: cell(value) for key, value in record.items()} for record in records)
    return text.getvalue()


def cell(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else ""
    written = "；".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    is_number = written[1:].replace(".", "", 1).isdigit() if written[:1] == "-" else False
    return f"'{written}" if written.startswith(tuple(FORMULA)) and not is_number else written


def table(records: Sequence[Mapping[str, Any]]) -> None:
    """Columns aligned by what a terminal shows: a Chinese character is two wide."""
    if not records:
        return
    rows = [list(records[0]), *([str(value or "") for value in record.values()] for record in records)]
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    for number, row in enumerate(rows):
        padded = "  ".join(text + " " * (widths[at] - width(text)) for at, text in enumerate(row))
        click.secho(harmless(padded.rstrip()), bold=number == 0)


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
