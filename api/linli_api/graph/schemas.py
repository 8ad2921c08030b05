"""Pictures of the graph as the API gives them."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, Field

from linli.model.schema import load as load_schema
from linli.reports.picture.scene import Scene
from linli.services.neighbourhood import Neighbourhood, Node
from linli.services.unfold import Twig
from linli_api import shown
from linli_api.asking import Head, Look, Plain
from linli_api.graph import drawing
from linli_api.shown import Span


class Placed(BaseModel):
    """Where a node stands: its middle and its size."""

    x: float
    y: float
    width: float
    height: float


class NodeShown(Placed):
    """A node of a picture."""

    id: str = Field(examples=["c0123456789abcdef0123"])
    type: str = Field(examples=["Compound"])
    name: str = Field(description="a person's as the caller may see it", examples=["松涛苑"])
    kind: str | None = Field(description="kind, level or type, by code", examples=["commercial"])
    kind_text: str = Field(examples=["商品房"])
    role: str = Field(description="what it is drawn as: person, post, party, owners, company, body, place")


class Near(NodeShown):
    """A node around the middle."""

    away: int = Field(description="steps from the middle")
    more: int = Field(description="links of it that the picture does not show")
    inside: bool = Field(description="whether its home is in the areas asked about")


class EdgeShown(BaseModel):
    """A link of a picture."""

    id: str
    type: str = Field(examples=["COVERS"])
    type_text: str = Field(examples=["覆盖"])
    source: str
    target: str
    certain: bool
    span: Span | None = Field(description="when it is in force; null where it has no dates")
    path: list[tuple[float, float]] = Field(description="from source to target")


class Neighbours(Head):
    """What is around a node."""

    middle: str
    width: float
    height: float
    nodes: list[Near]
    links: list[EdgeShown]
    left_out: int = Field(description="nodes within the steps for which there was no room")


class TwigShown(NodeShown):
    """A node of a tree."""

    parent: str | None
    depth: int
    below: int = Field(description="how many hang on it")
    shown: int = Field(description="how many of these are in the picture")


class Tree(Head):
    """A tree, opened as far as was asked."""

    root: str | None
    width: float
    height: float
    nodes: list[TwigShown]


@dataclass(frozen=True)
class Named:
    """A node with what it is called."""

    id: str
    type: str
    name: str
    kind: str | None
    kind_text: str
    role: str


def named(look: Look, node: Node | Twig) -> Named:
    """A node with what it is called, for this caller."""
    code, words = drawing.kind(node.type, node.row, look.lang)
    called = drawing.name(look, node.type, node.row)
    return Named(node.id, node.type, called, code, words, drawing.role(node.type, node.row))


def link_text(look: Look, type_: str) -> str:
    """A type of link in words."""
    label = load_schema().links[type_].label
    return label.text(look.lang)


def picture(look: Look, found: Neighbourhood) -> tuple[Scene, list[Named]]:
    """A neighbourhood laid out, and its nodes by name."""
    nodes = [named(look, node) for node in found.nodes]
    drawn = [
        drawing.Drawn(n.id, n.type, n.name, n.kind_text if n.type != "Post" else "", n.role) for n in nodes
    ]
    tied = [
        drawing.Tied(edge.id, edge.source, edge.target, link_text(look, edge.type), edge.certain)
        for edge in found.edges
    ]
    return _laid(look, nodes[0].name, drawn, tied), nodes


def _laid(look: Look, title: str, drawn: list[drawing.Drawn], tied: list[drawing.Tied]) -> Scene:
    """A picture laid out, once for all who see the same in it."""
    key = ("scene", title, tuple(drawn), tuple(tied))
    return look.known.keep(lambda: drawing.scene(title, drawn, tied), *key)


def neighbours(look: Look, found: Neighbourhood) -> Plain:
    """What is around a node."""
    made, nodes = picture(look, found)
    where, paths = drawing.placed(made), {link.id: link.path for link in made.links}
    return {
        "middle": found.nodes[0].id,
        "width": made.width,
        "height": made.height,
        "nodes": [
            {**vars(name), **where[node.id], "away": node.away, "more": node.more, "inside": node.inside}
            for node, name in zip(found.nodes, nodes, strict=True)
        ],
        "links": [
            {
                "id": edge.id,
                "type": edge.type,
                "type_text": link_text(look, edge.type),
                "source": edge.source,
                "target": edge.target,
                "certain": edge.certain,
                "span": None if edge.interval is None else shown.span(edge.interval),
                "path": [(round(x, 1), round(y, 1)) for x, y in paths.get(edge.id, ())],
            }
            for edge in found.edges
        ],
        "left_out": found.left_out,
    }


def tree_picture(look: Look, twigs: tuple[Twig, ...]) -> tuple[Scene, list[Named]]:
    """A tree laid out."""
    nodes = [named(look, twig) for twig in twigs]
    drawn = [drawing.Drawn(n.id, n.type, n.name, n.kind_text, n.role) for n in nodes]
    tied = [
        drawing.Tied(f"{twig.parent}-{twig.id}", twig.parent, twig.id, "", certain=True)
        for twig in twigs
        if twig.parent
    ]
    return _laid(look, nodes[0].name if nodes else "", drawn, tied), nodes


def tree(look: Look, root: str | None, twigs: tuple[Twig, ...]) -> Plain:
    """A tree."""
    made, nodes = tree_picture(look, twigs)
    where = drawing.placed(made)
    return {
        "root": root,
        "width": made.width,
        "height": made.height,
        "nodes": [
            {
                **vars(name),
                **where[twig.id],
                "parent": twig.parent or None,
                "depth": twig.depth,
                "below": twig.below,
                "shown": twig.shown,
            }
            for twig, name in zip(twigs, nodes, strict=True)
        ],
    }
