"""What a report says, made fit for files of office programs: every character is shown, none is dropped."""

from __future__ import annotations

import re

_UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """The text, character for character, without what XML cannot hold.

    Control characters are shown as their pictures (␀), lone surrogates as �, and the tabs between the cells of a
    table row, which programs would swallow, as ｜.
    """
    return _UNFIT.sub(_shown, text) if _UNFIT.search(text) else text


def _shown(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code in (0x09, 0x0D):
        return "｜" if code == 0x09 else "\n"
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
