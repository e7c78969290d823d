"""Names are compared only with those that share a form with them; that finds all that comparing each with each finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolve import aliases

WHERE = ("清水县", "清水", "江州市", "江州", "望溪镇", "中共清水县", "省", "")
WHAT = (
    "第一",
    "第二",
    "一",
    "教育",
    "人力资源和社会保障",
    "劳模创新",
    "劳模",
    "青石沟煤",
    "青石沟",
    "华兴集团股份",
    "华兴集团",
    "",
)
KIND = ("中学", "中", "小学", "局", "党委", "委员会", "委", "工作室", "矿", "有限公司", "公司", "中学党委")
names = st.builds("".join, st.tuples(*map(st.sampled_from, (WHERE, WHAT, KIND))))


@given(st.lists(names, min_size=2, max_size=12, unique=True), st.lists(st.tuples(names, names), max_size=2))
def test_names_that_are_one_share_a_form(found: list[str], stated: list[tuple[str, str]]) -> None:
    pairs = {frozenset(pair) for pair in stated}
    index = aliases._by_form(found, pairs)
    for short in found:
        likely = {found[place] for form in aliases._forms_sought(short) for place in index.get(form, ())}
        for full in found:
            if len(full) > len(short) and (aliases.same(full, short) or frozenset((full, short)) in pairs):
                assert full in likely


def test_a_long_list_takes_no_square_of_its_length() -> None:
    compared = 0
    same = aliases.same

    def counted(full: str, short: str) -> bool:
        nonlocal compared
        compared += 1
        return same(full, short)

    villages = [f"清水县{a}{b}{c}村党支部" for a in "东西南北" for b in "山水田石林" for c in "口湾坪坝沟"]
    try:
        aliases.same = counted
        found = aliases.groups({name: place for place, name in enumerate((*villages, "东山口村党支部"))})
    finally:
        aliases.same = same
    assert found["东山口村党支部"] == "清水县东山口村党支部"
    assert compared < 10
