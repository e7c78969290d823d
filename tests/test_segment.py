"""rjieba gives the words of jieba, or it may not be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import segment
from pipeline.run import read

CORPORA = Path(__file__).parent.parent / "corpora" / "reports"
REPORTS = sorted(path for path in CORPORA.iterdir() if path.is_file())
GENRE = "党建引领基层治理三会一课12.5%+-_&#aZ主题党日合作社2006-07 村委会、，。"


@pytest.fixture(scope="module")
def cutters() -> tuple[segment.Cut, segment.Cut]:
    fast = segment.rjieba_cutter()
    if fast is None:
        pytest.skip("rjieba is not installed")
    return segment.jieba_cutter(), fast


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.name)
def test_rjieba_cuts_the_corpora_as_jieba_does(path: Path, cutters: tuple[segment.Cut, segment.Cut]) -> None:
    jieba, rjieba = cutters
    for article in read(path).articles:
        for paragraph in article.paragraphs:
            assert list(rjieba(paragraph.text)) == list(jieba(paragraph.text))


@given(st.text(alphabet=GENRE, max_size=60))
@settings(max_examples=500, deadline=None)
def test_rjieba_cuts_mixed_text_as_jieba_does(cutters: tuple[segment.Cut, segment.Cut], text: str) -> None:
    jieba, rjieba = cutters
    assert list(rjieba(text)) == list(jieba(text))


@pytest.mark.parametrize(
    "text", ["三基基基理", "一建建建会发工设", "哈哈哈哈，大家笑了", "2006-07-01，12.5%"]
)
def test_ties_and_marks_are_cut_as_jieba_does(cutters: tuple[segment.Cut, segment.Cut], text: str) -> None:
    jieba, rjieba = cutters
    assert list(rjieba(text)) == list(jieba(text))


def test_the_project_words_are_words() -> None:
    assert "党支部" in [token.text for token in segment.tokens("各党支部开展主题党日")]
