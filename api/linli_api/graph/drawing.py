"""Nodes and links laid out by the one layout of all pictures, so that a page, an SVG and a slide agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linli.messages.catalogue import Lang
from linli.model.vocabulary import load as vocabularies
from linli.reports.picture.layout import Edge, Item, Rect, arrange
from linli.reports.picture.measure import LINE, width, wrap
from linli.reports.picture.scene import Box, Line, Link, Scene
from linli_api import shown
from linli_api.asking import Look, Plain

BIG, SMALL, PAD, ROOM, EDGE = 15.0, 12.0, 10.0, 200.0, 24.0
FAMILIES = {"party": "party", "owners": "owners", "property": "company"}


@dataclass(frozen=True)
class Drawn:
    """A node to draw: its texts, and what it is drawn as."""

    id: str
    type: str
    name: str
    under: str
    role: str


@dataclass(frozen=True)
class Tied:
    """A link to draw, with its label; "" for none."""

    id: str
    source: str
    target: str
    label: str
    certain: bool


def scene(title: str, nodes: Sequence[Drawn], links: Sequence[Tied]) -> Scene:
    """A picture of nodes and links, from left to right along the links."""
    lines = {node.id: _lines(node) for node in nodes}
    labels = {link.id: Line(link.label, SMALL) for link in links if link.label}
    items = [Item(node.id, *_size(lines[node.id])) for node in nodes]
    edges = [
        Edge(link.id, link.source, link.target, _size([labels[link.id]], 3) if link.id in labels else (0, 0))
        for link in links
        if link.source != link.target
    ]
    laid = arrange(items, edges)
    boxes = [
        Box(node.id, node.role, _moved(laid.boxes[node.id]), lines[node.id], node.name) for node in nodes
    ]
    drawn = [
        Link(
            link.id,
            "plain",
            "sure" if link.certain else "may",
            [(x + EDGE, y + EDGE) for x, y in laid.paths[link.id]],
            _moved(laid.labels[link.id]) if link.id in laid.labels else None,
            [labels[link.id]] if link.id in labels else [],
            link.label,
        )
        for link in links
        if link.id in laid.paths
    ]
    return Scene(laid.width + EDGE * 2, laid.height + EDGE * 2, title, [], boxes, drawn, [])


def _moved(rect: Rect) -> Rect:
    """A rectangle with room at the picture's edge."""
    return Rect(rect.x + EDGE, rect.y + EDGE, rect.width, rect.height)


def _lines(node: Drawn) -> list[Line]:
    told = [Line(text, BIG, strong=True) for text in wrap(node.name, BIG, ROOM, 2)]
    return told + [Line(text, SMALL) for text in wrap(node.under, SMALL, ROOM, 1)]


def _size(lines: Sequence[Line], pad: float = PAD) -> tuple[float, float]:
    wide = max((width(line.text, line.size) for line in lines), default=0.0)
    return wide + pad * 2, sum(line.size * LINE for line in lines) + pad * 2


def role(type_: str, row: Mapping[str, object]) -> str:
    """What a node is drawn as."""
    if type_ in ("Person", "Post"):
        return type_.lower()
    if type_ != "Organization":
        return "place"
    family = vocabularies()["organization_kind"].term(str(row["kind"])).traits.get("family")
    return FAMILIES.get(str(family), "body")


VOCABULARIES = {
    ("Organization", "kind"): "organization_kind",
    ("Post", "kind"): "post_kind",
    ("Venue", "kind"): "venue_kind",
    ("Area", "level"): "area_level",
    ("Compound", "type"): "compound_type",
}


def kind(type_: str, row: Mapping[str, object], lang: Lang) -> tuple[str | None, str]:
    """What sort of its type a node is: by code, and in words."""
    for column in ("kind", "level", "type"):
        vocabulary = VOCABULARIES.get((type_, column))
        code = row.get(column)
        if vocabulary and code:
            term = vocabularies()[vocabulary].term(str(code))
            return str(code), term.zh if lang == "zh" else term.en
    return None, ""


def name(look: Look, type_: str, row: Mapping[str, object]) -> str:
    """What a node is called: a post by its kind and seat, a person as the caller may see them."""
    if type_ == "Post":
        _, words = kind(type_, row, look.lang)
        return f"{words}/{row['seat']}" if row.get("seat") else words
    number = look.known.index.number(str(row["id"]))
    if type_ != "Person" or number is None:
        return str(row["name"])
    return shown.person(look, number, str(row["name"]))


def placed(made: Scene) -> dict[str, Plain]:
    """Where each node stands: its middle, as charts want it, and its size."""
    return {
        box.id: {
            "x": round(box.rect.x + box.rect.width / 2, 1),
            "y": round(box.rect.middle, 1),
            "width": round(box.rect.width, 1),
            "height": round(box.rect.height, 1),
        }
        for box in made.boxes
    }
