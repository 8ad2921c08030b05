"""Which areas lie in which, and which bodies are at home there: what a caller may see is judged by it.

The closure is the graph's own (WITHIN), not a code's beginning: a patch has no code of the state, and a
community may have moved to another street.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from linli.errors import AreaForbidden
from linli.services.graph import Graph


@dataclass(frozen=True)
class Closure:
    """Every area with all that hold it, itself among them."""

    above: dict[str, frozenset[str]]

    def inside(self, area: str | None, granted: Collection[str]) -> bool:
        """Whether an area is one of those granted or lies in one of them."""
        return not self.above.get(area or "", frozenset()).isdisjoint(granted)


def closure(graph: Graph) -> Closure:
    """The closure of a graph, worked out once for as long as it is open."""
    return graph.kept.get(("closure", graph.snapshot), lambda: _closure(graph))


def _closure(graph: Graph) -> Closure:
    every = [str(row["id"]) for row in graph.ask("areas/named").rows()]
    above: dict[str, set[str]] = {one: {one} for one in every}
    table = graph.ask("areas/above", of=every).arrow()
    pairs = zip(table.column("area").to_pylist(), table.column("id").to_pylist(), strict=True)
    for area, upper in pairs:
        if upper is not None:
            above.setdefault(str(area), {str(area)}).add(str(upper))
    return Closure({area: frozenset(uppers) for area, uppers in above.items()})


def bodies(graph: Graph, granted: Sequence[str]) -> frozenset[str]:
    """Identifiers of the bodies at home in some areas, worked out once for as long as the graph is open."""

    def ask() -> frozenset[str]:
        table = graph.ask("organizations/homes", area=list(granted)).arrow()
        return frozenset(table.column("body_id").to_pylist())

    return graph.kept.get(("bodies", graph.snapshot, tuple(sorted(granted))), ask)


def within(graph: Graph, granted: Sequence[str] | None, asked: Sequence[str] | None) -> list[str]:
    """The areas to ask about.

    Parameters: `granted`, codes that the caller was given, None for the whole workspace; `asked`, codes or
    names, None for all that was granted.
    Raises AreaUnknown, PlaceAmbiguous; AreaForbidden for an area outside those granted, or where none of
    those granted is in the graph.
    """
    if asked is not None:
        known = closure(graph).above
        codes = list(asked) if all(one in known for one in asked) else graph.areas(asked)
        for name, code in zip(asked, codes, strict=True):
            if granted is not None and not closure(graph).inside(code, granted):
                raise AreaForbidden(area=name, areas="、".join(granted))
        return codes
    if granted is None:
        return list(graph.tops)
    codes = [code for code in granted if code in closure(graph).above]
    if not codes:
        raise AreaForbidden(area="、".join(granted), areas="、".join(granted) or "—")
    return codes
