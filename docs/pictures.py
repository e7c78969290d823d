"""Makes the pictures of the README from the sample reports: python docs/pictures.py.

Needs LibreOffice (soffice) for the Office files and Chromium with Playwright (the extra `browser`) for the page.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
from PIL import Image

from pipeline.run import digest, fill, run

ROOT = Path(__file__).parent.parent
PICTURES = Path(__file__).parent / "pictures"
WIDTH = 1000
COLOURS = 96


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        out = work / "out"
        run(ROOT / "corpora" / "reports", out)
        book = pages(out / "台账.xlsx", work)
        save(book[0], "workbook-overview")
        save(page_of(out / "台账.xlsx", "核对", work), "workbook-checks", (0, 0, 1, 0.5))
        save(pages(out / "摘编.docx", work)[3], "digest")
        digest(out, work / "yearbook.docx", style="yearbook")
        save(pages(work / "yearbook.docx", work)[1], "yearbook")
        fill(form(work / "form.xlsx"), out, work / "filled.xlsx")
        save(pages(work / "filled.xlsx", work)[0], "form", (0, 0.08, 1, 0.5))
        screen(out / "核查.html")


def pages(path: Path, work: Path) -> list[Image.Image]:
    """The pages of an Office file as LibreOffice prints it."""
    target = work / "pdf"
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(target), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    document = pypdfium2.PdfDocument(str(target / f"{path.stem}.pdf"))
    return [page.render(scale=1.6).to_pil() for page in document]


def page_of(path: Path, name: str, work: Path) -> Image.Image:
    """The first printed page of a sheet, which is made by itself so that it is the first."""
    book = openpyxl.load_workbook(path)
    for sheet in list(book.worksheets):
        if sheet.title != name:
            book.remove(sheet)
    alone = work / "alone.xlsx"
    book.save(alone)
    return pages(alone, work)[0]


def form(path: Path) -> Path:
    """A form as an office gets it from above."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[Any]] = [
        ["2024年党建工作情况统计表"],
        ["单位", "党员情况", None, None, "组织建设"],
        [None, "党员总数（名）", "女党员（名）", "35岁及以下党员（名）", "党支部（个）"],
        ["望溪县"],
        ["枫桥县"],
        ["合计"],
    ]
    for row in rows:
        sheet.append(row)
    for area in ("A1:E1", "A2:A3", "B2:D2"):
        sheet.merge_cells(area)
    thin = openpyxl.styles.Side(style="thin")
    for row in sheet["A2:E6"]:
        for cell in row:
            cell.border = openpyxl.styles.Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = openpyxl.styles.Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet["A1"].font = openpyxl.styles.Font(size=16)
    sheet["A1"].alignment = openpyxl.styles.Alignment(horizontal="center")
    for column in "ABCDE":
        sheet.column_dimensions[column].width = 18
    sheet.row_dimensions[1].height = 30
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    book.save(path)
    return path


def screen(path: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 860})
        page.goto(path.as_uri())
        page.wait_for_timeout(500)
        shot = PICTURES / "page.png"
        page.screenshot(path=str(shot))
        browser.close()
    save(Image.open(shot), "page")


def save(picture: Image.Image, name: str, part: tuple[float, float, float, float] = (0, 0, 1, 1)) -> None:
    """A picture of the README, small: a part of it, a thousand points wide, few colours."""
    width, height = picture.size
    cut = picture.crop(
        (int(part[0] * width), int(part[1] * height), int(part[2] * width), int(part[3] * height))
    )
    size = (WIDTH, round(cut.height * WIDTH / cut.width))
    small = cut.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    small.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    main()
