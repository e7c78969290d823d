"""Honours told from the side of the giver: `授予甲、乙等14位同志优秀党员称号`, `为甲、乙颁发纪念章`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.extract import honour_levels, honour_names, stretches
from pipeline.extract.mentioned import Named
from pipeline.lexicons import alternatives
from pipeline.model.document import Sentence

_H = "\u4e00-\u9fff"
Given = tuple[honour_names.Named, tuple[str, ...]]  # the honour and those who receive it
_MANY = re.compile(
    r"(?:等)?(?:共)?(?:[\d一二两三四五六七八九十百]+余?)?(?:名|位|个|家|支)?(?:同志|党员|干部|教师|教工|职工|单位|集体|党组织|基层党组织|党支部|企业|社区|村|学校|同学|学生|个人|人)?(?:以|为)?(?:\d{4}(?:学年|年度|年)(?:度)?)?"
)
_NOT_HOLDERS = ("表彰", "表扬", "通报", "奖励", "命名", "首批", "一批")  # 关于命名表彰“五好”党支部的决定
_PLAIN = re.compile(
    rf"(?!首批|一批|第[{_H}]批)([{_H}]{{2,4}}(?:、[{_H}]{{2,4}})*)(?:同志)?(?=等[\d一二两三四五六七八九十百]+|“|同志)"
)
# 为全市“十佳网格员”颁奖，甲社区张立、乙社区李强等10人受到表彰
_COMMENDED = re.compile(
    r"(?:为|向|给)(?P<what>[^，。；：]{0,12}“[^“”]{2,20}”[^，。；：“”]{0,8}?)(?:的)?(?:代表|获得者|获奖者)?(?:颁奖|授奖|授牌|颁发[^，。；]{0,8})[，,]"
    r"(?P<who>[^。；]{2,120}?)(?:受到表彰|接受表彰|上台领奖|登台领奖|接受颁奖|受到表扬)"
)
_POINTED = re.compile("他|她|老人家?")
_TITLED = re.compile(r"[^，。；]{2,40}?(?:荣誉)?称号|“[^“”]+”")
# 为甲、乙3位老党员佩戴“光荣在党50年”纪念章
_PRESENTED = re.compile(
    r"(?:为|向|给)(?P<who>[^，。；：]{1,60}?)(?:佩戴|颁发|颁授|颁赠|送上|送去|戴上)(?:了)?(?P<what>(?:“[^“”]{2,20}”)?(?:纪念章|奖章|勋章|荣誉证书))"
)


def given(sentence: Sentence, at: int, named: Sequence[Named]) -> Iterator[Given]:
    """The honour behind the receivers that stand at `at`, behind a verb of giving."""
    text = sentence.text
    members = chain(text, at, named)
    end = members[-1].end if members else at
    holders = tuple(n.mention.name for n in members)
    if not members:
        plain = _PLAIN.match(text, at) or _team().match(text, at)
        if not plain:
            return
        holders, end = tuple(plain[1].split("、")), plain.end(1)
        if any(holder in _NOT_HOLDERS for holder in holders):
            return
    start = _MANY.match(text, end).end()  # type: ignore[union-attr]  # matches the empty string
    if not _TITLED.match(text, start) and not text.startswith("为", start - 1):
        return
    for honour in honour_names.named(text, start, True)[:1]:
        yield honour, holders


def presented(sentence: Sentence, named: Sequence[Named]) -> Iterator[Given]:
    """The medals that are pinned on: a bare 纪念章 is the one that the sentence names before."""
    text = sentence.text
    for match in _PRESENTED.finditer(text):
        inside = [
            n
            for n in named
            if n.mention.kind == "person" and match.start("who") <= n.start < match.end("who")
        ]
        holders = tuple(n.mention.name for n in inside)
        start, end = match.span("what")
        if not match["what"].startswith("“"):
            whole = re.compile(rf"“[^“”]{{2,20}}”{match['what']}")
            earlier = whole.search(text, max(0, match.start() - stretches.FAR), match.start())
            start, end = earlier.span() if earlier else (0, 0)
        if end and (holders or _POINTED.fullmatch(match["who"])):
            yield honour_names.Named(start, end, None), holders


def commended(sentence: Sentence, named: Sequence[Named]) -> Iterator[Given]:
    """The people who come up for the prize that their sentence names before them."""
    for match in _COMMENDED.finditer(sentence.text):
        start, stop = match.span("who")
        people = [n for n in named if n.mention.kind == "person" and start <= n.start < stop]
        names = tuple(n.mention.name for n in people)
        a, b = match.span("what")
        if names:
            yield honour_names.Named(a, b, honour_levels.level_of(match["what"])), names


def chain(text: str, at: int, named: Sequence[Named]) -> list[Named]:
    """The mentions that stand at `at`, joined by 、 or 和; of two that begin together the longer."""
    members: list[Named] = []
    for name in named:
        joined = members and re.fullmatch(r"[、和及与]|以及", text[members[-1].end : name.start])
        whole = re.match(r"[、，。；和与及等同为“”\s]|\Z", text[name.end : name.end + 1])
        if whole and (joined or (not members and name.start == at)):
            members.append(name)
    return members


@cache
def _team() -> re.Pattern[str]:
    """A body that nobody found as a name, right before the honour: `授予园林所养护团队“…”`"""
    return re.compile(rf"([{_H}]{{3,24}}?(?:{alternatives('honour_bodies')}|团队|集体|车间|专班))(?=“)")
