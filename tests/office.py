"""How far a run over a folder like corpora/office comes to the truth that was written down for it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.ledger.spans import span
from pipeline.ledger.taxonomy import figures

Rows = list[dict[str, Any]]


@dataclass
class Score:
    """What was hit, what was missed, and what should not be there, in words."""

    hits: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.hits + len(self.missed))

    @property
    def f1(self) -> float:
        return 2 * self.hits / max(1, 2 * self.hits + len(self.missed) + len(self.wrong))


def rows(out: Path, table: str) -> Rows:
    return [json.loads(line) for line in (out / "tables" / f"{table}.jsonl").read_text("utf-8").splitlines()]


def is_figure(row: Mapping[str, Any], wanted: list[Any]) -> bool:
    """Whether a row of totals is the figure `wanted`: [category or wording, owner, period, value]."""
    name, owners, periods, value = wanted
    return (
        name in (row["category"], row["indicator"])
        and (row["owner"] or "") in owners.split("|")
        and abs(row["value"] - value) < 1e-6
        and any(same_time(name, row["period"] or "", period) for period in periods.split("|"))
    )


def same_time(name: str, one: str, other: str) -> bool:
    days, due = span(one), span(other)
    if days is None or due is None or name not in figures() or figures()[name].nature != "stock":
        return days == due
    return days.last == due.last


def totals_score(truth: Mapping[str, Any], found: Rows) -> Score:
    """Totals F1 over the categories of `scope`."""
    score = Score()
    used: set[int] = set()
    wanted = [(w, False) for w in truth["stated"]] + [(w, True) for w in truth["derived"]]
    for figure, _ in wanted:
        hit = next((n for n, row in enumerate(found) if n not in used and is_figure(row, figure)), None)
        if hit is None:
            score.missed.append(f"total {figure}")
        else:
            used.add(hit)
            score.hits += 1
    known = [*truth["stated"], *truth["derived"], *truth["allowed"]]
    for row in found:
        if row["category"] in truth["scope"] and not any(is_figure(row, figure) for figure in known):
            score.wrong.append("total " + shown(row))
    return score


def shown(row: Mapping[str, Any]) -> str:
    return f"{row['category']} {row['owner']} {row['period']} {row['value']} derived={row['derived']} {row['facts']}"


def forbidden(truth: Mapping[str, Any], found: Rows) -> list[str]:
    return [
        f"{shown(row)}: {why}"
        for row in found
        for name, value, why in truth["forbidden"]
        if name in (row["category"], row["indicator"])
        and row["value"] == value
        and not any(is_figure(row, figure) for figure in truth["stated"])
    ]


def told(check: Mapping[str, Any]) -> str:
    keys = ("message", "document", "sentence", "other_document", "other_sentence")
    return " ".join(str(check[key] or "") for key in keys)


def checks_score(truth: Mapping[str, Any], found: Rows) -> Score:
    """Recall of the checks, and the alarms that should not have fired."""
    score = Score()
    alarms = [check for check in found if check["kind"] != "repeat"]
    for kinds, *words in truth["checks"]:
        fits = [c for c in alarms if c["kind"] in kinds.split("|") and all(w in told(c) for w in words)]
        if fits:
            score.hits += 1
        else:
            score.missed.append(f"check {kinds} {words}")
    for check in alarms:
        known = any(
            check["kind"] in kinds.split("|") and all(w in told(check) for w in words)
            for kinds, *words in truth["checks"]
        )
        if not known:
            score.wrong.append(f"alarm {check['kind']} {check['severity']} {check['message']}")
    return score


def repeats_score(truth: Mapping[str, Any], found: Rows) -> Score:
    score = Score()
    for words in truth["repeats"]:
        if any(c["kind"] == "repeat" and all(w in told(c) for w in words) for c in found):
            score.hits += 1
        else:
            score.missed.append(f"repeat {words}")
    return score


def entities_of(out: Path) -> dict[str, set[str]]:
    """For each name, and each `name@file`, the ids of what it stands for."""
    found: dict[str, set[str]] = {}
    for mention in rows(out, "mentions"):
        if mention["entity"] and not mention["anaphor"]:
            name = "".join(mention["surface"].split())
            stem = mention["document"].rsplit("/", 1)[-1].split(".")[0]
            for key in (name, f"{name}@{stem}"):
                found.setdefault(key, set()).add(mention["entity"])
    for body in rows(out, "organisations"):
        for name in (body["name"], *body["aliases"]):
            found.setdefault(name, set()).add(body["id"])
    return found


def aliases_score(truth: Mapping[str, Any], out: Path) -> Score:
    """Pairs of names that are one, against pairs that the run says are one."""
    score = Score()
    ids = entities_of(out)

    def one(pair: Iterable[str]) -> bool:
        first, second = pair
        return bool(ids.get(first, set()) & ids.get(second, set()))

    for group in truth["aliases"]:
        for pair in itertools.combinations(group, 2):
            if one(pair):
                score.hits += 1
            else:
                score.missed.append(f"alias {pair}")
    apart = [*truth["separate"], *across(truth["aliases"])]
    score.wrong += [f"joined {pair}" for pair in apart if one(pair)]
    return score


def across(groups: list[list[str]]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for one, other in itertools.combinations(groups, 2)
        for a in one
        for b in other
        if "@" not in a + b
    ]
