"""Every encoding that Chinese office files come in, at every length: tests/cases/readers/encodings.tsv."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.readers import choose
from pipeline.readers.encoding import decoded

LINES = (Path(__file__).parent / "cases" / "readers" / "encodings.tsv").read_text("utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if line and not line.startswith("#")]
SHIFT = b"\x1b$)A"


def iso_2022_cn(text: str) -> bytes:
    """Chinese between shift-out and shift-in, seven bits a byte."""
    done = b""
    for character in text:
        raw = character.encode("gb2312")
        done += raw if len(raw) == 1 else b"\x0e" + bytes(byte & 0x7F for byte in raw) + b"\x0f"
    return SHIFT + done


WAYS: dict[str, Callable[[str], bytes]] = {
    "utf-16-le with mark": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "utf-16-be with mark": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "iso-2022-cn": iso_2022_cn,
    "gbk filled up": lambda text: text.encode("gbk") + b"\0\0\0\0",
    "gbk cut off": lambda text: text.encode("gbk")[:-1],
    "utf-8 cut off": lambda text: text.encode("utf-8")[:-1],
    "gbk bad byte": lambda text: text.encode("gbk") + b"\xff" + text.encode("gbk"),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[1][:8]}")
def test_the_text_is_read(case: list[str]) -> None:
    way, text, _note = case
    data = WAYS[way](text) if way in WAYS else text.encode(way)
    reading = decoded(data)
    damaged = way.endswith(("off", "byte"))
    assert reading.replaced == damaged
    expected = {"gbk bad byte": f"{text}\ufffd{text}"}.get(way, text[:-1] + "\ufffd" if damaged else text)
    assert reading.text == expected


@pytest.mark.parametrize("extension", [".txt", ".csv", ".md"])
def test_every_reader_of_texts_takes_them(extension: str) -> None:
    text = "村名,党员\n柏林村,42\n石桥村,28\n"
    for way in ("utf-8-sig", "gb18030", "utf-16-le with mark", "utf-16-be with mark"):
        data = WAYS[way](text) if way in WAYS else text.encode(way)
        reader = choose(data, extension)
        assert reader is not None
        lines = [line.text for page in reader.read(data).pages for line in page.lines if line.text]
        assert any("柏林村" in line and "42" in line for line in lines)
