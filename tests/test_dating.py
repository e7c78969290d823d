"""The date of an article that states none."""

from __future__ import annotations

import pytest

from pipeline.language.dating import infer_date
from pipeline.model.document import Article, Paragraph


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023年6月30日，镇里开了会。", "2023-06-30"),
        (
            "2023年12月24日一早，书记来了。1月2日，他又来了。",
            "2024-01-02",
        ),  # a day without year after the latest one
        ("2023年6月30日，镇里开了会。7月2日，村里也开了会。", "2023-07-02"),
        ("2021年村里收入120万元。", None),  # a year alone does not tell when it was written
        ("2021年，全镇收入120万元。2022年，全镇将继续发展产业。", "2022"),
        ("力争到2030年12月31日全部建成。", None),  # what lies ahead dates nothing
        ("近年来，村里变化很大。", None),
    ],
)
def test_inferred_date(text: str, date: str | None) -> None:
    article = Article(1, "", None, (), None, None, False, (), (Paragraph(1, "body", text),))
    inferred = infer_date(article)
    assert (inferred.date, inferred.date_inferred) == (date, date is not None)


def test_a_stated_date_stays() -> None:
    article = Article(
        1, "", None, (), None, "2020-05-01", False, (), (Paragraph(1, "body", "2023年6月30日，开会。"),)
    )
    assert infer_date(article) is article
