from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from ledger_rows import count, place

from pipeline.language.units import base
from pipeline.ledger.checks import checks
from pipeline.ledger.taxonomy import categorised
from pipeline.rows.articles import ArticleRow
from pipeline.rows.checks import KINDS
from pipeline.rows.counts import Count
from pipeline.rows.places import Place

CASES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "cases/ledger/checks.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
VILLAGES = [Place("青镇", "town"), Place("柳村", "village", "青镇"), Place("梅村", "village", "青镇")]
FIGURE = re.compile(r"\{(?P<indicator>[^|}]*)\|(?P<text>[^|}]*)(?:\|(?P<more>[^}]*))?\}")
DATE = re.compile(r"\[([\d-]+)\](?:《(.*?)》)?")


def read(told: str) -> tuple[list[Count], list[ArticleRow]]:
    """The counts and articles that a case tells; figures are numbered over the whole case."""
    facts: list[Count] = []
    articles: list[ArticleRow] = []
    for name, document in zip("甲乙丙", told.split("||"), strict=False):
        date = DATE.match(document.strip())
        articles.append(
            ArticleRow(name, 1, (date and date[2]) or "", None, (), None, date and date[1], False, (), 0)
        )
        for paragraph, marked in enumerate(DATE.sub("", document).strip().split("/"), start=1):
            facts += counts_of(marked, name, paragraph, facts)
    return facts, articles


def counts_of(marked: str, name: str, paragraph: int, earlier: list[Count]) -> list[Count]:
    found: list[Count] = []
    sentence = FIGURE.sub(lambda match: match["text"].removeprefix("-"), marked)
    reached = 0
    for match in FIGURE.finditer(marked):
        text = match["text"].removeprefix("-")
        said: dict[str, Any] = dict(item.split("=") for item in (match["more"] or "").split())
        whole = said.pop("of", None)
        fact = count(match["text"], match["indicator"], **{"owner": "柳村", **said})
        start = sentence.index(text, reached)
        reached = start + len(text)
        at = place(sentence, text, name, paragraph)
        at = type(at)(**{**{k: getattr(at, k) for k in at.__slots__}, "start": start, "end": reached})
        base_value, base_unit = base(fact.value, fact.unit)
        values = {**vars(fact), "evidence": at, "text": text, "base_value": base_value, "base_unit": base_unit,
                  "part_of": [*earlier, *found][int(whole) - 1].id if whole else None}  # fmt: skip
        found += categorised([Count(**values)])
    return found


@pytest.mark.parametrize(("told", "expected"), [case[:2] for case in CASES], ids=[case[2] for case in CASES])
def test_checks(told: str, expected: str) -> None:
    facts, articles = read(told)
    found = checks(facts, articles, VILLAGES)
    assert [check.kind for check in found] == ([] if expected == "-" else expected.split(","))
    by_id = {fact.id: fact for fact in facts}
    for check in found:
        assert check.evidence.said in {by_id[fact].text for fact in check.facts}
        assert check.evidence.said in check.message
        if len(check.facts) > 1:
            assert check.other_sentence is not None
            assert check.other_sentence[check.other_start : check.other_end] == by_id[check.facts[1]].text


def test_every_kind_has_cases_that_fire() -> None:
    assert {kind for case in CASES for kind in case[1].split(",")} - {"-"} == set(KINDS)


def test_messages_name_figures_and_both_places() -> None:
    facts, articles = read("现有{企业|206家|period=2024}。 || 现有{企业|198家|period=2024}。")
    (check,) = checks(facts, articles)
    assert check.message == (
        "前后不一：柳村 企业（2024），乙 第1篇第1段为“198家”，甲 第1篇第1段为“206家”，请核对。"
    )
    assert (check.severity, check.evidence.document, check.other_document) == ("error", "乙", "甲")


def test_a_sum_shows_what_the_parts_come_to() -> None:
    facts, _ = read(
        "全镇共有{党组织|517.6万个}，其中{基层党委|29.8万个|of=1}、{总支部|32.5万个|of=1}、{支部|455.9万个|of=1}。"
    )
    (check,) = checks(facts)
    assert "相加为518.2万" in check.message
    assert "多0.6万" in check.message


def test_one_check_for_one_other_value_however_often_it_is_told() -> None:
    facts = [
        count(
            text, "企业", owner="柳村", period="2024", document=f"{number:03}", sentence=f"现有企业{text}。"
        )
        for number, text in enumerate(["206家"] * 50 + ["198家"] * 50)
    ]
    found = checks(list(categorised(facts)))
    assert [check.kind for check in found] == ["contradiction", "repeat", "repeat"]


def test_villages_of_one_name_do_not_contradict_each_other() -> None:
    facts, articles = read("现有{企业|206家|period=2024}。 || 现有{企业|198家|period=2024}。")
    assert checks(facts, articles, [Place("柳村", "village", "青镇"), Place("柳村", "village", "白镇")]) == []


def test_the_order_of_reading_changes_nothing() -> None:
    facts = [fact for case in CASES for fact in read(case[0])[0]]
    unique = list({fact.id: fact for fact in facts}.values())
    shuffled = list(unique)
    random.Random(1).shuffle(shuffled)
    assert checks(shuffled) == checks(unique)


def test_a_place_told_with_and_without_what_it_lies_in_is_one_place() -> None:
    facts = [
        count(text, "党员总数", owner="青石县", period="2024-12", category="党员总数", document=name)
        for text, name in (("21386名", "甲.txt"), ("21368名", "乙.txt"))
    ]
    told = [Place("青石县", "county"), Place("青石县", "county", "云川市")]
    assert [c.kind for c in checks(facts, (), told)] == ["contradiction"]
    assert checks(facts, (), [*told, Place("青石县", "county", "江源市")]) == []


RULES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "cases/ledger/rules.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("rule", "told", "near"), RULES, ids=[f"{n}-{r[0]}" for n, r in enumerate(RULES)])
def test_each_rule_fires_on_its_example_and_not_on_its_near_miss(rule: str, told: str, near: str) -> None:
    facts, articles = read(told)
    assert f"checks.{rule}" in {check.evidence.rule for check in checks(facts, articles, VILLAGES)}
    facts, articles = read(near)
    assert [check.message for check in checks(facts, articles, VILLAGES) if check.kind != "repeat"] == []


def test_the_rules_with_examples_are_those_of_the_manual() -> None:
    table = (Path(__file__).parent.parent / "docs/ledger.md").read_text("utf-8")
    assert {rule for rule, *_ in RULES} == set(re.findall(r"`checks\.([a-z_.]+)`", table))
