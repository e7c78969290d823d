"""How a figure is to be taken: counted up, new, a change, a share or a target."""

from __future__ import annotations

import re

from pipeline.extract.clauses import Clause
from pipeline.extract.indicators import Said
from pipeline.lexicons import alternatives
from pipeline.model.document import Numeral, Sentence


def of(sentence: Sentence, clause: Clause, numeral: Numeral, said: Said, before: str | None) -> str | None:
    """One of ASPECTS or None. `before` is the aspect of the figure before it in the sentence."""
    lead = sentence.text[clause.start : numeral.start]
    if re.search(alternatives("target_words"), lead):
        return "target"
    if said.change:
        return "change"
    if said.share:
        return "share"
    if re.search(alternatives("new_words"), lead):
        return "new"
    if re.search(alternatives("cumulative_words"), lead):
        return "cumulative"
    return None
