"""Names set in cells: lists in columns (`赵  锋  林  霞  孙长勇`) and rosters (`林  洁  实验小学教师`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.foreign_names import is_pieced
from pipeline.extract.name_looks import look
from pipeline.extract.person_names import surname_length
from pipeline.lexicons import alternatives, table, words
from pipeline.model.document import Sentence

Span = tuple[int, int]
_CELL = re.compile(r"\S+")
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}\Z|[\u3400-\u9fff]{1,6}[·•][\u3400-\u9fff]{1,8}\Z")
_NOTE = re.compile(r"[（(](?:女|男|[\u4e00-\u9fff]{1,5}族)(?:[，、][\u4e00-\u9fff]{1,4})?[）)]")
_NUMBER = re.compile(r"\s*(?:[0-9]{1,3}|[（(][0-9]{1,3}[）)])[.、．)）\s]\s*")
_TOLD = re.compile(
    r"(?:男|女|[\u4e00-\u9fff]{1,4}族|[0-9.年月岁—-]+|中共党员|党员)\Z"
)  # other cells of a roster
_BODY = re.compile(rf"(?:{alternatives('organisation_suffixes')}|[村镇乡])\Z")
_LISTS = ("verbs", "name_stop", "name_verbs", "generic_words", "titles", "honorifics")
_CLEAR = 5  # bits of characters that are a name rather than the word that the lists know


@dataclass(frozen=True, slots=True)
class Listed:
    """A name in a line of cells, with the titles that stand in the cell beside it."""

    start: int
    end: int
    titles: tuple[str, ...] = ()


def grid_names(sentence: Sentence) -> list[Listed]:
    """The names in a line of cells; none where the line is running text."""
    text = sentence.text
    listed = _listed_names(text)
    if listed:
        return listed
    if any(mark in text for mark in "。；！？") or not re.search(r"\s", text.strip()):
        return []
    bare = _blanked(text)
    units = _paired(bare, [match.span() for match in _CELL.finditer(bare)])
    named = [is_full_name(_plain(bare[a:b])) for a, b in units]
    if not any(named) or len(units) < 2 and _plain(bare[slice(*units[0])]) == bare[slice(*units[0])]:
        return []
    names = [Listed(*unit) for unit, yes in zip(units, named, strict=True) if yes]
    behind_lead = not named[0] and all(named[1:]) and units[0][1] - units[0][0] >= 3 and "，" not in text
    if all(named) or (behind_lead and len(names) > 1):
        return names
    return _roster(text, units, named) or (names if behind_lead else [])


_SEGMENT = re.compile(r"[^：:；。！？，,]+")
_LABEL = re.compile(r"(?:[0-9]+[名人]|名单|同志|成员|党员|干部|获奖者|如下)[）)]?[：:]\s*\Z")
_LEAST_LOOK = 3  # bits that the names of a list have on average


def _listed_names(text: str) -> list[Listed]:
    """The names of a stretch that is nothing but a list of three and more: 党总支（4名）：周阿毛、林  红、江越、池小妹."""
    found: list[Listed] = []
    for segment in _SEGMENT.finditer(text) if "、" in text else ():
        bare = _NOTE.sub(lambda note: " " * len(note.group()), segment.group())
        items = [(m.start(), m.end()) for m in re.finditer(r"[^、\s](?:[^、]*[^、\s])?", bare)]
        plain = [_plain(bare[a:b]) for a, b in items]
        least = 2 if _LABEL.search(text[: segment.start()]) else 3
        if len(items) >= least and all(map(is_full_name, plain)) and _look_like_names(plain):
            found.extend(Listed(segment.start() + a, segment.start() + b) for a, b in items)
    return found


def _look_like_names(names: list[str]) -> bool:
    own = [
        look(name, surname_length(name, 0, rare=True))
        for name in names
        if not is_pieced(name) and "·" not in name
    ]
    return not own or sum(own) >= _LEAST_LOOK * len(own)


def _blanked(text: str) -> str:
    """The text with notes such as （女） and a number at its beginning made blank, each place kept."""
    text = _NOTE.sub(lambda note: " " * len(note.group()), text)
    number = _NUMBER.match(text)
    return " " * number.end() + text[number.end() :] if number else text


def _roster(text: str, units: list[Span], named: list[bool]) -> list[Listed]:
    """The one name of a line whose other cells tell its post or body: `赵  倩  县医院护士长`, in either order."""
    posts = [u for u, name in zip(units, named, strict=True) if not name and not _TOLD.match(text[slice(*u)])]
    if named.count(True) != 1 or not 1 <= len(posts) <= 3:
        return []
    start, end = units[named.index(True)]
    last = text[slice(*posts[-1])]
    if any(last.endswith(office) for office in _offices()):
        said = "".join(text[slice(*post)] for post in posts)
        return [Listed(start, end, tuple(piece for piece in said.split("、") if piece))]
    if _POST_LIKE.search(last) and _surely(text, start, end):
        return [Listed(start, end, (last,))]
    told = _surely(text, start, end) or any(_BODY.search(text[slice(*post)]) for post in posts)
    return [Listed(start, end)] if told else []


_POST_LIKE = re.compile(r"(?:[员师长警士工]|干部|教授|医生|代表|经理)\Z")
_OF_A_PERSON = re.compile(r"\s*[（(](?:[男女]|[\u4e00-\u9fff]{1,5}族)")


def _surely(text: str, start: int, end: int) -> bool:
    """Whether the way it is set shows that a cell is a name: 钟  明, 白玛多吉（藏族）."""
    return len(_plain(text[start:end])) < end - start or bool(_OF_A_PERSON.match(text, end))


def _offices() -> tuple[str, ...]:
    return tuple(word for word, kind in table("titles") if kind == "title")


def _paired(text: str, cells: list[Span]) -> list[Span]:
    """Cells of one character joined two by two, surname and given name."""
    units: list[Span] = []
    at = 0
    while at < len(cells):
        start, end = cells[at]
        single = end - start == 1 and at + 1 < len(cells) and cells[at + 1][1] - cells[at + 1][0] == 1
        if single and surname_length(text, start, rare=True):
            units.append((start, cells[at + 1][1]))
            at += 2
        else:
            units.append((start, end))
            at += 1
    return units


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def is_full_name(text: str) -> bool:
    """Whether the whole text has the shape of a name and is no ordinary word."""
    if not _NAME.match(text):
        return False
    length = surname_length(text, 0, rare=True)
    if "·" in text or "•" in text or is_pieced(text):
        return True
    if not length or not 1 <= len(text) - length <= 2 or text[-1] in "村镇乡县市区省":
        return False
    if text in words("surname_words") and look(text, length) < _CLEAR:
        return False
    return not any(text in words(name) for name in _LISTS)
