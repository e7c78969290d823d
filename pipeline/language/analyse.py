"""Document to Reading: each paragraph's sentences with their words, numerals, times and quoted spans."""

from __future__ import annotations

from pipeline.language import numerals, quoting, segment, sentences, time_told, times
from pipeline.language.dating import infer_date
from pipeline.language.time_told import Told
from pipeline.model.copying import replace
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
    report = section = told = time_told.reported(article)
    for paragraph in article.paragraphs:
        if paragraph.kind == "heading":
            heading = paragraph.text
        if section.year:  # each paragraph begins in the year reported on
            told = Told(section.year, told.day, section.span, section.level, section.report)
        for start, end in sentences.spans(paragraph.text, paragraph.kind):
            sentence = _analysed(name, article, paragraph, start, end, heading, told)
            told = time_told.after(sentence, told)
            found.append(sentence)
        if paragraph.kind == "heading" and found:
            section = time_told.section(found[-1], section, report)
    return found


def _analysed(
    name: str, article: Article, paragraph: Paragraph, start: int, end: int, heading: str | None, told: Told
) -> Sentence:
    text = paragraph.text[start:end]
    expressions = times.find(text, article.date, told.year, told.day, told.span, told.report)
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
