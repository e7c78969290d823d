"""What a figure counts, and by which verb: the rules that choose between what stands before and behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.extract import phrases
from pipeline.extract.phrases import After, Before
from pipeline.extract.words import Word
from pipeline.language import units
from pipeline.lexicons import table
from pipeline.lexicons import words as word_list
from pipeline.model.document import Numeral


@dataclass(frozen=True, slots=True)
class Said:
    """What a figure counts. `change` is the sign of the change that it tells (0: none), `share` where it is a part
    of a whole, `carried` where the thing was said with the figure before."""

    indicator: str = ""
    action: str | None = None
    change: int = 0
    share: bool = False
    carried: bool = False


@cache
def unit_kind(unit: str | None) -> str:
    """How a figure of this unit is read: share points ratio time age money measure act head, empty for the rest."""
    named = next((kind for word, kind in table("count_units") if word == unit), None)
    if named:
        return named
    dimension = units.dimension(unit)
    if dimension in ("share", "points", "ratio", "time", "age", "money"):
        return dimension
    return "measure" if dimension else ""


def choose(numeral: Numeral, lead: list[Word], tail: list[Word], names: frozenset[tuple[int, int]],
           people: frozenset[int], carried: str, next_words: list[Word]) -> Said:  # fmt: skip
    """Reads `lead` before and `tail` behind a figure in its clause; `carried` is what the figure before it counted,
    `next_words` are the words of the next clause (三年时间，全村修通了路)."""
    before = phrases.before(lead, names)
    after = phrases.after(tail, numeral.unit, people)
    kind = unit_kind(numeral.unit)
    if kind in ("share", "points", "ratio"):
        return _of_rate(kind, before, after, carried)
    if before.sign and not before.reaches:
        return Said(
            _measured(before) or carried or after.noun,
            before.verb,
            before.sign,
            carried=not _measured(before),
        )
    if kind == "age":
        return Said(before.noun if "龄" in before.noun else "年龄")
    if kind == "time":
        return _of_duration(before, after, next_words)
    if kind in ("money", "measure"):
        return _of_amount(before, after, carried)
    if kind == "act":
        return _of_acts(before, after, carried)
    return _of_things(kind, before, after, carried, numeral)


def _measured(before: Before) -> str:
    """The thing that a clause measures: object, or subject where the verb only links it (产业实现增加值)."""
    if before.noun and before.subject:
        return before.subject + before.noun
    return before.noun or before.subject


def _of_rate(kind: str, before: Before, after: After, carried: str) -> Said:
    own = _measured(before)
    if before.sign and not before.reaches:
        return Said(own or carried, before.verb, before.sign, carried=not own)
    rate = any(own.endswith(word) for word in _rates())
    if rate and kind != "share":
        return Said(own, before.verb, 1)
    if rate:
        return Said(own, before.verb, -1 if own[-2:] in ("降幅", "跌幅", "减幅") else 1)
    share = kind == "share"
    if before.share or before.reaches:
        return Said(own or carried, before.verb or ("占" if before.share else None), 0, share, not own)
    if own and not (before.verb and not before.noun):
        return Said(
            own + after.act if after.act and not before.level else own, before.verb or after.verb, 0, share
        )
    thing = after.noun or after.act
    return Said(
        thing or own or carried or (before.verb or ""),
        before.verb or after.verb,
        0,
        share,
        not (thing or own),
    )


@cache
def _rates() -> tuple[str, ...]:
    return tuple(word for word, kind in table("count_verbs") if kind == "rate")


def _of_duration(before: Before, after: After, next_words: list[Word]) -> Said:
    if before.verb and before.verb != "经过":
        return Said(before.verb + before.noun if before.noun else before.verb, before.verb)
    if before.noun:
        return Said(before.noun, after.verb)
    if after.noun and after.noun not in ("来", "间", "时间", "左右"):
        return Said(after.noun, before.verb)
    if after.act:
        return Said(after.act, after.verb)
    verb, act = phrases.verb_phrase(next_words)
    return Said(act, verb) if act else Said(after.noun, before.verb)


def _of_amount(before: Before, after: After, carried: str) -> Said:
    own = before.noun
    if (before.hangs or after.linked or not own) and after.noun and not (before.level and own):
        return Said(after.noun, before.verb)
    if own:
        joined = before.subject + own if before.subject else own
        return Said(joined, before.verb)
    if before.subject:
        return Said(before.subject + (before.verb or ""), before.verb)
    if before.verb:
        return Said(before.verb, before.verb)
    return Said(carried or after.act, after.verb, carried=bool(carried))


def _of_acts(before: Before, after: After, carried: str) -> Said:
    if before.verb and before.noun:
        return Said(before.verb + before.noun, before.verb)
    if before.noun:
        return Said(before.noun, before.verb)
    if before.verb:
        return Said(before.subject + before.verb, before.verb)
    if after.noun or after.act:
        return Said(after.noun or after.act, after.verb)
    return Said(carried, None, carried=True)


def _of_things(kind: str, before: Before, after: After, carried: str, numeral: Numeral) -> Said:
    if after.noun:
        return Said(after.noun, before.verb)
    own = before.noun or before.subject
    if own and not (kind == "head" and after.act and not before.level):
        return Said(_term(before.verb, own), before.verb)
    if kind == "head" and after.act:
        return Said(after.act, after.verb)
    if before.verb:
        return Said(before.verb, before.verb)
    if before.level and carried and not after.act:
        return Said(carried, None, carried=True)
    return Said(after.act or _by_unit(numeral.unit), after.verb)


def _term(verb: str | None, noun: str) -> str:
    """发展党员 is what is counted, not 党员."""
    whole = (verb or "") + noun
    return whole if whole in word_list("count_terms") else noun


def _by_unit(unit: str | None) -> str:
    return {"户": "户数", "人": "人数"}.get(unit or "", "")
