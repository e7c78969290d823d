"""Pictures in an OFD file that has no text: scans, recognised in the order of their names."""

from __future__ import annotations

import io
import re
import zipfile

from pipeline.model.limits import bounds
from pipeline.model.source import RawPage
from pipeline.readers import recognition

PICTURE = re.compile(r"\.(?:jpe?g|png|bmp|tiff?)$", re.IGNORECASE)
SMALLEST = 500  # pixels of the shorter side: less is a seal or a logo
WIDTH = 595.0  # points


def pages(data: bytes) -> list[RawPage]:
    """The recognised pictures of the package; none without the extra."""
    if recognition.engine() is None:
        return []
    from PIL import Image, UnidentifiedImageError

    from pipeline.readers.picture import as_array, upright

    found: list[RawPage] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = [
            e
            for e in package.infolist()
            if PICTURE.search(e.filename) and e.file_size <= bounds().part_mb << 20
        ]
        for entry in recognition.paced(sorted(entries, key=lambda e: _natural(e.filename))):
            if len(found) >= bounds().scanned_pages:
                break
            try:
                image = Image.open(io.BytesIO(package.read(entry)))
                if min(image.size) < SMALLEST or image.width * image.height > bounds().pixels:
                    continue
                picture = upright(image)
            except (UnidentifiedImageError, OSError, ValueError, SyntaxError, zipfile.BadZipFile):
                continue
            page = recognition.recognised(as_array(picture), len(found) + 1, WIDTH)
            if page:
                found.append(page)
    return found


def _natural(name: str) -> list[tuple[int, str]]:
    """`image_10` after `image_9`."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split("([0-9]+)", name)]
