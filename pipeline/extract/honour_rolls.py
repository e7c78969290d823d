"""Rolls of honour: the lists of names under the headings of a decision to commend or a list of the commended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract import honour_names
from pipeline.lexicons import alternatives, words
from pipeline.model.document import Article, Reading, Sentence
from pipeline.model.row import evidence
from pipeline.rows.honours import Honour

_H = "\u4e00-\u9fff"
_COMMENDED = re.compile(r"表彰|优秀|名单|嘉奖|表扬|先进|光荣榜|获奖|授予|评选结果|荣誉")
_LISTED = re.compile(r"表彰|嘉奖|光荣榜|获奖|名单")
_PLANNED = re.compile(r"评选办法|申报|推荐表|推荐对象|候选|实施方案|评选活动的通知|拟表彰|公示")
_NUMBER = r"(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、.．)])?"
_TALLY = r"(?:[（(]\s*(?:共|计)*\s*\d+\s*(?:人|名|个|家|项|篇|件)?\s*[）)])?"
_HEAD = re.compile(
    rf"\s*{_NUMBER}\s*(?:\d{{4}}(?:学年|年度|年)(?:度)?)?([^（()）：:\d，。；]{{3,30}}?)(?:名单)?\s*{_TALLY}(?:名单)?\s*[：:]?\s*\Z"
)
_RUN_IN = re.compile(
    rf"\s*{_NUMBER}\s*([^（()）：:\d，。；\s]{{3,30}}?)(?:名单)?\s*{_TALLY}\s*(?:[：:]|[ \u3000\t]+)\s*(?=\S)"
)
_GAP = re.compile(r"[ \u3000\t]+|、|，|,|；|;|。\s*\Z")
_PERSON = re.compile(rf"[{_H}](?:[{_H}·]{{1,3}})\Z")
_UNIT = re.compile(rf"\A\s*([{_H}]{{2,16}})[：:]\s*")  # 石桥村：张立、李强
_NOTE = re.compile(r"[（(](?:女|男|[^（()）]{1,6}族|[^（()）]{2,20})[）)]")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:学年|年度|年)")


def of_rolls(reading: Reading) -> Iterator[Honour]:
    """The rows of every list of names whose heading is an honour, in documents that commend."""
    for article in reading.document.articles:
        sentences = [s for s in reading.of_article(article.number) if s.kind != "byline"]
        if _commends(article, sentences):
            yield from _of_article(article, sentences)


def _commends(article: Article, sentences: list[Sentence]) -> bool:
    if _PLANNED.search(article.title):
        return False
    heads = " ".join(s.text for s in sentences if len(s.text) < 40)
    return bool(_COMMENDED.search(article.title) or _LISTED.search(heads))


def _of_article(article: Article, sentences: list[Sentence]) -> Iterator[Honour]:
    head: tuple[Sentence, int, int] | None = None
    year = _year_of(article.title)
    for sentence in sentences:
        year = (_year_of(sentence.text) or year) if sentence.kind in ("heading", "title") else year
        names = _names(sentence.text) or (_names(_without_unit(sentence.text)) if head else [])
        run_in = _RUN_IN.match(sentence.text)
        if head and names and not (run_in and honour_names.looks_like_honour(run_in[1])):
            yield from _rows(*head, names, year)
            continue
        if run_in and honour_names.looks_like_honour(run_in[1]):
            head = (sentence, *run_in.span(1))
            yield from _rows(*head, _names(sentence.text[run_in.end() :]), year)
            continue
        alone = _HEAD.match(sentence.text)
        if alone and honour_names.looks_like_honour(alone[1]):
            head = (sentence, *alone.span(1))
        elif sentence.text.strip() and not alone:
            head = None


def _rows(sentence: Sentence, start: int, end: int, names: list[str], year: str | None) -> Iterator[Honour]:
    name = sentence.text[start:end]
    for holder in names:
        found = evidence(sentence, start, end, rule="honour-roll", confidence=0.85)
        yield Honour(found, holder, name, honour_names.level_of(name), year)


def _year_of(text: str) -> str | None:
    match = _YEAR.search(text)
    return match[1] if match else None


def _without_unit(line: str) -> str:
    unit = _UNIT.match(line)
    return line[unit.end() :] if unit and _body().search(unit[1]) else line


def _names(line: str) -> list[str]:
    """The people or bodies that a line lists, [] where it holds anything else. `王  月  丁金美` is 王月, 丁金美."""
    parts = [part for part in _GAP.split(_NOTE.sub("", line).strip()) if part]
    joined: list[str] = []
    single = False
    for part in parts:
        if single and len(part) == 1:
            joined[-1] += part
            single = False
        else:
            joined.append(part)
            single = len(part) == 1
    return joined if joined and _is_roll(joined) else []


def _is_roll(parts: list[str]) -> bool:
    """Whether every part can be a name and most people's begin with a known surname: rare ones (言) stand among others."""
    if not all(_PERSON.match(part) or _body().search(part) for part in parts):
        return False
    known = sum(
        1 for p in parts if _body().search(p) or p[0] in _surnames() or p[:2] in _surnames() or "·" in p
    )
    return known * 2 > len(parts)


@cache
def _body() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('honour_bodies')})\Z")


@cache
def _surnames() -> frozenset[str]:
    return words("surnames")
