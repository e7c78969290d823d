"""Activities: events that are held, opened or attended and that the text names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract import event_names, honour_holders, mentioned, quoted_names
from pipeline.extract.event_names import Event
from pipeline.extract.extractor import Extractor
from pipeline.extract.mentioned import Named
from pipeline.model.document import Reading, Sentence
from pipeline.model.row import Findings, evidence
from pipeline.rows.activities import Activity

_ATTENDING = re.compile("参加|出席|参与|列席|听取|聆听|赶上|正值|迎来")
_HELD_AT = re.compile(
    r"(?:在|于)([^，。；“”]{2,30}?)(?:顺利|隆重|成功|圆满|正式|共同|联合|线上)*(?:召开|举行|举办|开幕|启动|开展)"
)


def extract(reading: Reading, findings: Findings) -> tuple[Activity, ...]:
    """One row for each distinct event of an article; the headline's event only where the body names none of its kind."""
    names = mentioned.by_paragraph(findings)
    rows: list[Activity] = []
    headline: list[Activity] = []
    for at, sentence in enumerate(reading.sentences):
        if sentence.kind in ("byline", "credit"):
            continue
        named = mentioned.within(sentence, names.get((sentence.article, sentence.paragraph), ()))
        view = quoted_names.curled(sentence)
        found = [quoted_names.as_read(_row(view, event, named), sentence) for event in event_names.find(view)]
        if sentence.kind in ("title", "heading") and found:
            found = [_dated(row, reading.sentences[at + 1 : at + 5]) for row in found]
        (headline if sentence.kind in ("title", "subtitle") else rows).extend(found)
    distinct = _distinct(rows)
    told = [a for a in headline if not any(_same_event(a, b) for b in distinct)]
    return tuple(sorted([*distinct, *_distinct(told)], key=lambda a: a.position))


def _row(sentence: Sentence, event: Event, named: tuple[Named, ...]) -> Activity:
    return Activity(
        evidence=evidence(sentence, event.start, event.end, rule=event.rule, confidence=event.confidence),
        name=sentence.text[event.start : event.end],
        host=_host(sentence.text, event, named),
        date=_date(sentence, event),
        place=_place(sentence.text, event, named),
    )


def _host(text: str, event: Event, named: tuple[Named, ...]) -> str | None:
    """The bodies that hold it, where the sentence names them as its subject, joined by 、."""
    if event.verb is None or _ATTENDING.match(text, event.verb):
        return None
    hosts = honour_holders.subjects(text, event.verb, [n for n in named if n.end <= event.verb])
    known = {n.mention.name for n in named}
    return "、".join(h for h in hosts if h in known) or None


def _date(sentence: Sentence, event: Event) -> str | None:
    """The time nearest before the name in its sentence, else the first behind it."""
    points = [
        t for t in sentence.times if t.role == "point" and t.value and not event.start <= t.start < event.end
    ]
    before = [t for t in points if t.end <= event.start]
    behind = [t for t in points if t.start >= event.end]
    chosen = before[-1:] or behind[:1]
    return chosen[0].value if chosen else None


def _dated(row: Activity, following: Sequence[Sentence]) -> Activity:
    """A headline's event with the time of the sentence behind it that tells of the same kind of event."""
    told = [s for s in following if s.article == row.evidence.article and row.name[-2:] in s.text]
    times = [t for s in told for t in s.times if t.role == "point" and t.value]
    return row if row.date or not times else replace(row, date=times[0].value)


def _place(text: str, event: Event, named: tuple[Named, ...]) -> str | None:
    match = _HELD_AT.match(text, event.end) or _HELD_AT.search(text[: event.start])
    if not match:
        return None
    inside = [n for n in named if match.start(1) <= n.start and n.end <= match.end(1)]
    return inside[-1].mention.name if inside else None


def _distinct(rows: list[Activity]) -> list[Activity]:
    """The events once each: a name that is part of an earlier or later, longer one of the same kind is that event."""
    kept: list[Activity] = []
    for row in rows:
        key = _key(row)
        same = next((i for i, k in enumerate(kept) if k.evidence.article == row.evidence.article
                     and (key in _key(k) or _key(k) in key)), None)  # fmt: skip
        if same is None:
            kept.append(row)
        elif len(key) > len(_key(kept[same])) and kept[same].host is None:
            kept[same] = row
    return kept


def _key(row: Activity) -> str:
    return re.sub(r"[“”‘’\s的]|(?<=教育)活动\Z", "", row.name)


def _same_event(headline: Activity, told: Activity) -> bool:
    """Whether the body tells of the headline's event: the same special type (座谈会), or half of its letters in order."""
    if headline.evidence.article != told.evidence.article:
        return False
    one, other = _key(headline), _key(told)
    if one[-3:] == other[-3:] and not one.endswith(("活动", "会议", "培训")):
        return True
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    return sum(1 for p in pairs if p in other) * 2 >= len(pairs)


EXTRACTOR = Extractor("activities", extract)
