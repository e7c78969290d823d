"""aliases, anaphora, hierarchy: one body has one row, and short forms point to it."""

from __future__ import annotations

import pytest
from names import cases, named, pointing

from pipeline.resolve.aliases import groups
from pipeline.rows.mentions import Mention
from pipeline.rows.organisations import Organisation
from pipeline.rows.people import Person
from pipeline.rows.places import Place


@pytest.mark.parametrize(("text", "expected"), cases("resolve/anaphora"))
def test_short_forms(text: str, expected: str) -> None:
    assert (list(dict.fromkeys(pointing(text))) or ["-"]) == expected.split("|")


@pytest.mark.parametrize(("names", "expected"), cases("resolve/aliases"))
def test_aliases(names: str, expected: str) -> None:
    said = {name: number for number, name in enumerate(names.split("|"))}
    together: dict[str, set[str]] = {}
    for name, root in groups(said).items():
        together.setdefault(root, set()).add(name)
    assert sorted(map(sorted, together.values())) == sorted(sorted(g.split("=")) for g in expected.split("|"))


def test_a_stated_short_name_is_one_body() -> None:
    found = named("远山化工集团股份有限公司（以下简称“远山集团”）成立。远山集团党建扎实。").of(Organisation)
    assert [(row.name, row.aliases, row.mentions) for row in found] == [
        ("远山化工集团股份有限公司", ("远山集团",), 3)
    ]


def test_chain_gives_parents_and_codes() -> None:
    found = {row.name: row for row in named("走进湖南省桃源县沅安镇。桃源县变了样。").of(Place)}
    assert (found["沅安镇"].parent, found["桃源县"].parent) == ("桃源县", "湖南省")
    assert (found["桃源县"].adcode, found["湖南省"].adcode) == ("430725", "430000")


def test_person_has_titles_of_all_mentions_and_their_bodies() -> None:
    text = "清水县大田村党支部书记赵强说。\\n赵强，当选为村委会主任。"
    (person,) = named(text).of(Person)
    assert person.titles == ("清水县大田村党支部书记", "村委会主任")
    assert person.organisations == ("清水县大田村党支部",)


def test_surname_with_office_points_to_the_one_person() -> None:
    findings = named("校长马文静介绍了情况。马校长表示，要抓好落实。")
    (person,) = findings.of(Person)
    short = [m for m in findings.of(Mention) if m.anaphor and m.kind == "person"]
    assert [(m.surface, m.entity) for m in short] == [("马校长", person.id)]


def test_every_named_mention_has_its_entity() -> None:
    findings = named("江苏省党建研究会会长周明到石桥村调研，该村党支部书记钱江汇报。")
    ids = {row.id for table in (Organisation, Place, Person) for row in findings.of(table)}
    assert all(m.entity in ids for m in findings.of(Mention))
