"""Activities: events that are held, opened or attended and that the text names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract import (
    event_dates,
    event_hosts,
    event_mentions,
    event_plans,
    mentioned,
    quoted_names,
    stretches,
)
from pipeline.extract.event_names import Event
from pipeline.extract.extractor import Extractor
from pipeline.extract.mentioned import Named
from pipeline.model.copying import replace
from pipeline.model.document import Article, Reading, Sentence
from pipeline.model.row import Findings, evidence
from pipeline.rows.activities import Activity

_NUMBER = re.compile(r"第\d+[期届批次]|(?:20)?\d{2}年(?:度)?")
_HELD_AT = re.compile(
    r"(?:在|于)([^，。；“”]{2,30}?)(?:顺利|隆重|成功|圆满|正式|共同|联合|线上)*(?:召开|举行|举办|开幕|启动|开展)"
)


def extract(reading: Reading, findings: Findings) -> tuple[Activity, ...]:
    """One row for each distinct event of an article; the headline's event only where the body names none of its kind."""
    names = mentioned.by_paragraph(findings)
    found: list[Activity] = []
    for article in reading.document.articles:
        sentences = [s for s in reading.of_article(article.number) if s.kind not in ("byline", "credit")]
        found += _of_article(article, sentences, reading, names)
    return tuple(sorted(found, key=lambda a: a.position))


def _of_article(
    article: Article,
    sentences: list[Sentence],
    reading: Reading,
    names: dict[mentioned.Place, tuple[Named, ...]],
) -> list[Activity]:
    notice = event_plans.is_notice(article)
    issued = notice or event_plans.is_decision(article)
    visit = "调研" in article.title or "督导" in article.title
    year = event_dates.of_report(article, reading)
    rows: list[Activity] = []
    headline: list[Activity] = []
    for at, sentence in enumerate(sentences):
        named = mentioned.within(sentence, names.get((sentence.article, sentence.paragraph), ()))
        view = quoted_names.curled(sentence)
        events = [
            *event_mentions.find(view, notice),
            *(event_mentions.inspection(view) if visit and not rows else ()),
        ]
        found = [
            quoted_names.as_read(_row(view, event, named, sentences[:at], issued), sentence)
            for event in events
            if notice
            or not event_plans.is_plan(view, event.start, event.start if event.verb is None else event.verb)
        ]
        if sentence.kind in ("title", "heading") and found:
            found = [_dated(row, sentences[at + 1 : at + 5]) for row in found]
        (headline if sentence.kind in ("title", "subtitle") else rows).extend(found)
    distinct = _distinct(rows)
    told = [a for a in headline if not any(_same_event(a, b) for b in distinct)]
    spoken = [
        replace(a, date=article.date or a.date) if a.evidence.rule == "activity-spoken" else a for a in told
    ]
    dated = (
        _by_notice([*distinct, *_distinct(spoken)], article, sentences)
        if notice
        else [*distinct, *_distinct(spoken)]
    )
    return [replace(a, date=a.date or year) for a in dated]


def _by_notice(rows: list[Activity], article: Article, sentences: list[Sentence]) -> list[Activity]:
    """With the time that the notice sets down for what its headline announces."""
    set_down = event_dates.of_notice(sentences)
    if not set_down:
        return rows
    return [replace(a, date=set_down) if _is_announced(a, article.title) else a for a in rows]


def _is_announced(row: Activity, title: str) -> bool:
    """Whether the headline speaks of the event: half of the letter pairs of its name stand there."""
    key = _NUMBER.sub("", _key(row))
    pairs = [key[i : i + 2] for i in range(len(key) - 1)]
    return sum(pair in title for pair in pairs) * 2 >= len(pairs) or (
        key[-4:] in re.sub(r"[“”\s]", "", title)
    )


def _row(
    sentence: Sentence, event: Event, named: tuple[Named, ...], earlier: list[Sentence], issued: bool
) -> Activity:
    named = mentioned.near(named, event.start, event.end)
    host = event_hosts.of(sentence.text, event, named, issued)
    return Activity(
        evidence=evidence(
            sentence,
            event.start,
            event.end,
            rule=event.rule + ("" if host else event_hosts.whose(sentence.text, event, issued)),
            confidence=event.confidence,
        ),
        name=sentence.text[event.start : event.end],
        host=host,
        date=event_dates.in_sentence(sentence, event) or event_dates.of_paragraph(sentence, earlier[-15:]),
        place=_place(sentence.text, event, named),
    )


def _dated(row: Activity, following: Sequence[Sentence]) -> Activity:
    """A headline's event with the time of the sentence behind it that tells of the same kind of event."""
    told = [s for s in following if s.article == row.evidence.article and row.name[-2:] in s.text]
    times = [t for s in told for t in s.times if t.role == "point" and t.value]
    return row if row.date or not times else replace(row, date=times[0].value)


def _place(text: str, event: Event, named: tuple[Named, ...]) -> str | None:
    match = _HELD_AT.match(text, event.end) or _HELD_AT.search(
        text, max(0, event.start - stretches.FAR), event.start
    )
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
