"""The names in a byline: of people, and of offices that sign as their writers."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicons import alternatives, table, words

MARKERS = "►▶▷▸➤□■○●◎◆◇△▲☆★※◁◀/／|｜"
SEPARATORS = " \t\u3000\xa0|｜丨/／,，、;；·•:：-－—_"
HAN_NAME = re.compile(
    "[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,6}[·•][\u3400-\u9fff]{1,8}(?:[·•][\u3400-\u9fff]{1,8})?"
)
REPORTED = re.compile("(?:(?:本报|本刊|本网|本台)?(?:综合)?报道|供稿)$")
ABOUT = re.compile("[（(][^（）()]{1,40}[）)]")  # 张三（县委组织部部长）
PREFIXES = "本报|本刊|本网|本台|本社|特约|见习|实习|全媒体|融媒体|融媒|首席|驻站"


@cache
def role_words() -> re.Pattern[str]:
    """`本报全媒体记者 张三`: the words before names, without a colon."""
    roles = sorted(
        (w for w, role in table("byline_words") if role == "author" and len(w) > 1),
        key=lambda w: (-len(w), w),
    )
    return re.compile(
        f"^(?:{PREFIXES}|[\u3400-\u9fff]{{2,8}}(?:报|网|社|台|刊|融媒)(?=(?:{PREFIXES})?(?:记者|通讯员)))*"
        f"(?:{'|'.join(map(re.escape, roles))})[ \u3000]*"
    )


@cache
def _office() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives('office_endings')})$")


def ends_as_office(text: str) -> bool:
    """Whether `text` ends as the name of a body does: `云溪县委党校`, `云溪日报`."""
    return _office().search(text) is not None


def names(text: str, *, labelled: bool = False) -> tuple[str, ...]:
    """The names that make up `text`, () if it holds anything else. `labelled`: a pen name or an office passes too;
    of `县委党校 张三` the person counts.
    """
    if labelled:
        text = ABOUT.sub(" ", text)
    text = REPORTED.sub("", text.strip(SEPARATORS + MARKERS + "（）()"))
    found: list[str] = []
    worded = role_words().match(text) is not None
    for piece in _pieces(text):
        if not piece or piece in words("no_authors"):
            continue
        if not (is_name(piece) or (worded and HAN_NAME.fullmatch(piece)) or (labelled and _pen_name(piece))):
            return ()
        found.append(piece)
    people = [piece for piece in found if is_name(piece)]
    if labelled and people and all(piece in people or ends_as_office(piece) for piece in found):
        found = people
    return tuple(dict.fromkeys(found))


def office_and_names(text: str) -> tuple[str, tuple[str, ...]] | None:
    """`云溪县委党校　张三 李四`: the office and who writes from it; None for anything else."""
    pieces = _pieces(text)
    if not 2 <= len(pieces) <= 4 or not ends_as_office(pieces[0]) or is_name(pieces[0]):
        return None
    return (pieces[0], tuple(pieces[1:])) if all(map(is_name, pieces[1:])) else None


def all_names(text: str) -> bool:
    """Whether `text` is nothing but names of people."""
    pieces = _pieces(text)
    return bool(pieces) and all(map(is_name, pieces))


def _pieces(text: str) -> list[str]:
    """Split at blanks and marks; `陈  锋` and `陈 晓 东` set wide are one name each."""
    pieces: list[str] = []
    for block in re.split("[,，、;；/／|｜丨&:：\u3000]|[ \t\xa0]{2,}", text):
        words_of = block.split()
        pieces += ["".join(words_of)] if all(len(word) == 1 for word in words_of) else words_of
    joined: list[str] = []
    for piece in filter(None, pieces):
        if joined and len(piece) == 1 and len(joined[-1]) == 1:
            joined[-1] += piece
        else:
            joined.append(piece)
    return [part for piece in joined for part in _after_role(piece)]


def _after_role(piece: str) -> list[str]:
    """`记者张三` is a role and a name; `张三通讯员李四` does not occur in one piece."""
    match = role_words().match(piece)
    return [piece[match.end() :]] if match else [piece]


def is_name(text: str) -> bool:
    """Whether `text` has the form of a person's name: a surname and one or two characters, or with a dot."""
    if not HAN_NAME.fullmatch(text):
        return False
    if "·" in text or "•" in text:
        return True
    surnames = words("surnames")
    return (
        (text[0] in surnames and len(text) <= 3)
        or (text[:2] in surnames and len(text) >= 3)
        or (len(text) == 4 and text[0] in surnames and text[1] in surnames)
    )


def _pen_name(text: str) -> bool:
    return 2 <= len(text) <= 20 and not re.search("[：:。，,0-9]", text)
