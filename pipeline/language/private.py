"""Numbers that belong to a person: 身份证号, telephone, bank card. Each masked in place, by a text of the same length.

Done right after a file is read, before anything is found in it: so no table, page or ledger ever holds them, and every
offset stays true, since 110101199003071233 becomes 110***********1233.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from functools import cache

VARIABLE = "TAIZHANG_KEEP_PRIVATE"
MARK = "*"
PARTING = "[ \\-\u3000\u2010-\u2015\u200b]?"
# Digits in a row, one mark between groups of them at most; what stands in a longer code is none of these.
RUN = re.compile(
    rf"(?<![0-9A-Za-z０-９Ａ-Ｚａ-ｚ.*])\+?[0-9０-９](?:{PARTING}[0-9０-９]){{8,29}}[XxＸｘ]?(?![0-9A-Za-z０-９Ａ-Ｚａ-ｚ*]|[.．][0-9]|[元万亿])"
)
HAS_DIGITS = re.compile(f"(?:[0-9０-９]{PARTING}){{9}}")
FIGURE = re.compile("[0-9０-９XxＸｘ]")
ASCII = str.maketrans("０１２３４５６７８９ＸｘX", "0123456789xxx")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10x98765432"
PROVINCES = frozenset({11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46,
                       50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83})  # fmt: skip
MOBILE = re.compile("(?:(?:00)?86)?1[3-9][0-9]{9}")
LANDLINE = re.compile("(?:(?:00)?86)?0(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}")
CARD = re.compile("(?:62|60|4|5[1-5]|3[4-7]|9[4589])[0-9]{13,17}")
TELEPHONE_BEFORE = re.compile("(?:电话|手机|传真|热线|联系方式|联系人|座机|[Tt][Ee][Ll])[^0-9０-９]{0,12}$")
CARD_BEFORE = re.compile("(?:卡号|账号|帐号|账户|帐户)[^0-9０-９]{0,8}$")
IDENTITY_BEFORE = re.compile("身份证[^0-9０-９]{0,8}$")


@cache
def kept() -> bool:
    """Whether the user asked that they be kept."""
    return os.environ.get(VARIABLE, "") not in ("", "0")


def keep() -> None:
    """Keeps them in this process and in those that it begins."""
    os.environ[VARIABLE] = "1"
    kept.cache_clear()


def masked(text: str) -> str:
    """The text with every private number masked, character for character."""
    if kept() or not HAS_DIGITS.search(text):
        return text
    return RUN.sub(_masked, text)


def kind_of(digits: str, before: str = "") -> str | None:
    """identity, telephone or card for a number without marks between its digits, None for another.

    `before` is the text that it follows, which tells where the digits alone do not.
    """
    for kind, is_so in KINDS:
        if is_so(digits, before):
            return kind
    return None


def is_identity(digits: str, before: str) -> bool:
    """Eighteen figures with a province, a day and the right check figure, or the fifteen of before 1999."""
    if len(digits) == 18 and digits[:17].isdigit():
        right = CHECKS[sum(int(d) * w for d, w in zip(digits[:17], WEIGHTS, strict=True)) % 11] == digits[17]
        labelled = IDENTITY_BEFORE.search(before) is not None  # 身份证号 written wrong is private too
        return labelled or (right and int(digits[:2]) in PROVINCES and _is_day(digits[6:14]))
    if len(digits) == 15 and digits.isdigit():
        return int(digits[:2]) in PROVINCES and _is_day("19" + digits[6:12])
    return False


def is_telephone(digits: str, before: str) -> bool:
    """A mobile number wherever it stands; one of a line with its area only where a word says that it is one."""
    if MOBILE.fullmatch(digits):
        return True
    return LANDLINE.fullmatch(digits) is not None and TELEPHONE_BEFORE.search(before) is not None


def is_card(digits: str, before: str) -> bool:
    """Digits of a bank's with the right check digit, or what is called an account."""
    if not digits.isdigit():
        return False
    if CARD_BEFORE.search(before):
        return 9 <= len(digits) <= 30
    return CARD.fullmatch(digits) is not None and luhn(digits)


def luhn(digits: str) -> bool:
    doubled = [int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


KINDS: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("identity", is_identity),
    ("telephone", is_telephone),
    ("card", is_card),
)
SHOWN = {"identity": (3, 4), "telephone": (3, 4), "card": (4, 4)}  # figures left at the beginning and the end


def _is_day(figures: str) -> bool:
    try:
        return 1900 <= date(int(figures[:4]), int(figures[4:6]), int(figures[6:])).year <= 2100
    except ValueError:
        return False


def _masked(match: re.Match[str]) -> str:
    said = match[0]
    places = [place for place, character in enumerate(said) if FIGURE.match(character)]
    digits = "".join(said[place] for place in places).translate(ASCII)
    kind = kind_of(digits, match.string[max(0, match.start() - 24) : match.start()])
    if kind is None:
        return said
    first, last = SHOWN[kind]
    hidden = set(places[first : len(places) - last])
    return "".join(MARK if place in hidden else character for place, character in enumerate(said))
