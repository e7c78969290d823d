"""Which encoding a Chinese text file is in.

The candidates are known (UTF-8, UTF-16, GB18030, Big5), so a rule does better than a general detector: detectors
call eight characters of GBK Korean, and a table of figures with two Chinese words in it Cyrillic.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipeline.lexicons import words

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ISO_2022_CN = b"\x1b$)A"
GB_SHIFT = re.compile(b"\x0e([\x21-\x7e]*)\x0f?")
HZ = re.compile(b"~\\{(?:[\x21-\x77][\x21-\x7e])+~\\}")
SAMPLE_BYTES = 1 << 16  # enough to judge by; even, so that UTF-16 is not cut inside a unit
MOST_REPAIRS = 200
MANY_REPLACED = 0.02  # above this share of unreadable characters an encoding is not the right one
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
PRINTED = re.compile(
    "[\t\n\r\x20-\x7e\u00b7\u2010-\u203b\u2460-\u24ff\u25a0-\u25ff\u3000-\u3400\u3400-\u9fff\uff00-\uffef]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    replaced: int  # characters that the bytes did not give: U+FFFD stands in their place


def decoded(data: bytes) -> Decoded:
    """The text of `data` in the encoding it most probably has. Never fails; a doubtful file has many `replaced`."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding)
    if data.endswith(b"\0\0") and b"\0" not in (bare := data.rstrip(b"\0")):
        data = bare  # a file of fixed size, filled up
    if shifted := _shifted(data):
        return shifted
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 0) if b"\0" not in data else _wide(data)
    except UnicodeDecodeError:
        return _by_common_characters(data)


def _shifted(data: bytes) -> Decoded | None:
    """A text of seven bits that shifts to Chinese and back, as old mail has it: HZ `~{...~}`, ISO-2022-CN `ESC $ ) A`."""
    if not data.isascii():
        return None
    if ISO_2022_CN in data:
        pairs = GB_SHIFT.sub(
            lambda match: bytes(byte | 0x80 for byte in match[1]), data.replace(ISO_2022_CN, b"")
        )
        return _decode(pairs, "gb18030")
    if HZ.search(data):
        try:
            return Decoded(data.decode("hz"), "hz", 0)
        except UnicodeDecodeError:
            return None
    return None


def _decode(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    if encoding == "gb18030" and "\ufffd" in text:
        text = _realigned(data)
    return Decoded(text, encoding, text.count("\ufffd"))


def _realigned(data: bytes) -> str:
    """GB18030 with damaged bytes. After each one the pairs may be read one byte off up to the next ASCII character:
    of the ways to go on, the one that gives frequent characters is taken.
    """
    pieces: list[str] = []
    place = 0
    while place < len(data) and len(pieces) < 2 * MOST_REPAIRS:
        try:
            pieces.append(data[place:].decode("gb18030"))
            return "".join(pieces)
        except UnicodeDecodeError as error:
            pieces.append(data[place : place + error.start].decode("gb18030"))
            pieces.append("\ufffd")
            bad = place + error.start
            place = max(
                (bad + 1, bad + 2, bad + 3),
                key=lambda p: _common_share(data[p : p + 60].decode("gb18030", "replace")),
            )
    return "".join(pieces) + data[place:].decode("gb18030", "replace")


def _common_share(text: str) -> float:
    common = words("common_characters")
    return sum(c in common for c in text) / len(text) if text else 0.0


def _wide(data: bytes) -> Decoded:
    """NUL bytes stand in no text of one of the byte encodings, but beside every digit and line end of UTF-16."""
    return max(
        (_decode(data, e) for e in ("utf-16-le", "utf-16-be", "utf-8")), key=lambda d: printed_share(d.text)
    )


def _by_common_characters(data: bytes) -> Decoded:
    if b"\0" in data:
        return _wide(data)
    sample = data[:SAMPLE_BYTES]
    nearly = _decode(sample, "utf-8")
    if nearly.replaced <= max(1, MANY_REPLACED * len(nearly.text)) and HAN.search(nearly.text):
        return _decode(data, "utf-8")  # UTF-8 cut off in a character, or with a damaged byte
    # GB18030 first: it wins a tie, as it is by far the more frequent.
    candidates = ["gb18030", "big5hkscs"] + ([] if len(data) % 2 else ["utf-16-le", "utf-16-be"])
    return _decode(data, max(candidates, key=lambda e: _commonness(_decode(sample, e))))


def _commonness(reading: Decoded) -> float:
    """Share of frequent characters among the Han characters, less the share of what is no text at all."""
    han = HAN.findall(reading.text)
    common = words("common_characters")
    share = sum(c in common for c in han) / len(han) if han else 0.0
    return share - 2 * (1 - printed_share(reading.text))


def printed_share(text: str) -> float:
    """Share of characters that stand in ordinary Chinese text, 0 to 1."""
    sample = text[:20000]
    return len(PRINTED.findall(sample)) / len(sample) if sample else 0.0
