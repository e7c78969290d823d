"""附：待核对事项: the checks with both passages, the numerals that no table holds, the files that were not read."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.rows import CHECKS, DOCUMENTS, NUMERALS
from pipeline.rows.checks import SEVERITIES
from pipeline.writers.digest.blocks import Block, Bold, Heading, Paragraph
from pipeline.writers.digest.material import Material, Section
from pipeline.writers.digest.wording import Record, cut, excerpt
from pipeline.writers.labels import labelled, place_text

MOST_CHECKS = 100
MOST_FILES = 100
HARMLESS = ("ok", "duplicate", "skipped")  # nothing is lost by them


def fill(material: Material) -> Iterator[Block]:
    yield Heading(2, "（一）核对提示")
    yield from checks(material)
    yield Heading(2, "（二）没有归入任何一类的数字")
    left = sum(record["use"] == "unassigned" for record in material.records(NUMERALS))
    yield Paragraph(
        (f"正文中有{left}个数字没有归入任何一类，可能有漏掉的数据，见台账“数字清点”。" if left else "没有。",)
    )
    yield Heading(2, "（三）没有读入的文件")
    yield from files(material)


def checks(material: Material) -> Iterator[Block]:
    """Each with both its passages, the gravest first."""
    found = sorted(material.records(CHECKS), key=lambda record: SEVERITIES.index(record["severity"]))
    severity, kind = labelled(CHECKS.name, "severity"), labelled(CHECKS.name, "kind")
    if not found:
        yield Paragraph(("没有。",))
    for at, record in enumerate(found[:MOST_CHECKS], start=1):
        head = f"{at}. 【{severity(record['severity'])}·{kind(record['kind'])}】"
        yield Paragraph((Bold(head), cut(record["message"], 400)))
        yield from sides(material, record)
    if len(found) > MOST_CHECKS:
        yield Paragraph((f"另有{len(found) - MOST_CHECKS}条，见台账“核对”。",))


def sides(material: Material, record: Record) -> Iterator[Block]:
    """The one passage and the other; a single one where both are of one sentence."""
    other_span = {"start": record["other_start"], "end": record["other_end"]}
    if all(record[key] == record[f"other_{key}"] for key in ("document", "article", "paragraph", "sentence")):
        yield Paragraph(("原文：", *material.passage([record, other_span])), "Passage")
        return
    yield Paragraph(("一处：", *material.passage([record])), "Passage")
    if record["other_sentence"] is not None:
        yield Paragraph(("另一处：", *other(material, record)), "Passage")


def other(material: Material, record: Record) -> tuple[str | Bold, ...]:
    document, article, paragraph = (record[f"other_{key}"] for key in ("document", "article", "paragraph"))
    where = place_text(document, article, None, paragraph, material.several)
    said = excerpt(record["other_sentence"], [(record["other_start"], record["other_end"])])
    return (f"{cut(document)}，{where}：", *said)


def files(material: Material) -> Iterator[Block]:
    status = labelled(DOCUMENTS.name, "status")
    left = [r for r in material.records(DOCUMENTS) if r["status"] not in HARMLESS or r["partial"]]
    if not left:
        yield Paragraph(("没有。",))
    for at, record in enumerate(left[:MOST_FILES], start=1):
        how = "未读完" if record["status"] == "ok" else status(record["status"])
        reason = cut(record["reason"] or "后面的内容没有读入。", 400)
        yield Paragraph((f"{at}. {cut(record['document'])}（{how}）：{reason}",))
    if len(left) > MOST_FILES:
        yield Paragraph((f"另有{len(left) - MOST_FILES}份，见台账“未处理”。",))


SECTION = Section("附：待核对事项", fill)
