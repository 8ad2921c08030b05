"""The console: read-only Cypher that somebody types, judged before any engine sees it, and run within limits.

A text of the console is no query of the catalogue: it has no header, takes no scope of areas, and its columns
are what it returns. So only who may see the whole workspace may ask, and the columns that may hold names are
told, for the reader's door to show or hide them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.errors import CypherRefused, ParameterMissing, ParameterWrong
from linli.ports import Parameter
from linli.queries import allowed
from linli.queries.allowed import Reading
from linli.store import console
from linli.store.console import Cell, Limits
from linli.store.ladybug import LadybugStore
from linli.store.neo4j import Neo4jStore

if TYPE_CHECKING:
    from linli.services.graph import Graph

Given = Mapping[str, bool | int | float | str | list[str]]


@dataclass(frozen=True)
class Answered:
    """An answer of the console.

    columns   in the order of the text; personal: those that may hold something of a person
    more      whether there are more rows than were taken
    warnings  line and text of forms that may give wrong rows on larger graphs (decision 0001)
    """

    columns: tuple[str, ...]
    personal: frozenset[str]
    rows: tuple[tuple[Cell, ...], ...]
    more: bool
    warnings: tuple[allowed.Remark, ...]


def ask(
    graph: Graph, text: str, given: Given, day: dt.date, *, rows: int = 200, seconds: int = 10
) -> Answered:
    """The answer to a text.

    Parameters: `text`; `given`, values of its parameters, of which `as_of` and `areas` are known unless
    given; `day`, for `as_of`; `rows` and `seconds` that it may take.
    Raises CypherRefused with line and repair for a text that may not be asked, ParameterMissing,
    ParameterWrong, QueryTooSlow, or a StoreError.
    """
    reading = allowed.read(text)
    if reading.refused is not None:
        raise CypherRefused(line=reading.refused.line, problem=reading.refused.problem)
    parameters = _bound(reading, given, {"as_of": day, "areas": list(graph.tops)})
    store, limits = graph.store, Limits(rows, seconds)
    if isinstance(store, Neo4jStore):
        found = console.on_server(store, text, parameters, limits)
    else:
        assert isinstance(store, LadybugStore), "there are two engines"
        found = console.embedded(store.path, text, parameters, limits)
    return Answered(columns(reading), reading.personal, found.rows, found.more, tuple(allowed.traps(reading)))


def columns(reading: Reading) -> tuple[str, ...]:
    """The columns that a text returns, in its order."""
    last = reading.tree.parts[0][-1]
    return tuple(item.name for item in getattr(last, "items", ()))


def _bound(reading: Reading, given: Given, known: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """Values of the parameters that a text uses. A date is given as ISO text where the name is `as_of`."""
    bound: dict[str, Parameter] = {}
    for name in given:
        if name not in reading.parameters:
            wanted = ", ".join(sorted(reading.parameters)) or "—"
            raise ParameterWrong(query=console.NAME, parameter=name, value="", wanted=wanted)
    for name in sorted(reading.parameters):
        value = given.get(name, known.get(name))
        if value is None:
            raise ParameterMissing(query=console.NAME, parameter=name, wanted="value")
        bound[name] = _day(value) if name == "as_of" else value
    return bound


def _day(value: Parameter) -> Parameter:
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise ParameterWrong(
            query=console.NAME, parameter="as_of", value=str(value), wanted="date, 2025-06-30"
        ) from error
