"""核查.html in a browser with the network off, as its users meet it. Skipped where there is no Chromium or Playwright."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ledger_rows import count, document
from review_ledger import HOSTILE, at, fill, fill_hostile, fill_lines

from pipeline.ledger.store import Store
from pipeline.rows import ARTICLES, CHECKS, COUNTS, MECHANISMS, MENTIONS, PARAGRAPHS, QUOTES
from pipeline.rows.articles import ArticleRow
from pipeline.rows.paragraphs import ParagraphRow
from pipeline.writers.review import NAME, write

playwright = pytest.importorskip("playwright.sync_api")
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")

CONTRAST = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = numbers(getComputedStyle(e).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('script, :disabled')) continue;
    const filled = getComputedStyle(element).backgroundImage.match(/rgba?\\([^)]*\\)/g) || [];
    const under = element.classList.contains('segment') ? filled.filter((c) => light(numbers(c)) > 0.4 && numbers(c).length < 4).map(numbers) : [];
    const ink = light(numbers(getComputedStyle(element).color));
    for (const colour of [ground(element), ...under]) {
      const paper = light(colour);
      const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
      if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${element.className} ${walker.currentNode.data.slice(0, 20)}`);
    }
  }
  return faint;
}"""
UNNAMED = """() => [...document.querySelectorAll('button, input, select, a, dialog, [role=tab]')]
  .filter((e) => !(e.textContent.trim() || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || (e.labels && e.labels.length)))
  .map((e) => e.outerHTML)"""


REFUSED = """() => {
  const add = (name, text) => {
    const made = document.createElement(name);
    try { made.textContent = text; } catch (error) { return; }
    document.head.append(made);
  };
  add('style', 'body { display: none }');
  add('script', 'window.ran = true');
  try { document.body.innerHTML = '<b id=planted>x</b>'; } catch (error) { /* as it should */ }
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def wrong() -> list[str]:
    """What a page should not have done: errors, messages, requests to elsewhere."""
    return []


@pytest.fixture
def page(browser: Any, wrong: list[str]) -> Iterator[Any]:
    """A fresh page without network. What it should not do fails the test."""
    context = browser.new_context(offline=True, viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.on(
        "request",
        lambda request: request.url.startswith(("file:", "blob:")) or wrong.append(request.url),
    )
    yield page
    context.close()
    assert wrong == []


Show = Callable[..., Store]


@pytest.fixture
def show(tmp_path: Path, page: Any) -> Iterator[Show]:
    """Fills a ledger, writes its page and opens it at `anchor`."""
    stores = []

    def shown(filling: Callable[[Store], None], anchor: str = "", **options: int) -> Store:
        store = Store.create(tmp_path / "ledger.sqlite")
        stores.append(store)
        filling(store)
        write(store, tmp_path, **options)
        page.goto((tmp_path / NAME).as_uri() + anchor)
        return store

    yield shown
    for store in stores:
        store.close()


def id_of(store: Store, row_type: Any, said: str) -> str:
    return next(row.id for row in store.rows(row_type) if row.evidence.said == said)


def selected(page: Any) -> str:
    """The id of the selected line, which stands in the details too."""
    id_: str = page.locator("#list tr[aria-selected=true]").get_attribute("data-row")
    assert id_ in page.locator("#details").inner_text()
    return id_


def marked(page: Any) -> str:
    """The words that stand out on the left."""
    return "".join(page.locator("#article .is-selected").all_inner_texts())


def test_the_most_doubtful_is_shown_first_with_both_sides(page: Any, show: Show) -> None:
    store = show(fill)
    (check,) = store.rows(CHECKS)
    assert selected(page) == check.id
    assert marked(page) == "63名"
    sides = page.locator("#details .side").all_inner_texts()
    assert "甲.txt" in sides[0] and "乙.txt" in sides[1]
    assert page.locator("#details .side .said").all_inner_texts() == ["63名", "65名"]
    page.locator("#details .side a").last.click()
    assert page.locator("#article-name").inner_text() == "乙.txt"
    assert marked(page) == "65名"
    assert "坏.docx" in page.locator("#notice").inner_text()


def test_a_page_shows_where_the_words_stand_and_what_was_decided_before(page: Any, show: Show) -> None:
    store = show(fill_lines)
    drawing = page.locator("#details svg")
    assert drawing.locator("rect").count() == 2
    assert drawing.locator(".is-said").get_attribute("y") == "80"
    page.locator("#tab-quotes").click()
    line = page.locator(f"#list tr[data-row='{id_of(store, QUOTES, '路修好了，全村63名党员一个不落。')}']")
    assert line.locator(".c-mark").inner_text() == "已核"
    line.click()
    assert page.locator("#details .decided").inner_text() == "台账里已有意见：已核；说明 核过（校核人 李四）"
    page.select_option("#mark-filter", "none")
    assert line.count() == 0


def test_keys_go_through_the_rows_and_decide(page: Any, show: Show, tmp_path: Path) -> None:
    store = show(fill)
    (check,) = store.rows(CHECKS)
    page.keyboard.press("a")
    second = selected(page)
    assert second != check.id
    page.keyboard.press("k")
    assert selected(page) == check.id
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.keyboard.type("jar应为64名")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    assert selected(page) not in (check.id, second)
    page.reload()
    assert page.locator(f"[data-row={check.id}] .c-mark").inner_text() == "✓ 确认"
    assert page.locator(f"[data-row={second}] .c-mark").inner_text() == "✗ 退回"
    assert decisions(page) == [
        {"id": check.id, "decision": "confirm", "note": ""},
        {"id": second, "decision": "reject", "note": "jar应为64名"},
    ]
    page.locator(f"[data-row={check.id}]").click()
    page.keyboard.press("a")
    assert selected(page) == check.id
    assert [one["id"] for one in decisions(page)] == [second]


def decisions(page: Any) -> list[dict[str, Any]]:
    with page.expect_download() as download:
        page.locator("#export").click()
    assert download.value.suggested_filename == "核查意见.json"
    exported = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert exported["version"] == 1
    found: list[dict[str, Any]] = exported["decisions"]
    for one in found:  # where it stood, for those who read it after another run
        at = one.pop("at")
        assert at["sentence"][at["start"] : at["end"]] and at["document"] and at["table"]
    return found


def test_decisions_do_not_reach_a_changed_document(page: Any, show: Show, tmp_path: Path) -> None:
    store = show(fill)
    page.keyboard.press("a")
    assert len(decisions(page)) == 1
    rows = [*store.rows(ARTICLES), *store.rows(PARAGRAPHS), *store.rows(COUNTS)]
    for name in ("甲.txt", "乙.txt"):
        own = [row for row in rows if name in (getattr(row, "document", ""), getattr(row, "evidence", ""))]
        store.add(replace(document(name), sha256="2" * 64), own)
    write(store, tmp_path)
    page.reload()
    assert decisions(page) == []


def test_passage_and_row_lead_to_each_other(page: Any, show: Show) -> None:
    store = show(fill)
    work, name = id_of(store, MECHANISMS, "红心𠮷祥"), id_of(store, MENTIONS, "𠮷祥”工程")
    shared = page.locator("#article .is-mechanisms.is-mentions")
    assert shared.inner_text() == "𠮷祥"
    shared.click()
    assert (selected(page), marked(page)) == (work, "红心𠮷祥")
    shared.click()
    assert (selected(page), marked(page)) == (name, "𠮷祥”工程")
    assert "𠮷祥村党支部" in page.locator("#details").inner_text()  # the entity, by name
    page.locator("#details .beside a").first.click()
    assert selected(page) == work
    page.locator("[data-tab=counts]").click()
    page.locator("#list tbody tr", has_text="人数").click()
    assert marked(page) == "12"
    assert page.locator("#article td.none, #article td").count() == 6


def test_a_row_without_place_in_the_text_is_shown_with_its_sentence(page: Any, show: Show) -> None:
    store = show(fill)
    page.locator("[data-tab=mentions]").click()
    page.locator(f"[data-row={id_of(store, MENTIONS, '一句')}]").click()
    assert page.locator("#details .passage").inner_text() == "不在文中的一句。"
    assert marked(page) == ""


def test_filters(page: Any, show: Show) -> None:
    store = show(fill)
    page.locator("[data-tab=all]").click()
    everything = page.locator("#list tbody tr").count()
    assert everything == 10
    page.locator("#article-filter").select_option(label="乙.txt（待核 1）")
    assert page.locator("#list tbody tr").count() == 1
    assert page.locator("#this-article").is_checked()
    page.locator("#this-article").uncheck()
    page.keyboard.press("/")
    page.keyboard.type("６３名")  # full width finds half width
    page.locator("#list tbody tr").nth(4).wait_for(state="detached")
    assert set(page.locator("#list td.c-said").all_inner_texts()) == {
        "63名",
        "路修好了，全村63名党员一个不落。",
    }
    page.locator("[data-tab=paragraphs]").click()
    page.locator("#list tbody tr").click()
    assert "63名" in page.locator("#article .is-target").inner_text()
    page.locator("#search").fill("")
    page.locator("[data-tab=all]").click()
    page.locator(f"[data-row={id_of(store, MECHANISMS, '红心𠮷祥')}]").click()
    page.keyboard.press("r")
    page.locator("#mark-filter").select_option("reject")
    assert page.locator("#list tbody tr").count() == 1
    page.locator("#legend input[value=mentions]").uncheck()
    assert page.locator("#article .is-mentions").count() == 0
    assert page.locator("#article .is-rejected").count() > 0


def test_links_open_at_rows_and_paragraphs_in_whichever_file(page: Any, show: Show, tmp_path: Path) -> None:
    with Store.create(tmp_path / "first.sqlite") as store:
        fill(store)
        row, paragraph = id_of(store, MECHANISMS, "红心𠮷祥"), list(store.rows(PARAGRAPHS))[-1].id
    show(fill, f"#{row}", most_bytes=1)
    page.wait_for_url("**%E6%A0%B8%E6%9F%A5-2.html*")
    assert (selected(page), marked(page)) == (row, "红心𠮷祥")
    page.goto((tmp_path / NAME).as_uri() + f"#{paragraph}")
    page.locator("#article .is-target, #article tr.is-target").wait_for()
    assert "甲组" in page.locator("#article .is-target").inner_text()
    page.locator("#article-before").click()
    page.locator("#article-name", has_text="乙.txt").wait_for()
    page.goto((tmp_path / NAME).as_uri() + "#co0000000000000000")
    page.locator("#notice", has_text="没有找到").wait_for()


def test_hostile_text_is_shown_as_text(page: Any, show: Show) -> None:
    show(fill_hostile)
    assert page.title() == "党建报告核查"
    assert page.locator("img, iframe, plaintext").count() == 0
    paragraphs = page.locator("#article .text, #article tr").all_inner_texts()
    for text, shown in zip(HOSTILE, paragraphs, strict=True):
        seen = re.sub(
            "[\ud800-\udfff]",
            "\ufffd",
            re.sub("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u200f\u2066\u2069\ufeff\ufffe\uffff]", "⟨⟩", text),
        )
        assert re.sub("⟨[^⟩]*⟩", "⟨⟩", shown) == seen
    assert "⟨NUL⟩" in paragraphs[8] and "⟨RLO⟩" in paragraphs[10]
    for tab in ("doubtful", "all", "counts", "numerals", "checks"):
        page.locator(f"[data-tab={tab}]").click()
        for _ in range(len(HOSTILE)):
            page.keyboard.press("j")
    assert page.locator("img, iframe, plaintext").count() == 0


def test_markup_and_code_from_elsewhere_are_refused(page: Any, show: Show, wrong: list[str]) -> None:
    show(fill)
    page.evaluate(REFUSED)
    assert page.evaluate("[document.querySelectorAll('#planted').length, window.ran, getComputedStyle(document.body).display]") == [
        0, None, "flex"
    ]  # fmt: skip
    assert len(wrong) == 3
    assert all("Content Security Policy" in text or "requires 'Trusted" in text for text in wrong)
    wrong.clear()


def test_it_can_be_used_without_a_pointer_and_with_weak_eyes(page: Any, show: Show) -> None:
    show(fill)
    page.keyboard.press("a")
    page.keyboard.press("r")
    for tab in ("doubtful", "all", "counts", "mentions"):
        page.locator(f"[data-tab={tab}]").click()
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate(UNNAMED) == []
    page.locator("[data-tab=mentions]").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("[data-tab][aria-selected=true]").get_attribute("data-tab") == "numerals"
    page.locator("#list tbody tr").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.locator("#help-open").click()
    assert page.evaluate(CONTRAST) == []
    page.keyboard.press("a")  # is no decision while the help is open
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def fill_large(store: Store) -> None:
    text = "全镇开展活动12场，走访群众345户，解决问题67件，培训党员89人次。" * 10
    for number in range(300):
        name = f"{number:03}.txt"
        figures = [("12场", "活动"), ("345户", "群众"), ("67件", "问题"), ("89人次", "党员")]
        rows: list[Any] = [ArticleRow(name, 1, "简报", None, (), None, None, False, (), 80)]
        for paragraph in range(1, 7):
            rows.append(ParagraphRow(name, 1, paragraph, "body", None, text))
            for said, indicator in figures:
                found_at = at(text, said, name, paragraph)
                rows += [
                    replace(count(said, indicator), evidence=replace(found_at, start=found_at.start + 34 * n, end=found_at.end + 34 * n))
                    for n in range(3)
                ]  # fmt: skip
        store.add(replace(document(name), sha256=f"{number:064}"), rows)


def test_300_articles_open_in_two_seconds(page: Any, show: Show, tmp_path: Path) -> None:
    store = show(fill_large)
    assert store.size(COUNTS) == 300 * 72
    page.reload()
    page.locator("#list tr[aria-selected=true], #list tbody tr").first.wait_for()
    assert page.evaluate("performance.getEntriesByType('navigation')[0].domComplete") < 2000
    assert page.locator("#article").inner_text().count("走访群众") == 60
