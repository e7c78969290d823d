from __future__ import annotations

from pathlib import Path

import pytest
from ledger_rows import count

from pipeline.ledger.taxonomy import adds_over_owners, categorised, category, figures, nature
from pipeline.lexicons import settings

CASES = [
    tuple(line.split("\t")[:2])
    for line in (Path(__file__).parent / "cases/ledger/taxonomy.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("asked", "expected"), CASES)
def test_category(asked: str, expected: str) -> None:
    indicator, unit, action = (part or None for part in asked.split(","))
    assert (category(indicator, unit, action) or "-") == expected


def test_the_owners_name_before_the_wording_does_not_matter() -> None:
    (fact,) = categorised([count("63名", "柳渡村党员", owner="柳渡村")])
    assert fact.category == "党员总数"


def test_nothing_known_of_a_bare_number() -> None:
    assert category(None, "名", None) is None
    assert category("党员", None, None) is None


def test_every_wording_of_a_figure_finds_it_or_one_of_the_same_wording() -> None:
    for figure in figures().values():
        verb = next(iter(sorted(figure.verbs)), None)
        for word in figure.words:
            unit = settings("taxonomy")["figure"][list(figures()).index(figure.name)]["units"][0]
            found = category(word, unit, verb if verb and not word.startswith(verb) else None)
            assert found is not None, (figure.name, word)
            assert found == figure.name or word in figures()[found].words, (figure.name, word, found)


@pytest.mark.parametrize(
    ("fact", "kind", "added"),
    [
        (count("63名", "党员"), "stock", True),
        (count("12名", "党员", action="发展"), "flow", True),
        (count("860人次", "培训"), "flow", True),
        (count("50人", "培训"), "flow", False),
        (count("98%", "群众满意率"), "ratio", False),
        (count("3.5万元", "人均可支配收入"), "ratio", False),
        (count("36盏", "路灯", action="安装"), "flow", True),
        (count("36盏", "路灯"), None, True),
        (count("45岁", "平均年龄"), "ratio", False),
        (count("12公里", "距离"), "ratio", False),
        (count("3", "金牌"), None, False),
    ],
    ids=lambda value: getattr(value, "text", str(value)),
)
def test_what_may_be_added(fact, kind, added) -> None:
    (fact,) = categorised([fact])
    assert (nature(fact), adds_over_owners(fact)) == (kind, added)
