"""Document to Reading: each paragraph's sentences with their words, numerals, times and quoted spans."""

from __future__ import annotations

from dataclasses import replace

from pipeline.language import numerals, quoting, segment, sentences, times
from pipeline.language.dating import infer_date
from pipeline.model.document import Article, Document, Paragraph, Reading, Sentence


def analyse(document: Document) -> Reading:
    """The document with its dates inferred where the text gives none, and its sentences in reading order."""
    articles = tuple(infer_date(article) for article in document.articles)
    dated = Document(document.name, articles)
    found = tuple(sentence for article in articles for sentence in _of_article(dated.name, article))
    return Reading(dated, found)


def _of_article(name: str, article: Article) -> list[Sentence]:
    found: list[Sentence] = []
    heading: str | None = None
    year: int | None = None  # of the latest time with a year: a later 6月 is of that year where nothing else tells
    for paragraph in article.paragraphs:
        if paragraph.kind == "heading":
            heading = paragraph.text
        for start, end in sentences.spans(paragraph.text, paragraph.kind):
            sentence = _analysed(name, article, paragraph, start, end, heading, year)
            year = _latest_year(sentence) or year
            found.append(sentence)
    return found


def _analysed(
    name: str, article: Article, paragraph: Paragraph, start: int, end: int, heading: str | None, year: int | None
) -> Sentence:
    text = paragraph.text[start:end]
    expressions = times.find(text, article.date, year)
    sentence = Sentence(
        document=name,
        article=article.number,
        paragraph=paragraph.number,
        page=paragraph.page,
        kind=paragraph.kind,
        table=paragraph.table,
        offset=start,
        text=text,
        heading=heading,
    )
    return replace(
        sentence,
        tokens=segment.tokens(text),
        numerals=numerals.find(text, expressions),
        times=expressions,
        quoted=quoting.find(text),
    )


def _latest_year(sentence: Sentence) -> int | None:
    years = [int(t.value[:4]) for t in sentence.times if t.value and t.role in ("point", "as_of")]
    return years[-1] if years else None
