"""Rolls of honour: the lists of names under the headings of a decision to commend or a list of the commended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.extract import honour_levels, honour_names
from pipeline.extract.quoted_names import curled_text
from pipeline.lexicons import table, words
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
_DECISION = re.compile("决定|通报|表彰|公布|嘉奖")
_ISSUER = re.compile(rf"([{_H}]{{2,30}}?)关于")
_SIGNED = re.compile(
    rf"(?:中共)?[{_H}（）]{{4,30}}(?:委员会|党委|工委|委|局|厅|办公室|组织部|工会|政府|总支|支部)"
)
_DATE_LINE = re.compile(
    r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|[二〇零○一三四五六七八九十]+年[一二三四五六七八九十]+月[一二三四五六七八九十]*日?"
)
_GRANTED = re.compile(r"授予[^。；“”]{2,200}?“([^“”]{4,40})”(?:荣誉)?称号")
_ASIDE = re.compile(r"\s*[（(][^（()）]{2,40}[）)]\s*")  # （以上为机关党组织）
_WIDE_GAP = re.compile(r"[ \u3000\t]+|[，,：:]")
_NUMBERED = re.compile(r"\A\s*(?:\d{1,3}[.．、)）]?|[（(]\d{1,3}[）)])\s*")
_LONGEST_LINE = 50
_YEAR = re.compile(r"((?:19|20)\d{2})(?:学年|年度|年)")


@dataclass(frozen=True, slots=True)
class _Head:
    """The honour that a list is of: where its name stands, its level where the name or the issuer tells it, its year."""

    sentence: Sentence
    start: int
    end: int
    level: str | None
    year: str | None


@dataclass(slots=True)
class _Roll:
    """An article that commends: the whole names that its decision gives, and who issued it."""

    whole: list[tuple[Sentence, int, int]]
    level: str | None
    year: str | None

    def head(self, sentence: Sentence, start: int, end: int) -> _Head:
        """The heading's honour, by its whole name where the decision says one: 清江县优秀党员 for 优秀党员."""
        said = sentence.text[start:end]
        for told, a, b in self.whole:
            if told.text[a:b].endswith(said):
                sentence, start, end = told, a, b
                break
        name = sentence.text[start:end]
        return _Head(sentence, start, end, honour_levels.level_of(name) or self.level, self.year)


def of_rolls(reading: Reading) -> Iterator[Honour]:
    """The rows of every list of names whose heading is an honour, in documents that commend."""
    for article in reading.document.articles:
        sentences = [s for s in reading.of_article(article.number) if s.kind != "byline"]
        if _commends(article, sentences):
            yield from _of_article(article, sentences)


def issuer(article: Article) -> str | None:
    """Who issues a decision: named in its title before 关于, or signing it with a line of its own; else its source."""
    titled = _ISSUER.match(article.title)
    if titled:
        return titled[1]
    lines = [p.text.strip() for p in article.paragraphs if p.kind in ("body", "note", "byline", "title")]
    signed = [at for at, line in enumerate(lines) if _SIGNED.fullmatch(line)]
    # what stands above its date or below the last sentence signs; a line among others is listed with them
    dated = [at for at in signed if _DATE_LINE.fullmatch("".join(lines[at + 1 : at + 2]))]
    ends = [at for at in signed if lines[at - 1].endswith("。")]
    chosen = dated or ends
    return lines[chosen[0]] if chosen else article.source


def _commends(article: Article, sentences: list[Sentence]) -> bool:
    if _PLANNED.search(article.title):
        return False
    heads = " ".join(s.text for s in sentences if len(s.text) < 40)
    return bool(_COMMENDED.search(article.title) or _LISTED.search(heads))


def _of_article(article: Article, sentences: list[Sentence]) -> Iterator[Honour]:
    dated = article.date[:4] if article.date and _DECISION.search(article.title) else None
    level = honour_levels.level_of_body(issuer(article)) if _COMMENDED.search(article.title) else None
    roll = _Roll([w for s in sentences for w in _whole_names(s)], level, _year_of(article.title) or dated)
    head: _Head | None = None
    column: int | None = None
    for sentence in sentences:
        if sentence.kind in ("heading", "title"):
            roll.year = _year_of(sentence.text) or roll.year
        if sentence.kind == "table":
            cells = sentence.text.split("\t")
            column = _name_column(cells) if column is None else column
            yield from _rows(
                head, _names(cells[column]) if column is not None and column < len(cells) else []
            )
            continue
        column = None
        if _ASIDE.fullmatch(sentence.text):
            continue
        run_in = _RUN_IN.match(sentence.text)
        starts = run_in and honour_names.looks_like_honour(run_in[1])
        names = _listed(sentence.text) if head and not starts else []
        if names:
            yield from _rows(head, names)
        elif run_in and starts:
            head = roll.head(sentence, *run_in.span(1))
            yield from _rows(head, _names(sentence.text[run_in.end() :]))
        else:
            alone = _HEAD.match(sentence.text)
            if alone and honour_names.looks_like_honour(alone[1]):
                head = roll.head(sentence, *alone.span(1))
            elif sentence.text.strip() and not alone:
                head = None


def _whole_names(sentence: Sentence) -> Iterator[tuple[Sentence, int, int]]:
    """The quoted names of `授予…“清江县优秀共产党员”称号`."""
    for match in _GRANTED.finditer(curled_text(sentence.text)):
        yield sentence, match.start(1), match.end(1)


def _name_column(cells: list[str]) -> int | None:
    """The column of a table in which the commended stand, by its header cells."""
    for wanted in ("姓名", "名称"):
        for at, cell in enumerate(cells):
            if re.sub(r"\s", "", cell).endswith(wanted):
                return at
    return None


def _rows(head: _Head | None, names: list[str]) -> Iterator[Honour]:
    if head is None:
        return
    for holder in names:
        name = head.sentence.text[head.start : head.end]
        found = evidence(head.sentence, head.start, head.end, rule="honour-roll", confidence=0.85)
        yield Honour(found, holder, name, head.level, head.year)


def _listed(line: str) -> list[str]:
    """The names of a line: a list of them, one with its unit before a colon, or a person beside a post."""
    return _with_post(line) or _names(line) or _names(_without_unit(line))


def _with_post(line: str) -> list[str]:
    """`张  立（女）  县医院护士长` and `县医院护士长  张立`: one person and what they are."""
    parts = [part for part in _WIDE_GAP.split(_NOTE.sub("", _NUMBERED.sub("", line)).strip()) if part]
    if len(parts) > 2 and len(parts[0]) == len(parts[1]) == 1:
        parts[:2] = [parts[0] + parts[1]]
    if len(parts) > 2 and len(parts[-1]) == len(parts[-2]) == 1:
        parts[-2:] = [parts[-2] + parts[-1]]
    if len(parts) < 2 or len(line) > _LONGEST_LINE:
        return []
    for name, others in ((parts[0], parts[1:]), (parts[-1], parts[:-1])):
        rare = len(name) in (2, 3) and len(parts) == 2 and bool(_PERSON.match(name))
        person = (rare or _is_person(name)) and not _body().search(name)
        if person and not any(_is_person(other) for other in others) and len("".join(others)) >= 4:
            return [name]
    return []


def _is_person(part: str) -> bool:
    return bool(_PERSON.match(part)) and (part[0] in _surnames() or part[:2] in _surnames())


def _year_of(text: str) -> str | None:
    match = _YEAR.search(text)
    return match[1] if match else None


def _without_unit(line: str) -> str:
    unit = _UNIT.match(line)
    return line[unit.end() :] if unit and _body().search(unit[1]) else line


def _names(line: str) -> list[str]:
    """The people or bodies that a line lists, [] where it holds anything else. `孙  梅  李秀兰` is 孙梅, 李秀兰."""
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
    return known * 2 >= len(parts)


@cache
def _body() -> re.Pattern[str]:
    endings = "|".join(
        sorted(
            {w for w, *_ in table("organisation_suffixes")} | words("honour_bodies"),
            key=lambda w: (-len(w), w),
        )
    )
    return re.compile(rf"(?:{endings})(?<!干部)\Z")


@cache
def _surnames() -> frozenset[str]:
    return words("surnames")
