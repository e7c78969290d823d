from __future__ import annotations

import pytest
from things import document

from pipeline.model.row import Findings
from pipeline.rows.relations import RELATIONS, Relation
from pipeline.run import find


def relations(text: str) -> set[tuple[str, str, str]]:
    return {(r.head, r.relation, r.tail) for r in _found(text).of(Relation)}


def _found(text: str) -> Findings:
    return find(document(text))[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("石桥镇打造“红韵石桥”党建品牌。", ("石桥镇", "owns", "红韵石桥")),
        ("石桥镇推行“四步走”工作机制。", ("石桥镇", "owns", "四步走")),
        ("石桥村党支部荣获“全省先进基层党组织”称号。", ("石桥村党支部", "received", "全省先进基层党组织")),
        ("1月8日，石桥镇党委召开冬季防汛工作部署会。", ("石桥镇党委", "held", "冬季防汛工作部署会")),
        ("石桥村党支部书记王海燕说：“路修好了，心也近了。”", ("王海燕", "leads", "石桥村党支部")),
        ("临河县石桥镇今年修路3公里。", ("石桥镇", "part_of", "临河县")),
        ("石桥镇将宏达电子、瑞丰机械等5家企业确定为链长企业。", ("宏达电子", "member_of", "链长企业")),
    ],
)
def test_what_a_sentence_says_of_two(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in relations(text)


def test_a_deputy_does_not_lead() -> None:
    assert not {r for r in relations("石桥村党支部副书记王海燕主持会议。") if r[1] == "leads"}


def test_every_relation_is_one_of_the_contract_and_stands_once() -> None:
    text = "石桥镇打造“红韵石桥”党建品牌。\\n石桥镇的“红韵石桥”党建品牌荣获“全省优秀党建品牌”称号。"
    rows = _found(text).of(Relation)
    assert rows and all(row.relation in RELATIONS for row in rows)
    assert len({(r.head, r.relation, r.tail) for r in rows}) == len(rows)
