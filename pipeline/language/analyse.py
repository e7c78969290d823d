"""Document to Reading: each paragraph's sentences with their words, numerals, times and quoted spans."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.language import numerals, quoting, segment, sentences, times
from pipeline.language.dating import infer_date
from pipeline.model.copying import replace
from pipeline.model.document import Article, Document, Paragraph, Reading, Sentence


@dataclass(frozen=True, slots=True)
class Told:
    """The time last spoken of: a later 6月 is of `year` where nothing else tells, 当天 is `day` (ISO)."""

    year: int | None = None
    day: str | None = None


def analyse(document: Document) -> Reading:
    """The document with its dates inferred where the text gives none, and its sentences in reading order."""
    articles = tuple(infer_date(article) for article in document.articles)
    dated = Document(document.name, articles)
    found = tuple(sentence for article in articles for sentence in _of_article(dated.name, article))
    return Reading(dated, found)


def _of_article(name: str, article: Article) -> list[Sentence]:
    found: list[Sentence] = []
    heading: str | None = None
    told = Told()
    for paragraph in article.paragraphs:
        if paragraph.kind == "heading":
            heading = paragraph.text
        for start, end in sentences.spans(paragraph.text, paragraph.kind):
            sentence = _analysed(name, article, paragraph, start, end, heading, told)
            told = _told_after(sentence, told)
            found.append(sentence)
    return found


def _analysed(
    name: str, article: Article, paragraph: Paragraph, start: int, end: int, heading: str | None, told: Told
) -> Sentence:
    text = paragraph.text[start:end]
    expressions = times.find(text, article.date, told.year, told.day)
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


def _told_after(sentence: Sentence, told: Told) -> Told:
    """What the times of a sentence leave for the next one; what it does not name stays."""
    values = [t.value for t in sentence.times if t.value and t.role in ("point", "as_of")]
    days = [value for value in values if len(value) == 10]
    return Told(int(values[-1][:4]) if values else told.year, days[-1] if days else told.day)
