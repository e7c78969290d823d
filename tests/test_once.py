"""Searches that go over a text once give what searches of each stretch give."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.language import once

PATTERNS = tuple(
    re.compile(p) for p in (r"[一二]多?年来", r"争(?=[在到])", r"^将|[，。]将", r"将[^。]{0,3}?可", r"一一")
)


@given(
    st.text("一二多年来争在到将可，。", max_size=30),
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from(PATTERNS),
)
@example("一一一", 1, 3, PATTERNS[-1])  # the match at 0 hides the one at 1
@example("争在", 0, 1, PATTERNS[1])  # what is looked ahead at lies behind the end
def test_first_is_search(text: str, start: int, end: int, pattern: re.Pattern[str]) -> None:
    found, plain = once.first(pattern, text, start, end), pattern.search(text, start, end)
    assert (found and found.span()) == (plain and plain.span())
