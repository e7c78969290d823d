"""Places: divisions of the country by their list, and smaller areas by the word that ends their name."""

from __future__ import annotations

from pipeline.extract.edges import Walker, usable
from pipeline.extract.extractor import Extractor
from pipeline.extract.place_areas import composed
from pipeline.extract.place_divisions import abbreviated, listed
from pipeline.extract.place_lists import counted
from pipeline.extract.place_repeats import Repeats, names_of
from pipeline.extract.place_spans import Found
from pipeline.extract.place_unlisted import unlisted
from pipeline.model.document import Reading, Sentence
from pipeline.model.row import Findings, evidence
from pipeline.rows.mentions import Mention


def extract(reading: Reading, findings: Findings) -> list[Mention]:
    """A mention for each place name, each level of a chain for itself, in reading order."""
    first = [(sentence, in_sentence(sentence)) for sentence in reading.sentences if usable(sentence)]
    again = Repeats(names_of(first))
    rows: list[Mention] = []
    for sentence, found in first:
        found = [*found, *again.found(sentence, found)]
        rows.extend(_mention(sentence, one) for one in sorted(found, key=lambda f: (f.start, -f.end)))
    return rows


EXTRACTOR = Extractor("places", extract)


def _mention(sentence: Sentence, one: Found) -> Mention:
    surface = sentence.text[one.start : one.end]
    return Mention(
        evidence(sentence, one.start, one.end, rule=one.rule, confidence=one.confidence),
        kind="place",
        surface=surface,
        name=surface,
        type=one.level,
    )


def in_sentence(sentence: Sentence) -> list[Found]:
    """The places that the sentence itself shows, without what other sentences of the document tell."""
    walker = Walker(sentence)
    divisions = listed(walker)
    divisions = sorted([*divisions, *unlisted(walker, divisions)], key=lambda f: (f.start, f.end))
    areas = composed(walker, divisions)
    kept = [
        one
        for one in divisions
        if not any(
            c.start <= one.start and one.end <= c.end and (one.bare or c.end == one.end) for c in areas
        )
    ]
    shown = [*kept, *areas, *abbreviated(walker)]
    return sorted([*shown, *counted(walker, shown)], key=lambda f: (f.start, f.end))
