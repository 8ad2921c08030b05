"""An extract as GraphML, for Gephi, yEd, Cytoscape and networkx.

Every property is a key of its own, typed; dates are texts in ISO form. The identifiers, types and directions
are those of the graph, so that what is read back is the same graph.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape

from linli.interop.extract import Extract, Row, known
from linli.model.schema import Kind

TYPES: dict[Kind, str] = {
    "text": "string",
    "int": "long",
    "float": "double",
    "bool": "boolean",
    "date": "string",
}
ENDS = frozenset({"id", "from", "to"})
_REFUSED = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(extract: Extract) -> str:
    """An extract as GraphML text."""
    return "\n".join(_lines(extract)) + "\n"


def _lines(extract: Extract) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    yield '<key id="mark" for="graph" attr.name="watermark" attr.type="string"/>'
    yield '<key id="n_label" for="node" attr.name="label" attr.type="string"/>'
    yield '<key id="e_type" for="edge" attr.name="type" attr.type="string"/>'
    yield from _keys(extract, "n", "node")
    yield from _keys(extract, "e", "edge")
    yield '<graph id="linli" edgedefault="directed">'
    yield f'<data key="mark">{_text(json.dumps(extract.mark.plain(), ensure_ascii=False))}</data>'
    for table, frame in extract.nodes():
        for row in frame.iter_rows(named=True):
            data = f'<data key="n_label">{_text(table.name)}</data>{_data(row, "n")}'
            yield f'<node id="{_text(row["id"])}">{data}</node>'
    for table, frame in extract.links():
        for row in frame.iter_rows(named=True):
            ends = f'source="{_text(row["from"])}" target="{_text(row["to"])}"'
            data = f'<data key="e_type">{_text(table.type.name)}</data>{_data(row, "e")}'
            yield f'<edge id="{_text(row["id"])}" {ends}>{data}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _keys(extract: Extract, prefix: str, what: str) -> Iterator[str]:
    """The properties of nodes or of links, each once. One name is of one type throughout the schema."""
    kinds = {
        column.name: column.kind
        for table, frame in (extract.nodes() if prefix == "n" else extract.links())
        for column in table.columns
        if column.name in frame.columns and column.name not in ENDS
    }
    for name, kind in sorted(kinds.items()):
        yield f'<key id="{prefix}_{name}" for="{what}" attr.name="{name}" attr.type="{TYPES[kind]}"/>'


def _data(row: Row, prefix: str) -> str:
    return "".join(
        f'<data key="{prefix}_{name}">{_text(value)}</data>'
        for name, value in known(row).items()
        if name not in ENDS
    )


def _text(value: object) -> str:
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return escape(_REFUSED.sub("", said), quote=True)
