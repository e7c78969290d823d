"""Photographs and scans: .jpg, .png, .bmp, .webp, and .tif of several pages. Their characters are recognised."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pipeline.model.issue import Unreadable
from pipeline.model.limits import bounds
from pipeline.model.source import RawDocument, RawPage, Reader
from pipeline.readers import recognition

EXTENSIONS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp")
MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")
SMALLEST = 32  # pixels of a side: less is no page
A4 = (595.0, 842.0)  # points
HUGE = "图片的像素太多（可能是为拖垮程序而造的），未读取：请缩小后再试。"
DAMAGED = "图片已损坏，打不开：请重新扫描、拍照或导出后再试。"
UNKNOWN = "图片打不开，不是认得的格式或已损坏：请另存为 .jpg、.png 或 .pdf 后再试。"
UNAVAILABLE = f"图片（照片或扫描件），没有文字层；{recognition.INSTALL}，或索取文字版。"
NO_TEXT = "图片里没有识别出文字：请核对是不是空白页或风景照；若有字，请换清楚的图片。"


def sniff(head: bytes, extension: str) -> bool:
    """By the bytes alone: a text under the extension of a picture is read as the text that it is."""
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    bitmap = head[:2] == b"BM" and head[6:10] == bytes(4)
    return head.startswith(MAGIC) or webp or bitmap


def read(data: bytes) -> RawDocument:
    """The recognised lines of each page with their boxes. Raises Unreadable."""
    frames = _opened(data)
    if recognition.engine() is None:
        raise Unreadable("unsupported", UNAVAILABLE)
    total = min(getattr(frames, "n_frames", 1), bounds().scanned_pages)
    pages = tuple(_pages(frames, total))
    missing = getattr(frames, "n_frames", 1) - len(pages)
    if not any(page.lines for page in pages):
        raise Unreadable("empty", NO_TEXT)
    return RawDocument(
        pages=pages,
        partial=missing > 0,
        set_aside=(
            recognition.note(pages),
            *((f"还有{missing}页没有识别；{recognition.MORE}。",) if missing else ()),
        ),
    )


def _opened(data: bytes) -> Any:
    """The picture, its first page looked at."""
    import warnings

    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
        if image.width * image.height > bounds().pixels:
            raise Unreadable("unsupported", HUGE)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable("unsupported", HUGE) from error
    except UnidentifiedImageError as error:
        raise Unreadable("unsupported", UNKNOWN) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unreadable("corrupt", DAMAGED) from error
    return image


def _pages(frames: Any, total: int) -> Iterator[RawPage]:
    for number in recognition.paced(range(1, total + 1)):
        try:
            frames.seek(number - 1)
            if frames.width * frames.height > bounds().pixels:
                raise Unreadable("unsupported", HUGE)
            picture = upright(frames)
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            if number == 1:
                raise Unreadable("corrupt", DAMAGED) from error
            return
        if min(picture.size) < SMALLEST:
            yield RawPage((), number, *A4)
            continue
        page = recognition.recognised(as_array(picture), number, A4[picture.width > picture.height])
        if page:
            yield page


def upright(image: Any) -> Any:
    """As it is looked at: turned as the camera says, transparent parts white, not larger than need be."""
    from PIL import Image, ImageOps

    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("RGBA", "LA", "P", "PA"):
        seen = turned.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        turned = Image.alpha_composite(ground, seen)
    turned = turned.convert("RGB")
    turned.thumbnail((2 * recognition.MOST_SIDE, 2 * recognition.MOST_SIDE))
    return turned


def as_array(image: Any) -> Any:
    """Height x width x 3, blue first as the recogniser takes it."""
    import numpy

    return numpy.ascontiguousarray(numpy.asarray(image.convert("RGB"))[:, :, ::-1])


READER = Reader("图片（OCR）", EXTENSIONS, sniff, read)
