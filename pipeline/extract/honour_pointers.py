"""Holders that the text only points to: 被授予…的他, 该品牌, 班组, 工作队."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from pipeline.extract import mentioned
from pipeline.extract.mentioned import Named
from pipeline.model.document import Sentence
from pipeline.model.row import Findings
from pipeline.rows.brands import Brand

_H = "\u4e00-\u9fff"
_TEAM = re.compile(r"(?:工作队|服务队|突击队|宣讲团|宣讲队|工作室|攻关组|课题组|工作组|小组|合作社)\Z")
_CREW = re.compile(rf"([{_H}]{{2,8}}[班组])(?:班长|组长|副班长)")
_PERSONAL = re.compile(r"(?:\A|[，。；、的“”]|此前|后来|同年|今年|去年|为|给)(?:他|她)(?!们)")
_BRAND = re.compile(r"(?:该|这一|这个)(?:[^，。；]{0,6})?品牌")


def earlier_person(
    sentence: Sentence, names: Mapping[mentioned.Place, Sequence[Named]], at: int = 0
) -> str | None:
    """The person of whom the text spoke last: the first named in the nearest sentences before that name one, or in the
    sentence itself before its pronoun, which stands in front of `at`."""
    pointers = [m.end() for m in _PERSONAL.finditer(sentence.text, 0, at)]
    limit = sentence.offset + (pointers[-1] if pointers else 0)
    inside = [
        n
        for n in names.get((sentence.article, sentence.paragraph), ())
        if n.mention.kind == "person" and n.start < limit
    ]
    if inside:
        return _first_of_last(inside)
    for paragraph in range(sentence.paragraph - 1, max(0, sentence.paragraph - 4), -1):
        people = [n for n in names.get((sentence.article, paragraph), ()) if n.mention.kind == "person"]
        if people:
            return _first_of_last(people)
    return None


def _first_of_last(people: Sequence[Named]) -> str:
    last = people[-1].mention.evidence
    same = [n for n in people if n.mention.evidence.offset == last.offset]
    return same[0].mention.name


def points_to_person(text: str, begin: int, end: int) -> bool:
    """Whether 他 or 她 stands between `begin` and `end`."""
    return bool(_PERSONAL.search(text[begin:end]))


def earlier_brand(sentence: Sentence, findings: Findings) -> str | None:
    """The brand that 该品牌 means: the last one named before the sentence."""
    if not _BRAND.search(sentence.text):
        return None
    here = (sentence.article, sentence.paragraph, sentence.offset)
    brands = sorted(findings.of(Brand), key=lambda b: b.position)
    at = bisect_left([_at(b) for b in brands], here)
    known = brands[at - 1] if at else None
    return known.name if known and known.evidence.article == sentence.article else None


def _at(brand: Brand) -> tuple[int, int, int]:
    return (brand.evidence.article, brand.evidence.paragraph, brand.evidence.offset)


def is_team(word: str) -> bool:
    """Whether a holder is a bare word for a team."""
    return word == "班组" or bool(_TEAM.fullmatch(word))


def named_team(word: str, before: str) -> str | None:
    """`“蒲公英”工作队` for 工作队 behind it, `锅炉检修班` for 班组 behind its 班长; else the word, of 班组 None."""
    if word == "班组":
        crews = list(_CREW.finditer(before))
        return crews[-1][1] if crews else None
    known = re.findall(rf"“[^“”]{{2,12}}”[{_H}]{{0,6}}?{word}", before)
    return known[-1] if known else word
