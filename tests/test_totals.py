from __future__ import annotations

import random
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_rows import count

from pipeline.language.units import base
from pipeline.ledger.taxonomy import categorised
from pipeline.ledger.totals import totals
from pipeline.rows.articles import ArticleRow
from pipeline.rows.counts import Count
from pipeline.rows.organisations import Organisation
from pipeline.rows.places import Place
from pipeline.rows.totals import Total

PLACES = [
    Place("兰县", "county"),
    Place("青镇", "town", "兰县"),
    Place("白镇", "town", "兰县"),
    Place("柳村", "village", "青镇"),
    Place("梅村", "village", "青镇"),
    Place("竹村", "village", "白镇"),
]
ORGANISATIONS = [
    Organisation("柳村党支部", "party", "柳村"),
    Organisation("恒通公司", "enterprise", "青镇"),
]
CASES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "cases/ledger/totals.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def facts_of(told: str) -> tuple[list[Count], list[ArticleRow]]:
    facts: list[Count] = []
    articles: dict[str, ArticleRow] = {}
    for number, one in enumerate(told.split("；")):
        owner, indicator, text, *more = one.split()
        said = dict(item.split("=") for item in more)
        name, date, whole = said.pop("d", "甲"), said.pop("y", None), said.pop("of", None)
        articles.setdefault(name, ArticleRow(name, 1, "", None, (), None, date, False, (), 0))
        fact = count(text, indicator, document=name, paragraph=number + 1, owner=None if owner == "-" else owner,
                     part_of=facts[int(whole) - 1].id if whole else None, **said)  # fmt: skip
        base_value, base_unit = base(fact.value, fact.unit)
        fact = Count(**{**vars(fact), "base_value": base_value, "base_unit": base_unit})
        facts += categorised([fact])
    return facts, list(articles.values())


def shown(row: Total, facts: list[Count]) -> str:
    numbers = {fact.id: number for number, fact in enumerate(facts, start=1)}
    more = "余" if row.low is not None and row.high is None else ""
    figure = f"{row.value:f}".removesuffix(".0") + more + (row.unit or "")
    left_out = sorted(f"{numbers[item.row]}:{item.why}" for item in row.left_out)
    sign = "+" if row.derived else ""
    return " ".join([f"{sign}{row.owner}", row.indicator, figure, row.period or "-", *left_out])


@pytest.mark.parametrize(("told", "expected"), [case[:2] for case in CASES], ids=[case[2] for case in CASES])
def test_totals(told: str, expected: str) -> None:
    facts, articles = facts_of(told)
    rows = [shown(row, facts) for row in totals(facts, ORGANISATIONS, PLACES, articles)]
    assert sorted(rows) == sorted(re.split(r" \| ", expected) if expected != "-" else [])


def test_a_sum_says_which_facts_it_stands_on() -> None:
    facts, _ = facts_of("柳村 党员 63名 period=2024；梅村 党员 50名 period=2024；竹村 党员 7名 period=2024")
    sums = [row for row in totals(facts, ORGANISATIONS, PLACES) if row.derived]
    assert [(row.owner, row.value, len(row.facts)) for row in sums] == [
        ("兰县", Decimal(120), 3),
        ("青镇", Decimal(113), 2),
    ]
    assert sums[0].facts == tuple(fact.id for fact in facts)


def test_two_villages_of_one_name_are_not_taken_for_one() -> None:
    places = [*PLACES, Place("柳村", "village", "白镇")]
    facts, _ = facts_of(
        "柳村 党员 63名 period=2024；柳村 党员 70名 period=2024 d=乙；梅村 党员 50名 period=2024"
    )
    assert [row.owner for row in totals(facts, [], places)] == ["梅村"]


def test_owners_in_different_counties_are_added_for_the_run_only() -> None:
    places = [
        Place("东村", "village", "东镇"),
        Place("东镇", "town"),
        Place("西村", "village", "西镇"),
        Place("西镇", "town"),
    ]
    facts, _ = facts_of("东村 党员 63名 period=2024；西村 党员 7名 period=2024")
    assert [(row.owner, row.value) for row in totals(facts, [], places) if row.derived] == [
        (None, Decimal(70))
    ]


def test_a_village_of_an_unknown_town_is_not_added_to_a_town() -> None:
    places = [Place("东村", "village", "兰县"), *PLACES]
    facts, _ = facts_of("东村 党员 63名 period=2024；青镇 党员 7名 period=2024；白镇 党员 9名 period=2024")
    (row,) = [row for row in totals(facts, [], places) if row.derived]
    assert (row.owner, row.value) == ("兰县", Decimal(16))
    assert [(item.row, item.why) for item in row.left_out] == [(facts[0].id, "part")]


FACTS = st.lists(
    st.builds(
        lambda owner, indicator, text, period, name, aspect: (
            f"{owner} {indicator} {text} d={name} period={period}{aspect}"
        ),
        st.sampled_from(["柳村", "梅村", "竹村", "青镇", "兰县", "柳村党支部", "恒通公司"]),
        st.sampled_from(["党员", "发展党员", "培训", "走访群众", "路灯"]),
        st.sampled_from(["3名", "5名", "20余名", "8人次", "7户", "约9场", "4盏"]),
        st.sampled_from(["2023", "2024", "2024-06", "2024-01/2024-06"]),
        st.sampled_from(["甲", "乙"]),
        st.sampled_from(["", " aspect=cumulative", " aspect=target", " aspect=new"]),
    ),
    min_size=1,
    max_size=12,
)


@given(FACTS, st.randoms(use_true_random=False))
def test_no_fact_is_counted_twice_and_order_does_not_matter(told: list[str], chance: random.Random) -> None:
    facts, articles = facts_of("；".join(told))
    rows = totals(facts, ORGANISATIONS, PLACES, articles)
    assert len({row.id for row in rows}) == len(rows)
    by_id = {fact.id: fact for fact in facts}
    for row in rows:
        assert len(set(row.facts)) == len(row.facts)
        assert not set(row.facts) & {item.row for item in row.left_out}
        if row.derived and row.unit == by_id[row.facts[0]].unit:
            assert row.value == sum(by_id[fact].value for fact in row.facts)
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert totals(shuffled, ORGANISATIONS[::-1], PLACES[::-1], articles[::-1]) == rows
