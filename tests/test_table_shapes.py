"""The shapes of tables that offices send, each in every format: the same figures, units, indicators, owners, periods."""

from __future__ import annotations

import pytest
from table_files import WRITERS, Table, parsed

from pipeline.readers import choose
from pipeline.rows.counts import Count
from pipeline.run import find
from pipeline.structure import arrange

Found = tuple[str, str | None, str | None, str | None, str | None]  # value, unit, indicator, owner, period


def counts(data: bytes, extension: str) -> list[Found]:
    reader = choose(data, extension)
    assert reader is not None
    findings = find(arrange(reader.read(data), f"统计表{extension}"))[1]
    return [
        (f"{c.value.normalize():f}", c.unit, c.indicator, c.owner, c.period)
        for c in findings.of(Count)
        if c.evidence.rule.startswith("counts.table")
    ]


def expected(text: str) -> list[Found]:
    """One figure a line, its fields parted by blanks, - where there is none."""
    rows = [[None if part == "-" else part for part in line.split()] for line in text.strip().splitlines()]
    return [tuple(row) for row in rows]  # type: ignore[misc]


SHAPES: dict[str, tuple[Table, str]] = {
    "one head, a sum, numbers of order, cells without figure, a note": (
        parsed(
            """
            序号 | 村名 | 党员（人） | 集体经济收入（万元） | 备注
            1 | 柏林村 | 42 | 36.5 | 示范村
            2 | 石桥村 | 28 | — |
            3 | 新塘村 |  | 12 |
            合计 | < | 70 | 48.5 |
            """,
            ("青云镇2024年党建工作情况统计表",),
            ("注：石桥村收入正在审计。",),
        ),
        """
        42 人 党员 柏林村 2024
        365000 元 集体经济收入 柏林村 2024
        28 人 党员 石桥村 2024
        120000 元 集体经济收入 新塘村 2024
        70 人 党员 青云镇 2024
        485000 元 集体经济收入 青云镇 2024
        """,
    ),
    "a column of units, months with 累计, growth in its own unit": (
        parsed(
            """
            指标名称 | 单位 | 1—6月累计 | 同比增长（%）
            规模以上工业增加值 | 亿元 | 46.2 | 8.1
            进出口总额 | 万美元 | 1350 | -2.4
            全社会用电量 | 亿千瓦时 | 7.9 | 6.6
            """,
            ("2024年上半年清源县主要指标完成情况",),
        ),
        """
        4620000000 元 规模以上工业增加值 - 2024-01/2024-06
        8.1 % 规模以上工业增加值同比增长 - 2024-01/2024-06
        13500000 美元 进出口总额 - 2024-01/2024-06
        -2.4 % 进出口总额同比增长 - 2024-01/2024-06
        790000000 千瓦时 全社会用电量 - 2024-01/2024-06
        6.6 % 全社会用电量同比增长 - 2024-01/2024-06
        """,
    ),
    "heads of two rows": (
        parsed(
            """
            序号 | 村名 | 党员（人） | < | 集体经济（万元） | <
            ^ | ^ | 总数 | 女党员 | 收入 | 支出
            1 | 柏林村 | 42 | 11 | 36.5 | 20
            2 | 石桥村 | 28 | 9 | 18 | 7.5
            """,
            ("青云镇2024年党建工作情况统计表",),
        ),
        """
        42 人 党员总数 柏林村 2024
        11 人 女党员 柏林村 2024
        365000 元 集体经济收入 柏林村 2024
        200000 元 集体经济支出 柏林村 2024
        28 人 党员总数 石桥村 2024
        9 人 女党员 石桥村 2024
        180000 元 集体经济收入 石桥村 2024
        75000 元 集体经济支出 石桥村 2024
        """,
    ),
    "years across, indicators down, one unit for all": (
        parsed(
            """
            项目 | 2022年 | 2023年 | 2024年
            集体经济收入 | 120 | 150.5 | 188
            党建经费支出 | 30 | 32 | 35
            """,
            ("柏林村近三年收支情况表", "单位：万元"),
        ),
        """
        1200000 元 集体经济收入 柏林村 2022
        1505000 元 集体经济收入 柏林村 2023
        1880000 元 集体经济收入 柏林村 2024
        300000 元 党建经费支出 柏林村 2022
        320000 元 党建经费支出 柏林村 2023
        350000 元 党建经费支出 柏林村 2024
        """,
    ),
    "owners across, indicators down, a column of units": (
        parsed(
            """
            指标 | 单位 | 柏林村 | 石桥村
            党员人数 | 人 | 42 | 28
            集体经济收入 | 万元 | 36.5 | 18
            """,
            ("青云镇2024年各村主要指标",),
        ),
        """
        42 人 党员人数 柏林村 2024
        28 人 党员人数 石桥村 2024
        365000 元 集体经济收入 柏林村 2024
        180000 元 集体经济收入 石桥村 2024
        """,
    ),
    "owners merged down, parts and their sum": (
        parsed(
            """
            乡镇 | 项目类型 | 项目数（个） | 投资（万元）
            青云镇 | 道路硬化 | 3 | 260
            ^ | 饮水安全 | 2 | 90
            ^ | 小计 | 5 | 350
            白鹭镇 | 道路硬化 | 4 | 310
            ^ | 饮水安全 | 1 | 45
            ^ | 小计 | 5 | 355
            """,
            ("2024年乡镇民生项目统计表",),
        ),
        """
        3 个 道路硬化项目数 青云镇 2024
        2600000 元 道路硬化投资 青云镇 2024
        2 个 饮水安全项目数 青云镇 2024
        900000 元 饮水安全投资 青云镇 2024
        5 个 项目数 青云镇 2024
        3500000 元 投资 青云镇 2024
        4 个 道路硬化项目数 白鹭镇 2024
        3100000 元 道路硬化投资 白鹭镇 2024
        1 个 饮水安全项目数 白鹭镇 2024
        450000 元 饮水安全投资 白鹭镇 2024
        5 个 项目数 白鹭镇 2024
        3550000 元 投资 白鹭镇 2024
        """,
    ),
    "dates, telephones and codes are no figures": (
        parsed(
            """
            编号 | 单位名称 | 成立时间 | 党员数 | 联系电话 | 发行总额（亿）
            101 | 白鹭镇党委 | 2019-05-01 | 320 | 13900001111 | 2.5
            102 | 青云镇党委 | 2020年6月 | 410 | 0571-8800123 | 3
            """,
            ("2024年基层党委名册",),
        ),
        """
        320 - 党员数 白鹭镇党委 2024
        250000000 - 发行总额 白鹭镇党委 2024
        410 - 党员数 青云镇党委 2024
        300000000 - 发行总额 青云镇党委 2024
        """,
    ),
    "years over indicators": (
        parsed(
            """
            村名 | 2023年 | < | 2024年 | <
            ^ | 党员（人） | 党支部（个） | 党员（人） | 党支部（个）
            柏林村 | 40 | 2 | 42 | 3
            石桥村 | 27 | 1 | 28 | 1
            """,
            ("青云镇党组织情况表",),
        ),
        """
        40 人 党员 柏林村 2023
        2 个 党支部 柏林村 2023
        42 人 党员 柏林村 2024
        3 个 党支部 柏林村 2024
        27 人 党员 石桥村 2023
        1 个 党支部 石桥村 2023
        28 人 党员 石桥村 2024
        1 个 党支部 石桥村 2024
        """,
    ),
    "a whole and its 其中": (
        parsed(
            """
            单位 | 党员总数 | 其中 | <
            ^ | ^ | 女党员 | 少数民族党员
            城关街道 | 960 | 410 | 35
            白鹭镇 | 720 | 260 | 12
            """,
            ("2024年党员结构统计表", "单位：名"),
        ),
        """
        960 名 党员总数 城关街道 2024
        410 名 女党员 城关街道 2024
        35 名 少数民族党员 城关街道 2024
        720 名 党员总数 白鹭镇 2024
        260 名 女党员 白鹭镇 2024
        12 名 少数民族党员 白鹭镇 2024
        """,
    ),
    "months down": (
        parsed(
            """
            月份 | 活动场次（场） | 参加人次（人次）
            1月 | 4 | 120
            2月 | 3 | 95
            合计 | 7 | 215
            """,
            ("柏林村2024年志愿服务活动统计表",),
        ),
        """
        4 场 活动场次 柏林村 2024-01
        120 人次 参加人次 柏林村 2024-01
        3 场 活动场次 柏林村 2024-02
        95 人次 参加人次 柏林村 2024-02
        7 场 活动场次 柏林村 2024
        215 人次 参加人次 柏林村 2024
        """,
    ),
    "title, unit and note within the table": (
        parsed(
            """
            青云镇2024年党费收缴情况 | < | <
            单位：元 | < | <
            支部名称 | 应交党费 | 实交党费
            柏林村党支部 | 5200 | 5200
            石桥村党支部 | 3,100 | 2,900
            合计 | 8300 | 8100
            注：柏林村含流动党员 | < | <
            """,
            ("附件1",),
        ),
        """
        5200 元 应交党费 柏林村党支部 2024
        5200 元 实交党费 柏林村党支部 2024
        3100 元 应交党费 石桥村党支部 2024
        2900 元 实交党费 石桥村党支部 2024
        8300 元 应交党费 青云镇 2024
        8100 元 实交党费 青云镇 2024
        """,
    ),
    "two units above the table, one of them the rates'": (
        parsed(
            """
            指标 | 1—9月 | 同比增长
            一般公共预算收入 | 35120 | -4.6
            税收收入 | 21480 | 3.1
            """,
            ("2024年青云镇主要指标", "单位：万元、%"),
        ),
        """
        351200000 元 一般公共预算收入 青云镇 2024-01/2024-09
        -4.6 % 一般公共预算收入同比增长 青云镇 2024
        214800000 元 税收收入 青云镇 2024-01/2024-09
        3.1 % 税收收入同比增长 青云镇 2024
        """,
    ),
    "an amount above the table is no unit of its rates": (
        parsed(
            """
            项目 | 收入 | 增速
            村集体 | 860 | 12.5
            合作社 | 1240 | 8
            """,
            ("2024年收入情况", "单位：万元"),
        ),
        """
        8600000 元 村集体收入 - 2024
        12.5 - 村集体增速 - 2024
        12400000 元 合作社收入 - 2024
        8 - 合作社增速 - 2024
        """,
    ),
    "growth beside the figures, percent in the cells": (
        parsed(
            """
            街道 | 财政收入（亿元） | 同比增长（%） | 党员参与率
            城关街道 | 3.2 | 6.5 | 92.5%
            河东街道 | 2.1 | -1.2 | 88%
            """,
            ("2024年街道主要经济指标",),
        ),
        """
        320000000 元 财政收入 城关街道 2024
        6.5 % 同比增长 城关街道 2024
        92.5 % 党员参与率 城关街道 2024
        210000000 元 财政收入 河东街道 2024
        -1.2 % 同比增长 河东街道 2024
        88 % 党员参与率 河东街道 2024
        """,
    ),
}


@pytest.mark.parametrize("extension", WRITERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_table_gives_the_same_figures_in_every_format(shape: str, extension: str) -> None:
    table, told = SHAPES[shape]
    assert counts(WRITERS[extension](table), extension) == expected(told)
