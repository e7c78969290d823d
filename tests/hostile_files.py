"""Files made to do harm, for the tests of attacks: a few lines each, small on disk."""

from __future__ import annotations

import io
import zipfile
import zlib

from word_files import RELATIONS, TYPES, paragraph, word_file

SECRET = "CANARY-7f3a91"
GOOD = "2024年，青石乡党委新建党支部3个，走访企业12家。"


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return file.getvalue()


def swollen_word(megabytes: int = 300) -> bytes:
    """A .docx with a picture of so many megabytes of zeros that its relationships name."""
    file = io.BytesIO(word_file(paragraph(GOOD)))
    relation = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="media/image1.png"/></Relationships>'
    )
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/_rels/document.xml.rels", relation)
        with package.open("word/media/image1.png", "w") as picture:
            for _ in range(megabytes):
                picture.write(bytes(1 << 20))
    return file.getvalue()


def twice_named_word() -> bytes:
    """A .docx with two main parts: which of them is read differs from program to program."""
    import warnings

    file = io.BytesIO(word_file(paragraph(GOOD)))
    with warnings.catch_warnings(), zipfile.ZipFile(file, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr(
            "word/document.xml",
            zipfile.ZipFile(io.BytesIO(word_file(paragraph(SECRET)))).read("word/document.xml"),
        )
    return file.getvalue()


def word_with_prolog(prolog: str, text: str = "&x;") -> bytes:
    return word_file(paragraph(f"{GOOD}{text}"), prolog)


def laughs(levels: int = 9) -> str:
    """Entities of entities: ten to the `levels` copies of three letters."""
    made = ['<!ENTITY a0 "哈哈哈">']
    made += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels + 1)]
    return f"<!DOCTYPE w [{''.join(made)}]>"


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, without a table of where they stand: readers look for them."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer\n<< /Root %d 0 R >>\n%%%%EOF\n" % root


def stream(data: bytes, length: bytes | None = None, more: bytes = b"") -> bytes:
    return b"<< /Length %s %s >>\nstream\n%s\nendstream" % (length or b"%d" % len(data), more, data)


CATALOG, PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SHOWN = b"BT /F 12 Tf 20 200 Td (hello 42) Tj ET "
RULED = b"".join(b"20 %d m 200 %d l S " % (y, y) for y in range(20, 120, 10))


def harmful_pdfs() -> dict[str, bytes]:
    squeezed = zlib.compress(zlib.compress(b" " * (64 << 20)))
    many = zlib.compress(b"BT /F 12 Tf " + b"1 0 0 1 5 5 Tm (a) Tj " * 60_000 + b"ET")
    kids = b" ".join(b"%d 0 R" % n for n in range(4, 3004))
    return {
        "length-of-itself": pdf(CATALOG, PAGES, PAGE, stream(SHOWN + RULED, b"6 0 R"), FONT, b"6 0 R"),
        "tree-of-itself": pdf(CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 9999999 >>"),
        "nested": pdf(CATALOG, PAGES, PAGE, stream(SHOWN), FONT, b"[" * 50_000 + b"]" * 50_000),
        "squeezed-twice": pdf(CATALOG, PAGES, PAGE, stream(squeezed, more=b"/Filter [/FlateDecode /FlateDecode]"), FONT),
        "many-operators": pdf(CATALOG, PAGES, PAGE, stream(many, more=b"/Filter /FlateDecode"), FONT),
        "many-pages": pdf(CATALOG, b"<< /Type /Pages /Kids [%s] /Count 3000 >>" % kids, b"null",
                          *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * 3000),
        "odd-characters": pdf(CATALOG, PAGES, PAGE, stream(b"BT /F 0 Tf 20 200 Td (x) Tj ET"), FONT),
        "cut": pdf(CATALOG, PAGES, PAGE, stream(SHOWN), FONT)[:200],
    }  # fmt: skip


def macro_word() -> bytes:
    file = io.BytesIO(word_file(paragraph(GOOD)))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 Shell calc.exe")
        package.writestr("word/embeddings/setup.exe", b"MZ" + SECRET.encode())
    return file.getvalue()


__all__ = ["GOOD", "RELATIONS", "SECRET", "TYPES"]
