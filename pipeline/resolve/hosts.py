"""Hosts that no sentence names: the body of which an article tells; nobody where one only went to an event."""

from __future__ import annotations

from pipeline.extract.event_hosts import GUEST, OWN
from pipeline.model.copying import replace
from pipeline.model.document import Reading
from pipeline.model.row import Findings
from pipeline.resolve import focus
from pipeline.rows.activities import Activity


def resolve(reading: Reading, findings: Findings) -> Findings:
    """The findings in which 院工会 and 校党委 hold their events for the article's body, and guests hold none."""
    rows = findings.of(Activity)
    if not any(a.evidence.rule.endswith((OWN, GUEST)) for a in rows):
        return findings
    main = _main(reading, findings) if any(a.evidence.rule.endswith(OWN) for a in rows) else {}
    return findings.replacing(Activity, [_hosted(a, main) for a in rows])


def _hosted(activity: Activity, main: dict[int, str]) -> Activity:
    rule = activity.evidence.rule
    if rule.endswith(GUEST):
        return replace(activity, host=None)
    if rule.endswith(OWN):
        return replace(activity, host=main.get(activity.evidence.article, activity.host))
    return activity


def _main(reading: Reading, findings: Findings) -> dict[int, str]:
    """By article the body that it is about: the doer of its first sentence, before anybody else is named."""
    told = focus.tell(reading, findings)
    found: dict[int, str] = {}
    for (article, _, _), here in told.items():
        if article not in found and here.doer:
            found[article] = here.doer.name
    return found
