"""Words in a text: with the automaton and without, always the same places; a copied record is the standard one."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.finder import Finder
from pipeline.model.copying import replace
from pipeline.model.document import Quoted
from pipeline.rows.organisations import Organisation

LETTERS = st.text("党委会乡村a\ud800😀", max_size=12)


@given(st.lists(LETTERS.filter(lambda word: word and "\ud800" not in word), max_size=8), LETTERS)
def test_the_longest_word_at_each_place_is_found(words: list[str], text: str) -> None:
    finder = Finder(words)
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    expected = [m.span() for m in re.finditer("|".join(longest_first), text)] if words else []
    assert finder.find(text) == finder.walked(text) == expected


def test_a_copy_is_that_of_the_standard_library() -> None:
    quoted = Quoted(1, 4, "先锋", 1)
    assert replace(quoted, text="红旗") == dataclasses.replace(quoted, text="红旗")
    body = Organisation("柳河街道党工委", "party_committee")
    changed = replace(body, name="东岭镇党委")
    assert changed == dataclasses.replace(body, name="东岭镇党委") and changed.id != body.id
    with pytest.raises(TypeError):
        replace(quoted, no_such=1)
