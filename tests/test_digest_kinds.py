"""The digest put together by theme and by period, and the entries for a yearbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from ledger_rows import count, document, place

from pipeline.cli import main
from pipeline.ledger.store import Store
from pipeline.ledger.totals import totals
from pipeline.rows import TOTALS
from pipeline.rows.activities import Activity
from pipeline.rows.articles import ArticleRow
from pipeline.rows.brands import Brand
from pipeline.rows.honours import Honour
from pipeline.writers.digest.grouping import theme, year


@pytest.fixture
def out(tmp_path: Path) -> Path:
    def fact(text: str, indicator: str, owner: str, period: str | None, **more: Any) -> Any:
        sentence = f"{period or '目前'}{owner}{indicator}{text}。"
        return count(text, indicator, owner=owner, period=period, sentence=sentence, **more)

    facts = [
        fact("1285名", "党员", "苇塘镇", "2024"),
        fact("42个", "党支部", "苇塘镇", "2024"),
        fact("964名", "党员", "竹坞镇", "2023", paragraph=2),
        fact("30场", "主题党课", "竹坞镇", "2024", paragraph=3),
        fact("900户", "走访农户", "竹坞镇", None, paragraph=4),
        fact("500名", "党员", "苇塘镇", "2024-12", paragraph=5, aspect="target"),
    ]
    with Store.create(tmp_path / "ledger.sqlite") as store:
        store.add(
            document("甲.txt"),
            [
                ArticleRow("甲.txt", 1, "一年", None, (), None, "2024", False, (), 80),
                *facts,
                Honour(
                    place("苇塘镇获评全县先进。", "全县先进"), "苇塘镇", "全县先进", "county", "2024", "县委"
                ),
                Honour(place("苇塘镇曾获评老先进。", "老先进"), "苇塘镇", "老先进", "county", "2019"),
                Activity(place("竹坞镇举办山歌会。", "山歌会"), "山歌会", "竹坞镇", "2024-03-05"),
                Brand(place("竹坞镇有“竹叶青”品牌。", "竹叶青"), "竹叶青", "品牌", "竹坞镇"),
            ],
        )
        store.replace(TOTALS, totals(facts))
        store.finish()
    return tmp_path


def made(out: Path, *options: str) -> list[str]:
    target = out / "d.docx"
    result = CliRunner().invoke(main, ["digest", str(out), *options, "-o", str(target)])
    assert result.exit_code == 0, result.output
    return [p.text for p in docx.Document(str(target)).paragraphs if p.style.name != "toc 2" and p.text]


def of(lines: list[str], heading: str) -> list[str]:
    """The lines under a heading of level 2, its last occurrence (the first is in the table of contents)."""
    at = len(lines) - 1 - lines[::-1].index(heading)
    rest = lines[at + 1 :]
    end = next((n for n, line in enumerate(rest) if line.startswith(("（", "二、", "附"))), len(rest))
    return rest[:end]


def test_by_theme(out: Path) -> None:
    lines = made(out, "--by", "theme")
    assert of(lines, "（一）党员队伍") == [
        "1. 2023年，竹坞镇党员964名。",
        "2. 2024年，苇塘镇党员1285名。",
        "3. 2024年12月，苇塘镇党员目标为500名。",
    ]
    assert of(lines, "（三）教育培训") == ["1. 2024年，竹坞镇主题党课30场。"]
    assert of(lines, "（四）服务群众") == ["原文没有写明时间：", "1. 竹坞镇走访农户900户。"]


def test_by_period(out: Path) -> None:
    lines = made(out, "--by", "period")
    assert of(lines, "（二）2023年") == ["1. 2023年，竹坞镇党员964名。"]
    assert of(lines, "（三）原文没有写明时间的数") == ["1. 竹坞镇走访农户900户。"]
    assert "2024年，苇塘镇党员1285名。" in "".join(of(lines, "（一）2024年"))


def test_a_yearbook_has_entries_of_one_year_and_no_plans(out: Path) -> None:
    lines = made(out, "--style", "yearbook")
    assert of(lines, "（一）苇塘镇") == [
        "【党员队伍】　2024年，苇塘镇党员1285名。（待补：＿＿＿＿）",
        "【组织建设】　2024年，苇塘镇党支部42个。（待补：＿＿＿＿）",
        "【荣誉】　获“全县先进”（县委授予）。",
    ]
    bamboo = of(lines, "（二）竹坞镇")
    assert bamboo[1:] == ["【活动】　2024年3月5日，山歌会。", "【品牌】　“竹叶青”品牌。"]
    earlier = made(out, "--style", "yearbook", "--year", "2023")
    assert "竹坞镇党员964名" in "".join(earlier) and "主题党课30场。（待补" not in "".join(earlier)


def test_no_ledger_is_said_in_words(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["digest", str(tmp_path)])
    assert result.exit_code == 2 and "没有找到台账" in result.output


@pytest.mark.parametrize(
    ("said", "expected"),
    [("新发展党员12名", "党员队伍"), ("党支部3个", "组织建设"), ("党课24场", "教育培训"), ("走访农户9户", "服务群众"), ("路灯8盏", "其他")],
)  # fmt: skip
def test_a_theme_is_told_by_words(said: str, expected: str) -> None:
    assert theme(said) == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2024", "2024"),
        ("2024-06", "2024"),
        ("2024-01/2024-06", "2024"),
        ("2023/2024", "2023/2024"),
        (None, ""),
    ],
)
def test_the_year_of_a_period(period: str | None, expected: str) -> None:
    assert year(period) == expected
