"""counts: what each figure counts, how it is to be taken, and what is a part of what."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract import counts, numerals, times
from pipeline.language.analyse import analyse
from pipeline.model.document import Article, Document, Paragraph, Reading
from pipeline.model.row import Findings
from pipeline.rows.counts import ASPECTS, BOUNDS, Count
from pipeline.rows.numerals import USES, NumeralRow

CASES = Path(__file__).parent / "cases" / "extract" / "counts.tsv"


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1]) for row in rows]


def reading_of(text: str) -> Reading:
    """A document of one article; \\n parts paragraphs, \\t the cells of a row."""
    lines = text.replace("\\t", "\t").split("\\n")
    paragraphs = tuple(
        Paragraph(number, "table" if "\t" in line else "body", line, None, 1 if "\t" in line else None)
        for number, line in enumerate(lines, start=1)
    )
    article = Article(1, "", None, (), None, "2025-03-10", False, (), paragraphs)
    return analyse(Document("a.txt", (article,)))


def found_in(text: str) -> list[Count]:
    return [row for row in counts.extract(reading_of(text), Findings()) if isinstance(row, Count)]


def shown(count: Count) -> str:
    """12个=党支部, with +aspect, [examples], >part; the value where it is not the text's own: 8.5→85000元=经费."""
    value = f"→{count.value.normalize():f}{count.unit or ''}" if "\t" in count.evidence.sentence else ""
    sign = "(-)" if count.value < 0 else ""
    aspect = f"+{count.aspect}" if count.aspect else ""
    examples = f"[{'/'.join(count.examples)}]" if count.examples else ""
    part = ">part" if count.part_of else ""
    return f"{count.text}{value}={sign}{count.indicator or ''}{aspect}{examples}{part}"


def told(text: str) -> str:
    return " ; ".join(shown(count) for count in found_in(text))


@pytest.mark.parametrize(("text", "expected"), cases(), ids=[text[:30] for text, _ in cases()])
def test_case(text: str, expected: str) -> None:
    assert told(text) == ("" if expected == "-" else expected)


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 100


def test_a_part_names_its_whole() -> None:
    whole, part = found_in("共有党员86名，其中女党员21名。")
    assert part.part_of == whole.id


def test_money_of_a_table_is_told_in_yuan() -> None:
    (count,) = found_in("单位\\t经费（万元）\\n青石镇\\t8")
    assert (count.value, count.unit, count.base_value, count.base_unit) == (
        Decimal(80000),
        "元",
        Decimal(80000),
        "元",
    )
    assert count.owner == "青石镇"


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *"，。；、（）：“”的了在和",
            "新建", "培训", "实现", "增长", "下降", "占", "达", "共有", "其中", "分别为", "等", "累计", "力争", "3个",
            "12.5%", "200余名", "5万元", "2024年", "1.2个百分点", "党员", "党支部", "收入", "面积", "全镇", "青石镇",
            "比上年", "35岁以下", "三年", "\\n", "\\t",
        ]
    ),
    max_size=24,
).map("".join)  # fmt: skip


@given(FRAGMENTS)
@settings(max_examples=150, deadline=None)
def test_whatever_stands_there_every_figure_is_accounted_for(text: str) -> None:
    reading = reading_of(text)
    findings = Findings()
    for extractor in (counts.EXTRACTOR, times.EXTRACTOR, numerals.EXTRACTOR):
        findings = findings.adding(extractor.extract(reading, findings))
    for count in findings.of(Count):
        assert count.evidence.said == count.text
        assert count.aspect is None or count.aspect in ASPECTS
        assert count.bound in BOUNDS
        assert count.indicator != ""
    ids = {count.id for count in findings.of(Count)}
    assert len(ids) == len(findings.of(Count))
    assert all(count.part_of is None or count.part_of in ids for count in findings.of(Count))
    told = findings.of(NumeralRow)
    assert len(told) == sum(len(sentence.numerals) for sentence in reading.sentences)
    assert all(numeral.use in USES for numeral in told)
    assert all(numeral.row for numeral in told if numeral.use == "count")


def test_a_plan_only_aims_unless_it_looks_back() -> None:
    """Figures of 工作要点 are targets; shares and what is held against 去年 are not."""
    lines = ("培训职工300人，举办比武5场。", "去年，培训职工260人。", "使用率为93%。")
    paragraphs = tuple(Paragraph(n, "body", line) for n, line in enumerate(lines, start=1))
    for title, aspects in (
        ("2025年工作要点", ["target", "target", None, "share"]),
        ("2025年工作要点落实情况", [None, None, None, "share"]),
        ("2024年工作总结和2025年工作思路", [None, None, None, "share"]),
    ):
        article = Article(1, title, None, (), None, "2025-03-10", False, (), paragraphs)
        found = counts.extract(analyse(Document("a.txt", (article,))), Findings())
        assert [row.aspect for row in found if isinstance(row, Count)] == aspects
