"""图谱.html and 图谱.graphml: who belongs to, leads, owns, received or held what, as one picture."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pipeline.ledger.store import Store
from pipeline.rows.brands import BRANDS
from pipeline.rows.mechanisms import MECHANISMS
from pipeline.rows.organisations import ORGANISATIONS
from pipeline.rows.people import PEOPLE
from pipeline.rows.places import PLACES
from pipeline.rows.relations import RELATION_ROWS
from pipeline.writers.graph.graphml import graphml
from pipeline.writers.graph.layout import layout
from pipeline.writers.graph.network import Network, network
from pipeline.writers.review.page import digest, to_json

FOLDER = Path(__file__).parent


def read(store: Store) -> Network:
    """The network of a ledger."""
    kinds: dict[str, str] = {}
    for row_type, kind in (
        (ORGANISATIONS, "organisation"),
        (PEOPLE, "person"),
        (PLACES, "place"),
        (BRANDS, "brand"),
        (MECHANISMS, "mechanism"),
    ):
        for record in store.records(row_type):
            kinds.setdefault(record["name"], kind)
    return network(store.rows(RELATION_ROWS), kinds)


def write(store: Store, target: Path) -> Network:
    """Write the picture to `target`: GraphML where its name ends so, else one HTML page that needs nothing else."""
    found = read(store)
    target.parent.mkdir(parents=True, exist_ok=True)
    text = graphml(found) if target.suffix.lower() == ".graphml" else page(found)
    target.write_text(text, "utf-8", newline="\n")
    return found


def page(found: Network) -> str:
    """The HTML page, under a policy that lets in nothing but its own styles and script."""
    from markupsafe import Markup

    styles, script = _text("page.css"), _text("page.js")
    policy = (
        f"default-src 'none'; script-src '{digest(script)}'; style-src '{digest(styles)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )
    data = {
        "nodes": [[n.name, n.kind, *at] for n, at in zip(found.nodes, layout(found), strict=True)],
        "edges": [[e.head, e.tail, e.relation, e.document, e.sentence] for e in found.edges],
    }
    return _template().render(  # type: ignore[no-any-return]
        policy=policy, styles=Markup(styles), script=Markup(script), data=Markup(to_json(data))
    )


@cache
def _text(name: str) -> str:
    return f"\n{(FOLDER / name).read_text('utf-8')}"


@cache
def _template() -> Any:
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string((FOLDER / "page.html").read_text("utf-8"))
