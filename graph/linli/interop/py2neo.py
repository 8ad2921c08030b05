"""Model classes for `py2neo.ogm`, made from the schema, for notebooks that stand on py2neo.

    from py2neo import Graph
    from linli.interop import py2neo

    models = py2neo.models()
    graph = Graph("bolt://localhost:7687", auth=("neo4j", password))
    branch = models["Organization"].match(graph, "o1f…").first()
    for place in branch.covers:
        print(place.name)

Each node type is a class: its columns are properties (`name`, `built_min`; dates are `datetime.date`), each
link type that begins at it is an attribute of the link's name in small letters (`branch.covers`), and each
that ends at it has `_from` behind it (`compound.covers_from`). A link may lead to several types; each
object is of its own class.

py2neo was ended by its author in 2023 and keeps only one of several links between the same two nodes (two
terms of one person in one post). The models are for reading: the next push undoes what is written through
them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from linli.model import schema

if TYPE_CHECKING:
    from py2neo.ogm import Model


def models(whole: schema.Schema | None = None) -> dict[str, type[Model]]:
    """A class for each node type, by its name.

    Parameters: `whole`, the schema; by default linli's own.
    Raises ImportError, with what to install, where py2neo is not there.
    """
    try:
        from py2neo import ogm
    except ImportError as error:
        message = "py2neo is not installed; install it with: pip install 'linli[py2neo]'"
        raise ImportError(message, name="py2neo") from error

    types = whole or schema.load()
    made: dict[str, type[Model]] = {}
    kinds = _kinds(made)
    for label, node in types.nodes.items():
        attributes: dict[str, object] = {
            "__doc__": node.description.en,
            "__primarylabel__": label,
            "__primarykey__": "id",
            "id": ogm.Property(),
        }
        for column in node.columns:
            attributes[column.name] = _day(column.name) if column.kind == "date" else ogm.Property()
        for name, link in types.links.items():
            if any(end.source == label for end in link.ends):
                attributes[name.lower()] = ogm.RelatedTo(kinds, name)
            if any(end.target == label for end in link.ends):
                attributes[f"{name.lower()}_from"] = ogm.RelatedFrom(kinds, name)
        made[label] = type(ogm.Model)(label, (ogm.Model,), attributes)
    return made


def _kinds(made: Mapping[str, type[Model]]) -> type:
    """What py2neo takes for the class at a link's other end: it hands each node to the class of its label."""

    class Kinds:
        @staticmethod
        def wrap(node: Any) -> Any:
            label = next(label for label in node.labels if label in made)
            return made[label].wrap(node)

    return Kinds


def _day(name: str) -> property:
    """A date as Python's own; py2neo has a class of its own for it."""

    def read(model: Any) -> dt.date | None:
        value = model.__node__[name]
        return None if value is None else dt.date(value.year, value.month, value.day)

    return property(read)
