"""A table's row 合计 is the whole of the rows above it: linked, checked, and never added to them."""

from __future__ import annotations

from pipeline.ledger.checks import checks
from pipeline.ledger.totals import totals
from pipeline.model.document import Article, Document, Paragraph
from pipeline.rows.counts import Count
from pipeline.run import find

HEAD = "单位\t党员总数（名）\t占比（%）"


def counts_of(*rows: str) -> tuple[Count, ...]:
    paragraphs = [Paragraph(1, "body", "2024年底云岭县各镇党员情况如下。")]
    paragraphs += [Paragraph(n, "table", row, table=1) for n, row in enumerate((HEAD, *rows), start=2)]
    article = Article(1, "云岭县党员情况", None, (), None, "2025-01-10", False, (), tuple(paragraphs))
    return find(Document("a.txt", (article,)))[1].of(Count)


def test_rows_are_parts_of_the_sum_in_their_column() -> None:
    counts = counts_of("青石镇\t120\t40", "白水镇\t180\t60", "合　计\t300\t100")
    whole = next(c for c in counts if c.text == "300")
    assert [c.text for c in counts if c.part_of == whole.id] == ["120", "180"]
    assert whole.part_of is None and all(c.part_of is None for c in counts if c.unit == "%")


def test_with_subtotals_nothing_is_linked() -> None:
    counts = counts_of("青石镇\t120\t40", "小计\t120\t40", "白水镇\t180\t60", "合计\t300\t100")
    assert {c.part_of for c in counts} == {None}


def test_a_sum_that_does_not_fit_is_told() -> None:
    assert not [
        c
        for c in checks(counts_of("青石镇\t120\t40", "白水镇\t180\t60", "合计\t300\t100"))
        if c.kind == "sum"
    ]
    told = [
        c
        for c in checks(counts_of("青石镇\t120\t40", "白水镇\t180\t60", "合计\t310\t100"))
        if c.kind == "sum"
    ]
    assert len(told) == 1 and "310" in told[0].message


def test_no_total_holds_the_sum_and_its_rows() -> None:
    counts = counts_of("青石镇\t120\t40", "白水镇\t180\t60", "合计\t300\t100")
    members = {c.id for c in counts}
    for total in totals(counts, (), (), ()):
        assert not total.derived or len(set(total.facts) & members) < 3, total
