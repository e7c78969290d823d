"""Every numeral of a sentence with what belongs to it: approximators, magnitude, unit, bound, use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.language import numeral_bounds, numeral_uses, quantities
from pipeline.language.normalise import narrow
from pipeline.language.number_values import DIGITS, FORMAL, MAGNITUDES
from pipeline.language.numeral_kinds import Draft
from pipeline.model.copying import replace
from pipeline.model.document import Numeral, TimeExpression

# what any numeral begins with: scanned for first, far faster than the whole
_FIRST = re.compile(rf"[\d{DIGITS}{MAGNITUDES}{FORMAL}数几好半]")


def find(text: str, times: Sequence[TimeExpression] = ()) -> tuple[Numeral, ...]:
    """Every numeral of `text` in order, none overlapping another; `times` are the sentence's time expressions."""
    found: list[Draft] = []
    said, text = text, narrow(text)
    at = floor = 0  # where to look on, and where the numeral before ends
    while first := _FIRST.search(text, at):
        core = quantities.CORE.match(text, first.start())
        if core is None:
            at = first.end()
            continue
        numeral = _numeral(text, core, floor)
        if numeral is None:
            at = core.end()
            continue
        found.append(numeral)
        at = floor = max(numeral.end, core.end())
    assigned = numeral_uses.assigned(text, found, times)
    return assigned if said is text else tuple(replace(n, text=said[n.start : n.end]) for n in assigned)


def _numeral(text: str, core: re.Match[str], floor: int) -> Draft | None:
    """The numeral at `core`, with all that belongs to it on both sides; nothing before `floor` is taken."""
    quantity = quantities.at_core(text, core)
    if quantity is None:
        return None
    bare = quantity.chinese and quantity.unit is None
    if bare and not numeral_uses.number_like(text, quantity.start, quantity.end):
        return None
    start, before = numeral_bounds.before(text, quantity, floor)
    end, after = numeral_bounds.after(text, quantity)
    return Draft(
        start,
        end,
        quantity.number_start,
        quantity.number_end,
        text[start:end],
        numeral_bounds.signed(text, start, quantity.amount.value),
        quantity.amount.high,
        numeral_bounds.bound(quantity.amount, before, after),
        quantity.unit,
        "count",  # what most are
    )
