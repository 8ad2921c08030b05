"""Small graphs side by side in one, so that a rule is asked of hundreds of them at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from linli.audit.engine import Finding, judge
from linli.audit.rule import Rule
from linli.model import schema
from linli.model.notation import Facts
from linli.store.ladybug import InMemory
from tests.queries.engines import apart, together, whole


@dataclass(frozen=True)
class Piece:
    """Facts that a rule is asked of by themselves. `name` ends with a stroke, and has no other."""

    name: str
    rule: Rule
    as_of: dt.date
    areas: tuple[str, ...]
    facts: Facts


def answers(pieces: Sequence[Piece]) -> dict[str, list[Finding]]:
    """What each piece's rule finds in it, and what it cannot tell, by the piece's name, as if it were alone.

    Derived links are made anew. Identifiers of findings are those of the whole graph's rows, hence made again
    from the rows as they would be alone.
    """
    facts = whole(together([apart(piece.facts, piece.name) for piece in pieces]))
    store = InMemory(facts, schema.load())
    groups: dict[tuple[str, str, dt.date], list[Piece]] = {}
    for piece in pieces:
        groups.setdefault((piece.rule.name, str(piece.rule.values), piece.as_of), []).append(piece)
    found: dict[str, list[Finding]] = {piece.name: [] for piece in pieces}
    try:
        for (_, _, day), group in groups.items():
            areas = [f"{piece.name}{area}" for piece in group for area in piece.areas]
            result = judge(group[0].rule, store, day, areas)
            assert result.error is None
            for row in (*result.findings, *result.unknown):
                name = row.subject.partition("/")[0] + "/"
                found[name].append(_stripped(row, name, group[0].rule))
    finally:
        store.close()
    return found


def _stripped(row: Finding, name: str, rule: Rule) -> Finding:
    values = {
        key: value.removeprefix(name) if isinstance(value, str) else value
        for key, value in row.values.items()
    }
    identity = " ".join(str(values[key]) for key in rule.find.header.key)
    subject, place = row.subject.removeprefix(name), row.place.removeprefix(name)
    return replace(row, id=f"{rule.name} {identity}", subject=subject, place=place, values=values)
