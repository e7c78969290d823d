from __future__ import annotations

import pytest
from things import cases, found, quotes

from pipeline.rows.quotes import Quote


@pytest.mark.parametrize(("text", "expected"), cases("quotes"))
def test_cases(text: str, expected: str) -> None:
    assert quotes(text) == expected


def test_speech_over_two_sentences_is_one_row_on_the_stretch_it_covers() -> None:
    text = "天刚亮。李大山动情地说：“入党60年，我没有后悔过。我会一直干下去。”大家鼓掌。"
    (row,) = found(text).of(Quote)
    e = row.evidence
    assert e.sentence == "李大山动情地说：“入党60年，我没有后悔过。我会一直干下去。”"
    assert text[e.offset : e.offset + len(e.sentence)] == e.sentence
    assert e.said == row.text == "入党60年，我没有后悔过。我会一直干下去。"
