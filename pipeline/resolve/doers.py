"""Who a figure's sentence speaks of at that place: the doer of its clause, of a clause before, or of the text around."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import takewhile

from pipeline.model.document import Sentence
from pipeline.resolve.asides import CLAUSE
from pipeline.resolve.subjects import Subject

_FARTHEST = 600  # characters between a doer and its figure in one sentence
# `成立服务队，现有队员26名`: what a body has is told of the one just founded; what is done next is not
_HAS = re.compile(
    r"[，,；;。](?:目前|如今|现在|现|已|至今|共|其中|年末|年底)*(?:有|现有|共有|拥有|吸纳|吸收|入社|入会|下设|设|成员|队员|会员|社员|占地|面积|总投资|注册)"
)
_SENT = re.compile(r"负责同志|负责人|分管领导|班子成员|代表")  # 甲县、乙区分管负责同志
# 80余人参加会议
_ATTENDING = re.compile(
    r"[^，。；：]{1,12}?[人名位](?:[^，。；：]{0,12})?(?:参加|出席|参会|到会|列席|聆听|观摩)"
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who it is, by the canonical name, and the words that say so."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with its subjects and what governs it from outside."""

    sentence: Sentence
    subjects: tuple[Subject, ...]
    doer: Owner | None


def as_owner(subject: Subject) -> Owner | None:
    return Owner(subject.name, subject.said) if subject.name else None


def at(told: Told, place: int, own: bool = False, act: bool = False) -> Owner | None:
    """Who a row at `place` of a sentence belongs to. `own`: it is a person's own where a person is the doer (how old
    he is, how long he worked). `act`: it tells of a doing, which is nobody else's where he stands for no body."""
    text = told.sentence.text
    floor = max(0, place - _FARTHEST)
    borders = [floor, *(m.end() for m in CLAUSE.finditer(text, floor, place))]
    following = told.subjects[bisect_left(told.subjects, floor, key=lambda s: s.start) :]
    near = list(takewhile(lambda s: s.end <= place, following))
    if _attends(told, near, place):
        return told.doer
    end = place
    for begin in reversed(borders):
        here = [s for s in near if begin <= s.start < end]
        doers = [s for s in here if not s.aside]
        founded = next((s for s in here if s.founded and s.name), None)
        if founded and begin != borders[-1] and _HAS.match(text, founded.end):
            return as_owner(founded)
        if doers:
            chosen = _nearest(doers, place) if begin == borders[-1] else doers[0]
            return _of_doer(chosen, told, own, act)
        end = begin
    scene = next((s for s in near if s.scene and s.name), None)
    return as_owner(scene) if scene else told.doer


def _attends(told: Told, near: list[Subject], place: int) -> bool:
    """县委书记赵某、县长钱某和各镇负责人80余人参加: none of those listed has the figure."""
    persons = sum(s.kind == "person" for s in near)
    sent = len(near) > 1 and bool(_SENT.search(told.sentence.text, near[-1].end, place))
    return (persons > 1 or sent) and bool(_ATTENDING.match(told.sentence.text, place))


def _nearest(doers: list[Subject], place: int) -> Subject:
    """The first doer of a clause, or the last where it stands right before the figure (甲镇的乙村党员50名)."""
    return doers[-1] if place - doers[-1].end <= 6 else doers[0]


def _of_doer(subject: Subject, told: Told, own: bool, act: bool) -> Owner | None:
    """What a person does is done for the body that the text gives him."""
    if subject.kind != "person":
        return as_owner(subject)
    if own and not subject.speaks:
        return None
    if (subject.instructs or subject.posted) and told.doer:
        return told.doer
    return as_owner(subject) or (told.doer if subject.speaks or not act else None)


def after(told: Told) -> Owner | None:
    """Who the sentences after this one go on to speak of: the owner of its last figure, a body founded in it, its doer."""
    figures = [n for n in told.sentence.numerals if n.use == "count"]
    if figures and told.sentence.kind != "heading":
        owner = at(Told(told.sentence, told.subjects, None), figures[-1].start)
        if owner:
            return owner
    doer = next((s for s in told.subjects if not s.aside and s.name), None)
    chosen = doer or next((s for s in told.subjects if s.scene and s.name), None)
    return as_owner(chosen) if chosen else None
