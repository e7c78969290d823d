"""Names within names: a place without its level word is no place inside a body, and none inside a person's name."""

from __future__ import annotations

from pipeline.extract.gazetteer import divisions
from pipeline.model.document import Reading
from pipeline.model.row import Findings
from pipeline.rows.mentions import Mention

Key = tuple[str, int, int, int]
_LEVEL_WORDS = tuple("省市区县旗州盟镇乡村道屯") + (
    "嘎查",
    "苏木",
    "社区",
    "小区",
    "自治区",
    "地区",
    "新区",
    "园区",
    "产业园",
    "工业园",
    "科技园",
)


def resolve(reading: Reading, findings: Findings) -> Findings:
    """The findings without the place mentions that are a part of another name only (北京 in 北京某医院)."""
    mentions = findings.of(Mention)
    holders: dict[Key, list[Mention]] = {}
    for mention in mentions:
        if mention.kind != "place" and not mention.anaphor:
            holders.setdefault(_key(mention), []).append(mention)
    kept = [
        m for m in mentions if m.kind != "place" or not any(_swallows(h, m) for h in holders.get(_key(m), ()))
    ]
    return findings.replacing(Mention, kept)


def _key(mention: Mention) -> Key:
    e = mention.evidence
    return (e.document, e.article, e.paragraph, e.offset)


def _swallows(holder: Mention, place: Mention) -> bool:
    h, p = holder.evidence, place.evidence
    if h.end <= p.start or p.end <= h.start:
        return False
    if holder.kind == "person":
        return True
    inside = h.start <= p.start and p.end <= h.end
    division = divisions().get(place.name)
    bare = division.bare if division else not place.name.endswith(_LEVEL_WORDS)
    return not inside or bare
