"""Which of the stretches that look like names are taken: the clear ones, the repeated ones, those in a list of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.extract.person_cues import Person
from pipeline.extract.person_scores import Scored, weights
from pipeline.model.document import Sentence

Named = list[tuple[Sentence, list[Person]]]


def with_likely(first: Named, free: Sequence[list[Scored]]) -> Named:
    """The people of each sentence with those of its `free` stretches that are taken, in order."""
    repeated = _repeated(first, free)
    rows: Named = []
    for (sentence, found), stretches in zip(first, free, strict=True):
        named = list(found)
        for one in stretches:
            floor = "repeated" if sentence.text[one.start : one.end] in repeated else "alone"
            if one.score >= weights("accept")[floor] and not overlaps(one, named):
                named.append(_person(one))
        rows.append((sentence, sorted(_with_listed(sentence.text, named, stretches), key=lambda p: p.start)))
    return rows


def overlaps(one: Person | Scored, others: Iterable[Person]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _person(one: Scored) -> Person:
    return Person(one.start, one.end, (), "look", 0.75)


def _repeated(first: Named, free: Sequence[list[Scored]]) -> frozenset[str]:
    """What scores well twice or more in different company: 贺长林 in 请来贺长林，… and 贺长林就住下了."""
    company: dict[str, set[str]] = {}
    for (sentence, _), stretches in zip(first, free, strict=True):
        text = sentence.text
        for one in stretches:
            if one.score >= weights("accept")["repeated"]:
                around = f"{text[max(one.start - 1, 0) : one.start]}|{text[one.end : one.end + 1]}"
                company.setdefault(text[one.start : one.end], set()).add(around)
    return frozenset(name for name, met in company.items() if len(met) > 1)


def _with_listed(text: str, named: list[Person], stretches: list[Scored]) -> list[Person]:
    """The people with what stands beside one of them in a list (、), forwards and then backwards."""
    more = list(named)
    for order in (stretches, stretches[::-1]):
        for one in order:
            if (
                one.score >= weights("accept")["listed"]
                and _beside(text, one, more)
                and not overlaps(one, more)
            ):
                more.append(_person(one))
    return more


def _beside(text: str, one: Scored, named: list[Person]) -> bool:
    before = text[one.start - 1 : one.start] == "、" and any(p.end == one.start - 1 for p in named)
    behind = text[one.end : one.end + 1] == "、" and any(p.start == one.end + 1 for p in named)
    return (before and one.right != "other") or (behind and one.left != "other")
