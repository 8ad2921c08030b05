"""The way up from a place for a reader who may see some areas alone: the place must lie in these, the way is
judged by all that the graph knows. Names outside are for the reader's door to hide.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from linli.errors import PlaceUnknown
from linli.ports import Parameter
from linli.services.breaks import AllBreaks, all_breaks
from linli.services.escalate import Escalation, escalate
from linli.services.network.chain import Indexed
from linli.services.places import resolve

if TYPE_CHECKING:
    from linli.services.graph import Graph
    from linli.services.network.known import Known


PLACES = ("Building", "Compound", "Organization")


def way_up(graph: Graph, known: Known, place: str, to: Sequence[str] = ()) -> Escalation:
    """The way up from a building, a compound or a body inside the areas asked about.

    Parameters: `place`, a name or identifier; `to`, ends as `services.escalate.escalate` has them.
    A chain leads out of the areas, and whether a post above is vacant or nobody knows follows from what is
    stated there: so it is walked in the whole graph, and is the same for everyone who may see its foot.
    Raises PlaceUnknown also for a place elsewhere; PlaceAmbiguous, ParameterWrong, or a StoreError.
    """
    identity = _found(graph, known, place)
    return known.keep(lambda: _walked(graph, known, identity, to), "way", identity, known.day, tuple(to))


def _walked(graph: Graph, known: Known, identity: str, to: Sequence[str]) -> Escalation:
    return escalate(graph, identity, to=to, source=Indexed(graph, known.index, known.day))


def _found(graph: Graph, known: Known, place: str) -> str:
    """The identifier of a place that lies in the areas asked about."""
    index = known.index
    number = index.number(place)
    if number is None:
        scope: dict[str, Parameter] = {"as_of": known.day, "areas": list(known.areas)}
        kinds = ("building", "organization") if "/" in place else ("compound", "organization", "building")
        for kind in kinds:
            try:
                number = index.number(resolve(kind, place, partial(graph.ask_within, scope)))
                break
            except PlaceUnknown:
                continue
    if number is None or not known.sees(number) or index.label(number) not in PLACES:
        raise PlaceUnknown(place=place)
    return index.id(number)


def breaks_of(graph: Graph, snapshot: str, areas: Sequence[str], day: dt.date) -> AllBreaks:
    """The breaks of every building of some areas, kept for whoever asks the same."""
    key = ("breaks", snapshot, tuple(areas), day)
    return graph.kept.get(key, lambda: all_breaks(graph, area=list(areas), as_of=day))
