"""places, organisations, people: which names a sentence holds, and which tempting words are none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from names import cases, mentions, named

from pipeline.rows.mentions import KINDS, Mention


def shown(mention: Mention) -> str:
    """大田村:village, 赵强(村党支部书记、村委会主任)."""
    if mention.kind != "person":
        return f"{mention.surface}:{mention.type}"
    return mention.name + (f"({'、'.join(mention.titles)})" if mention.titles else "")


def told(text: str, kind: str) -> set[str]:
    return {shown(mention) for mention in mentions(text, kind)} or {"-"}


@pytest.mark.parametrize(("text", "expected"), cases("extract/places"))
def test_places(text: str, expected: str) -> None:
    assert told(text, "place") == set(expected.split("|"))


@pytest.mark.parametrize(("text", "expected"), cases("extract/organisations"))
def test_organisations(text: str, expected: str) -> None:
    assert told(text, "organisation") == set(expected.split("|"))


@pytest.mark.parametrize(("text", "expected"), cases("extract/people"))
def test_people(text: str, expected: str) -> None:
    assert told(text, "person") == set(expected.split("|"))


def test_a_name_told_once_is_found_everywhere() -> None:
    text = "村党支部书记高建国带头种茶。\\n说起高建国，人人称赞。"
    assert [m.evidence.paragraph for m in mentions(text, "person")] == [1, 2]


def test_names_in_a_grid_lose_their_layout_blanks() -> None:
    found = mentions("陈  峰  俞  岚  陈昌明  蒋卫国", "person")
    assert [m.name for m in found] == ["陈峰", "俞岚", "陈昌明", "蒋卫国"]
    assert found[0].surface == "陈  峰"


PIECES = "县委书记王强说，在大田村党支部和第一中学召开会议。“红色先锋”工作室李娜、赵敏等3名同志到该校调研；江州市  市场"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(list(PIECES)), max_size=40).map("".join))
def test_what_is_found_stands_there(text: str) -> None:
    for mention in named(text).of(Mention):
        e = mention.evidence
        assert e.said == mention.surface
        assert mention.surface.strip()
        assert mention.kind in KINDS
