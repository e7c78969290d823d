"""taizhang graph: the network of a ledger's relations, its layout, GraphML, and the page in a browser."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.row import Evidence
from pipeline.rows.relations import Relation
from pipeline.writers.graph import graphml, network, page
from pipeline.writers.graph.layout import layout
from pipeline.writers.graph.network import Network

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
KINDS = {"周岚": "person", "云溪县": "place", "红帆": "brand"}
HOSTILE = "</script><img src=x onerror=alert(1)>&"


def told(*triples: tuple[str, str, str]) -> Network:
    rows = [
        Relation(Evidence("a.txt", 1, None, 1, f"{head}{tail}。", 0, 1, "test"), head, relation, tail)
        for head, relation, tail in triples
    ]
    return network(rows, KINDS)


def sample() -> Network:
    return told(
        ("柳沟村党支部", "part_of", "云溪县"),
        ("周岚", "leads", "柳沟村党支部"),
        ("柳沟村党支部", "owns", "红帆"),
        ("柳沟村党支部", "received", "先进党组织"),
        ("柳沟村党支部", "part_of", "云溪县"),
        ("远山公司", "held", HOSTILE),
    )


def test_names_and_relations_stand_once() -> None:
    found = sample()
    assert [(n.kind, n.name) for n in found.nodes][:4] == [
        ("organisation", "柳沟村党支部"), ("place", "云溪县"), ("person", "周岚"), ("brand", "红帆"),
    ]  # fmt: skip
    assert [e.relation for e in found.edges] == ["part_of", "leads", "owns", "received", "held"]


def test_graphml_is_xml_that_holds_all() -> None:
    root = ET.fromstring(graphml(sample()))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(root.findall(f".//{space}node")) == 7
    assert HOSTILE in [data.text for data in root.iter(f"{space}data")]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=60))
def test_no_two_names_are_drawn_at_one_place(pairs: list[tuple[int, int]]) -> None:
    found = told(*((f"甲{a}", "part_of", f"甲{b}") for a, b in pairs if a != b))
    places = layout(found)
    assert len(set(places)) == len(found.nodes)
    assert places == layout(found)
    assert all(x >= 0 and y >= 0 for x, y in places)


def test_what_reports_say_ends_no_element() -> None:
    text = page(sample())
    assert text.count("</script>") == 2
    assert "<img" not in text
    assert "http://" not in text and "https://" not in text


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
def test_the_page_shows_searches_and_tells(tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    file = tmp_path / "图谱.html"
    file.write_text(page(sample()), "utf-8")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        window = browser.new_context(offline=True).new_page()
        faults: list[str] = []
        window.on("pageerror", lambda error: faults.append(str(error)))
        window.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        window.goto(file.as_uri())
        assert window.inner_text("#told") == "7 个名称，5 条关系"
        window.fill("#search", "周岚")
        assert window.inner_text("#told") == "找到 1 个"
        window.press("#search", "Enter")
        assert "负责：柳沟村党支部" in window.inner_text("#details")
        window.click("#details button")
        assert window.inner_text("#details h2") == "柳沟村党支部"
        browser.close()
    assert faults == []
