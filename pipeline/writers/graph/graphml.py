"""The network as GraphML, for Gephi, yEd and Cytoscape."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from pipeline.writers.graph.network import Network

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KEYS = ("name", "kind"), ("relation", "document", "sentence")


def graphml(network: Network) -> str:
    """The whole file as text."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ]
    for of, keys in zip(("node", "edge"), _KEYS, strict=True):
        lines += [f'<key id="{k}" for="{of}" attr.name="{k}" attr.type="string"/>' for k in keys]
    lines.append('<graph edgedefault="directed">')
    for number, node in enumerate(network.nodes):
        lines.append(f'<node id="n{number}">{_data("name", node.name)}{_data("kind", node.kind)}</node>')
    for number, edge in enumerate(network.edges):
        told = "".join(_data(key, getattr(edge, key)) for key in _KEYS[1])
        lines.append(f'<edge id="e{number}" source="n{edge.head}" target="n{edge.tail}">{told}</edge>')
    return "\n".join([*lines, "</graph>", "</graphml>", ""])


def _data(key: str, value: str) -> str:
    return f'<data key="{key}">{escape(_NO_XML.sub("", value))}</data>'
