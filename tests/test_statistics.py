"""The shape of the official Party statistics: parts that add up, that miss by rounding, and that miss by a slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ledger.checks import checks
from pipeline.ledger.taxonomy import categorised
from pipeline.rows.checks import Check
from pipeline.rows.counts import Count
from pipeline.run import find
from pipeline.run.one_file import raw
from pipeline.structure import arrange


def fired(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    data = text.encode()
    _, findings = find(arrange(raw(data, "公报.txt")[0], "公报.txt"))
    found: list[Check] = checks(list(categorised(findings.of(Count))))
    return [(check.kind, check.severity) for check in found]


HEAD = "青原省党内统计公报\n"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        # bodies: 27.4 + 30.8 + 421.5 = 479.7
        ("全省共有党的基层组织479.7万个，其中基层党委27.4万个、总支部30.8万个、支部421.5万个。", []),
        # 29.3 + 33.6 + 441.9 = 504.8 against 504.7: rounding
        ("全省共有党的基层组织504.7万个，其中基层党委29.3万个、总支部33.6万个、支部441.9万个。", []),
        # off by 0.3
        (
            "全省共有党的基层组织504.7万个，其中基层党委29.3万个、总支部33.6万个、支部442.1万个。",
            [("sum", "error")],
        ),
        # ages: four parts, off by 0.1
        (
            "全省党员9631.4万名，按年龄分，35岁及以下2214.6万名，36岁至50岁2388.1万名，51岁至60岁1902.5万名，61岁及以上3126.3万名。",
            [],
        ),
        # net growth and rate
        ("全省党员总数为9631.4万名，比上年净增108.2万名，增幅为1.1%。", []),
        ("全省党员总数为9631.4万名，比上年净增108.2万名，增幅为2.1%。", [("change", "error")]),
        # share of a whole
        ("全省共有党员9631.4万名，其中女党员2890.3万名，占党员总数的30.0%。", []),
        ("全省共有党员9631.4万名，其中女党员2890.3万名，占党员总数的32.0%。", [("share", "error")]),
        # shares of one whole
        (
            "全省党员按学历分，研究生占5.1%，本科占23.6%，大专占17.2%，高中及以下占54.2%。",
            [],
        ),  # 100.1: rounding
        (
            "全省党员按学历分，研究生占5.1%，本科占23.6%，大专占17.2%，高中及以下占56.2%。",
            [("share", "warning")],
        ),
        # two figures of one kind with one value
        ("2024年，青原县财政总收入318.65亿元，一般公共预算收入318.65亿元。", [("contradiction", "warning")]),
        ("2024年，青原县财政总收入318.65亿元，一般公共预算收入214.92亿元。", []),
        # beginning, net change, end
        ("2023年底，青原县共有党员8412名，2024年净增88名，到2024年底，青原县共有党员8500名。", []),
        (
            "2023年底，青原县共有党员8412名，2024年净增68名，到2024年底，青原县共有党员8500名。",
            [("change", "error")],
        ),
    ],
)
def test_parts_and_wholes_within_their_precision(
    tmp_path: Path, text: str, due: list[tuple[str, str]]
) -> None:
    assert fired(tmp_path, HEAD + text) == due
