"""How a check is put: both passages, the figures as they stand, and no correction."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from pipeline.ledger.facts import Fact
from pipeline.model.row import Evidence
from pipeline.rows.checks import Check


def alarm(kind: str, rule: str, severity: str, message: str, facts: Sequence[Fact]) -> Check:
    """A check on `facts`: the first is the one side, the second the other (none where there is one fact only)."""
    row = Check(
        evidence=dataclasses.replace(facts[0].count.evidence, rule=f"checks.{rule}", confidence=1.0),
        kind=kind,
        message=message,
        severity=severity,
        facts=tuple(fact.id for fact in facts),
    )
    if len(facts) == 1:
        return row
    other = facts[1].count.evidence
    return dataclasses.replace(
        row,
        other_document=other.document,
        other_article=other.article,
        other_paragraph=other.paragraph,
        other_sentence=other.sentence,
        other_start=other.start,
        other_end=other.end,
    )


def said(fact: Fact) -> str:
    """The figure with what it counts, as it stands: 党员“63名”."""
    return f"{fact.count.indicator or ''}“{fact.count.text}”"


def told_of(fact: Fact) -> str:
    """Owner, indicator and period: 柳渡村 党员（2024）."""
    period = f"（{fact.count.period}）" if fact.count.period else ""
    return " ".join(part for part in (fact.count.owner, fact.count.indicator) if part) + period


def where(evidence: Evidence) -> str:
    """The place of a passage: 村情.txt 第1篇第3段."""
    return f"{evidence.document} 第{evidence.article}篇第{evidence.paragraph}段"


def lead(fact: Fact) -> str:
    """What stands in the sentence between the last stop and the figure: 全村共有党员."""
    before = fact.count.evidence.sentence[: fact.count.evidence.start]
    return before[max(before.rfind(stop) for stop in "，。；：！？、,;:\t") + 1 :]


def between(first: Fact, second: Fact) -> str | None:
    """The text between two figures of one sentence in this order, else None."""
    one, two = first.count.evidence, second.count.evidence
    if sentence_of(first) != sentence_of(second) or one.end > two.start:
        return None
    return one.sentence[one.end : two.start]


def sentence_of(fact: Fact) -> tuple[str, int, int, int]:
    evidence = fact.count.evidence
    return evidence.document, evidence.article, evidence.paragraph, evidence.offset
