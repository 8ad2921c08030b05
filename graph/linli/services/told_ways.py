"""Ways up of a scenario's outcome as reports tell them; whose facts a scenario changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from linli.reports import what_if as reports
from linli.reports.escalation import render
from linli.reports.told import Told
from linli.services.escalate import Escalation
from linli.services.graph import Graph
from linli.services.network.known import known
from linli.services.scenarios import Planned
from linli.services.what_if import Way, WhatIf

_IDENTITY = re.compile(r"\w{12,}")


def told(side: Escalation) -> Told:
    """A way up, as it is told."""
    names = {key: body.name for key, body in side.bodies.items()}
    areas = [one.name for one in side.areas]
    asides = [(one.relation, one.body.name) for one in side.asides]
    return Told(side.place, side.name, side.day, areas, side.scheme, side.path, names, asides)


def plain(way: Way) -> dict[str, object]:
    """A way up before and after, as plain data."""
    sides = (("before", way.before), ("after", way.after))
    return {"place": way.place} | {
        name: json.loads(render(told(side))) if side else None for name, side in sides
    }


def document(found: WhatIf) -> str:
    """All of a scenario's outcome as json text."""
    return reports.render(found, [plain(one) for one in found.ways])


def outside(graph: Graph, planned: Planned, areas: Sequence[str]) -> list[str]:
    """What a scenario changes and what has its home outside some areas: bodies, posts, places, persons. A
    body that others come under may lie elsewhere.
    """
    look = known(graph, graph.snapshot, areas)
    numbers = ((one, look.index.number(one)) for one in dict.fromkeys(_named(planned)))
    return [one for one, number in numbers if number is not None and not look.sees(number)]


def _named(planned: Planned) -> Iterator[str]:
    for one in planned.changes:
        fields = {name: value for name, value in asdict(one).items() if name != "superior"}
        yield from _IDENTITY.findall(json.dumps(fields, ensure_ascii=False, default=str))
        if home := fields.get("home"):
            yield str(home)
