"""RTF files, whatever they are called. Text that was deleted with tracked changes, struck out or hidden is left out,
inserted text stays; notes follow their paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.model.issue import Unreadable
from pipeline.model.source import RawDocument, RawLine, RawPage, Reader
from pipeline.readers.rtfflow import Flow, as_notes
from pipeline.readers.wordstyles import KINDS, Look

EXTENSIONS = (".rtf",)
DAMAGED = "文件内容不是 RTF 或已损坏，请核对扩展名，或用 Word、WPS 打开后另存为 .docx 再试。"
EMPTY = "文件里没有文字（可能只有图片）：如是扫描件，请先做文字识别。"
TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,10})?[ ]?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])|(?P<brace>[{}])"
    rb"|[\r\n\0]+|(?P<text>[^\\{}\r\n\0]+)|\\"
)
# Where Chinese is written as bytes of GBK, the second one may look like a brace or a backslash.
GBK_TOKEN = re.compile(
    TOKEN.pattern.replace(b"(?P<text>[", b"(?P<text>(?:[\x81-\xfe][\x40-\xfe]|[").replace(
        b"\\0]+)", b"\\0])+)"
    )
)
BREAKS = {"par", "sect", "page", "column"}
SPECIAL = {"line": "\n", "tab": " ", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
           "ldblquote": "“", "rdblquote": "”", "emspace": "\u3000", "enspace": " ", "qmspace": " ", "nestcell": " ", "nestrow": " "}  # fmt: skip
SYMBOLS = {b"~": "\xa0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\"}
# Groups whose text is no text of the document. Those that begin with \\* and are not known are passed over too.
PASSED = frozenset((
    "colortbl", "filetbl", "pict", "object", "objdata", "fldinst", "annotation", "atnid", "atnauthor", "xe", "tc", "txe", "rxe", "bkmkstart",
    "bkmkend", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "themedata", "colorschememapping", "latentstyles",
    "datastore", "mmathPr", "shprslt", "nonesttables", "sp", "aftnsep", "ftnsep", "ftnsepc", "aftnsepc", "ftncn", "aftncn",
    "template", "private", "formfield", "keywords", "subject", "operator", "company", "comment", "doccomm", "category", "manager",
    "buptim", "printim", "userprops", "pgptbl", "docvar", "falt", "panose",
))  # fmt: skip
HEADERS = frozenset(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"))
OPENED = frozenset(
    (
        "shpinst",
        "shpgrp",
        "do",
        "upr",
        "shptxt",
        "dptxbxtext",
        "ud",
        "pn",
        "pntext",
        "listtext",
        "fldrslt",
        "footnote",
    )
)  # also after \\*
FACTS = frozenset(("title", "author", "creatim", "revtim"))
CODE_PAGES = {
    0: "",
    77: "",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    204: "cp1251",
    238: "cp1250",
}

HIDDEN = "另有隐藏或带删除线的文字未读入。"


def sniff(head: bytes, extension: str) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf") or (
        extension in EXTENSIONS and not head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"<"))
    )


def read(data: bytes) -> RawDocument:
    """The paragraphs, table rows, text boxes and notes in the order of the file. Raises Unreadable."""
    start = data[:64].find(b"{\\rtf")
    if start < 0:
        raise Unreadable("corrupt", DAMAGED)
    machine = Machine()
    machine.run(data[start:])
    lines = machine.body.ended()
    if not any(line.text.strip() for line in lines):
        raise Unreadable("corrupt" if machine.stack else "empty", DAMAGED if machine.stack else EMPTY)
    facts = {name: text.strip() for name, text in machine.facts.items()}
    return RawDocument(
        pages=(RawPage(tuple(lines)),),
        title=facts.get("title") or None,
        author=facts.get("author") or None,
        date=machine.days.get("revtim") or machine.days.get("creatim"),
        revisions=machine.revisions,
        partial=bool(machine.stack),  # the file ends within a group
        set_aside=(
            *dict.fromkeys(text for line in machine.headers if (text := line.text.strip())),
            *([HIDDEN] if machine.hidden else []),
        ),
    )


@dataclass(frozen=True, slots=True)
class State:
    """What a group inherits from the one around it."""

    place: str = "text"  # text, passed, fonts, styles, or a name of FACTS
    look: Look = Look()
    font: int = -1
    skipped: int = 1  # characters that follow a \\u for readers that know no Unicode
    gone: frozenset[str] = frozenset()  # deleted, hidden, struck
    style: str | None = None
    in_table: bool = False
    flow: Flow | None = None  # the flow that begins with this group
    kind: str = ""  # of that flow


@dataclass
class Machine:
    """Reads the control words one after the other."""

    body: Flow = field(default_factory=Flow)
    headers: list[RawLine] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)
    revisions: int = 0
    stack: list[State] = field(default_factory=list)
    state: State = State()
    _flows: list[Flow] = field(default_factory=list)
    _fonts: dict[int, int] = field(default_factory=dict)
    _styles: dict[int, str] = field(default_factory=dict)
    _name: str = ""  # of the style that is being declared
    _style_number: int = 0
    _page: str = "cp1252"
    _bytes: bytearray = field(default_factory=bytearray)
    _to_skip: int = 0
    _starred: bool = False
    _edges: list[int] = field(default_factory=list)
    _was_deleted: bool = False
    hidden: bool = False  # whether the file holds text that is hidden or struck through

    @property
    def flow(self) -> Flow:
        return self._flows[-1] if self._flows else self.body

    def run(self, data: bytes) -> None:
        pattern = GBK_TOKEN if b"\\ansicpg936" in data[:256] else TOKEN
        place = 0
        while place < len(data):
            token = pattern.match(data, place)
            if token is None:
                place += 1
                continue
            place = token.end()
            kind = token.lastgroup
            if kind == "text":
                self._raw(token["text"])
            elif token["hex"]:
                self._raw(bytes.fromhex(token["hex"].decode("ascii")))
            elif token["word"]:
                word, number = token["word"].decode("ascii"), token["number"]
                if word == "bin" and number:
                    place += max(int(number), 0)
                else:
                    self._word(word, int(number) if number else None)
            elif token["symbol"]:
                self._symbol(token["symbol"])
            elif token["brace"] == b"{":
                self._flush()
                self.stack.append(self.state)
                self.state = replace(self.state, flow=None, kind="")
                self._starred = False
            elif token["brace"] and self.stack:
                self._close()
                if not self.stack:
                    return  # what follows the last brace is no part of the document

    def _close(self) -> None:
        self._flush()
        ended = self.state
        self.state = self.stack.pop()
        self._to_skip = 0
        if ended.flow is None:
            return
        lines = self._flows.pop().ended()
        if ended.kind == "header":
            self.headers += lines
        else:
            self.flow.asides += as_notes(lines) if ended.kind == "note" else lines

    def _raw(self, data: bytes) -> None:
        if self._to_skip:
            cut = min(self._to_skip, len(data))
            self._to_skip -= cut
            data = data[cut:]
        if self.state.place != "passed":
            self._bytes += data

    def _flush(self) -> None:
        """Decodes the bytes read so far in the encoding of their font."""
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        page = CODE_PAGES.get(self._fonts.get(self.state.font, 0), "") or self._page
        self._say(data.decode(page, "replace"))

    def _say(self, text: str) -> None:
        place = self.state.place
        if place == "text":
            if "deleted" in self.state.gone:
                self.revisions += not self._was_deleted
                self._was_deleted = True
            else:
                self._was_deleted = False
            if not self.state.gone:
                self.flow.add(text, self.state.look)
            elif "deleted" not in self.state.gone and text.strip():
                self.hidden = True
        elif place == "styles":
            self._name += text
            if ";" in text:
                name = self._name.split(";")[0].strip()
                self._styles[self._style_number] = next((k for p, k in KINDS if p.match(name)), "")
                self._name = ""
        elif place in FACTS:
            self.facts[place] = self.facts.get(place, "") + text

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._starred = True
            return
        self._flush()
        if self._to_skip:
            self._to_skip -= 1
        elif symbol in (b"\n", b"\r"):
            self._word("par", None)
        elif symbol in SYMBOLS:
            self._say(SYMBOLS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if self.state.place == "passed":
            return
        self._flush()
        if (
            word in PASSED
            or word in HEADERS
            or word in OPENED
            or word in FACTS
            or word in ("fonttbl", "stylesheet")
        ):
            self._destination(word)
        elif starred:
            self.state = replace(self.state, place="passed")
        elif word == "u" and number is not None:
            self._say(chr(number % 65536))
            self._to_skip = self.state.skipped
        elif self.state.place in FACTS:
            self._day(word, number)
        elif self.state.place == "fonts":
            self._font(word, number)
        elif word in SPECIAL:
            self._say(SPECIAL[word])
        elif not self._structure(word, number):
            self._character(word, number)

    def _destination(self, word: str) -> None:
        if word in PASSED or (word in FACTS and self.state.place != "text"):
            self.state = replace(self.state, place="passed")
        elif word in FACTS:
            self.state = replace(self.state, place=word)
        elif word in ("fonttbl", "stylesheet"):
            self.state = replace(self.state, place="fonts" if word == "fonttbl" else "styles")
        elif word in ("shpinst", "shpgrp", "do", "upr"):  # only what is within, in groups of its own
            self.state = replace(self.state, place="box")
        elif word in HEADERS or word in ("footnote", "shptxt", "dptxbxtext"):
            kind = "header" if word in HEADERS else "note" if word == "footnote" else "box"
            self.state = replace(self.state, place="text", flow=Flow(), kind=kind, in_table=False)
            assert self.state.flow is not None
            self._flows.append(self.state.flow)
        elif word == "ud":
            self.state = replace(self.state, place="text")

    def _structure(self, word: str, number: int | None) -> bool:
        """Ends of paragraphs, cells and rows. Whether the word is one of these."""
        state = self.state
        if word in BREAKS and state.place == "text":
            if "deleted" not in state.gone:  # a paragraph whose end was deleted runs on into the next
                self.flow.end_paragraph(state.style, state.in_table)
        elif word == "cell":
            self.flow.end_cell(state.style)
        elif word == "row":
            self.flow.end_row(self._edges)
        elif word == "trowd":
            self._edges = []
        elif word == "cellx":
            self._edges.append(number or 0)
        elif word == "pard":
            self.state = replace(state, style=None, in_table=False)
        elif word == "intbl":
            self.state = replace(state, in_table=True)
        elif word == "s" and state.place == "styles":
            self._style_number = number or 0
        elif word == "s":
            self.state = replace(state, style=self._styles.get(number or 0) or None)
        elif word == "outlinelevel" and number is not None and number < 9 and state.style is None:
            self.state = replace(state, style="heading")
        else:
            return False
        return True

    def _character(self, word: str, number: int | None) -> None:
        state, on = self.state, number != 0
        if word in ("deleted", "v", "strike", "striked"):
            gone = state.gone | {word} if on else state.gone - {word}
            self.state = replace(state, gone=gone)
        elif word == "revised":
            self.revisions += on
        elif word == "plain":
            self.state = replace(state, look=Look(), gone=state.gone - {"v", "strike", "striked", "deleted"})
        elif word == "b":
            self.state = replace(state, look=Look(state.look.size, on))
        elif word == "fs" and number:
            self.state = replace(state, look=Look(number / 2, state.look.bold))
        elif word in ("f", "dbch", "loch", "hich") and number is not None:
            self.state = replace(state, font=number)
        elif word == "uc" and number is not None:
            self.state = replace(state, skipped=min(max(number, 0), 8))
        elif word == "ansicpg" and number:
            self._page = {936: "gb18030", 950: "big5hkscs", 65001: "utf-8", 932: "cp932"}.get(
                number, "cp1252"
            )

    def _font(self, word: str, number: int | None) -> None:
        if word == "f" and number is not None:
            self.state = replace(self.state, font=number)
        elif word == "fcharset" and number is not None:
            self._fonts[self.state.font] = number

    def _day(self, word: str, number: int | None) -> None:
        """`\\revtim\\yr2024\\mo5\\dy1`."""
        name = self.state.place
        if word == "yr" and number:
            self.days[name] = f"{number:04d}"
        elif word in ("mo", "dy") and number and name in self.days:
            self.days[name] += f"-{number:02d}"


READER = Reader("RTF", EXTENSIONS, sniff, read)
