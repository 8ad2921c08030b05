"""The one place where names of persons are hidden.

Whoever may see names sees them inside the areas they were given; outside they see 张*. A presenter sees 张*
everywhere but for the holders of public offices (`linli.services.offices`), and a guest, whom nobody knows,
sees 张* alone. A query's header says which of its columns hold a person's name (type `person_name`), its post
and its kind of body; nothing guesses it from a column's title.

Each answer has a `Names` of its own, since it counts how many it has shown: `log.read` writes that down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linli.ports import Answer
from linli.queries.catalogue import Query
from linli.services.eyes import Shown, eyes, veil
from linli.services.graph import Graph
from linli.services.offices import Offices
from linli_api.access.caller import Caller
from linli_api.settings import Settings
from linli_api.state import State


@dataclass
class Names:
    """How one answer shows names, and which it has shown.

    full     whether names inside the caller's areas are shown
    offices  the public ones, for who may see those alone; None where not even they are shown
    """

    full: bool
    offices: Offices | None
    _shown: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, caller: Caller, settings: Settings, offices: Offices | None = None) -> Names:
        """How a caller sees names. Parameters: `offices`, the public ones (`State.offices`)."""
        if caller.kind == "guest":
            return cls(settings.names == "full", None)
        return cls(caller.role != "presenter", offices)

    @property
    def by_office(self) -> bool:
        """Whether names are shown by what offices are public, not by the caller's areas."""
        return not self.full

    @property
    def count(self) -> int:
        """How many different names were shown in full."""
        return len(self._shown)

    def shown(
        self, name: str | None, *, post: str | None = None, body: str | None = None, inside: bool = True
    ) -> str:
        """A name as this caller sees it; "" for none.

        Parameters: `post` and `body`, the office's kinds by their codes; `inside`, whether its body is at
        home in the caller's areas (`Caller.sees_body`).
        """
        if not name:
            return ""
        if inside and (self.full or (self.offices is not None and self.offices.public(post, body))):
            self._shown.add(name)
            return name
        return hide(name)


def names_of(caller: Caller, state: State) -> Names:
    """How a caller sees names, by the settings and public offices of a running API."""
    return Names.of(caller, state.settings, state.offices)


def masked(query: Query, answer: Answer, names: Names, caller: Caller, graph: Graph) -> Answer:
    """An answer of the catalogue as the caller may see it.

    Returns the same rows in the same order; where a name is blank it stays blank.
    """
    columns = [name for name, kind in query.columns.items() if kind == "person_name"]
    if not columns or not len(answer):
        return answer
    import pyarrow as pa

    table = answer.table
    offices = _offices(query, table)
    bodies = table.column("body_id").to_pylist() if "body_id" in query.columns else None
    inside = [True] * len(answer) if bodies is None else [caller.sees_body(graph, body) for body in bodies]
    for column in columns:
        cells = zip(table.column(column).to_pylist(), offices, inside, strict=True)
        shown = [
            None if name is None else names.shown(name, post=post, body=body, inside=within)
            for name, (post, body), within in cells
        ]
        table = table.set_column(table.column_names.index(column), column, pa.array(shown, pa.string()))
    return Answer(answer.columns, table)


def veil_of(caller: Caller, state: State, names: Names) -> Shown:
    """What makes of a text that was written down, a sentence of a finding or a document of json, the one
    that a caller may see: of areas given to them, where it may name somebody who serves elsewhere.

    Raises NoStateHere, NoSnapshot.
    """
    if caller.areas is None:
        return str
    home, snapshot = state.need_home(), state.reader.read(lambda _, name: name)
    seen = eyes(home, snapshot, caller.areas)
    return veil(home, seen, lambda name: names.shown(name, inside=False))


def hidden(plain: Any, keys: Mapping[str, tuple[str | None, str | None]], names: Names) -> Any:
    """Nested plain data (lists and dicts) with the names in it as the caller may see them.

    Parameters: `plain`; `keys`, of a dict's keys those that hold a person's name, each with the keys beside
    it that hold the codes of the post and of the kind of body (None where there is none).

    >>> names = Names(False, None)
    >>> hidden([{"holder": "张三", "post": "secretary"}], {"holder": ("post", None)}, names)
    [{'holder': '张*', 'post': 'secretary'}]
    """
    if isinstance(plain, Mapping):
        return {
            key: _one(plain, value, keys[key], names) if key in keys else hidden(value, keys, names)
            for key, value in plain.items()
        }
    if isinstance(plain, Sequence) and not isinstance(plain, str | bytes):
        return [hidden(one, keys, names) for one in plain]
    return plain


def _one(
    beside: Mapping[str, Any], value: Any, office: tuple[str | None, str | None], names: Names
) -> str | list[str] | None:
    post, body = (str(beside[key]) if key and beside.get(key) else None for key in office)
    if isinstance(value, str) or value is None:
        return names.shown(value, post=post, body=body) if value else value
    return [names.shown(str(one), post=post, body=body) for one in value]


def hide(name: str) -> str:
    """A name as its first character.

    >>> hide("张三"), hide("欧阳清和")
    ('张*', '欧*')
    """
    return f"{name[:1]}*"


def _offices(query: Query, table: Any) -> Sequence[tuple[str | None, str | None]]:
    """The office of each row: the codes of its post and kind of body, where the query has one column of
    each. A row of two offices has none: that one of them is public does not make the other so.
    """
    found: list[list[str | None]] = []
    for vocabulary in ("post_kind", "organization_kind"):
        columns = [name for name, spec in query.header.columns.items() if spec.vocabulary == vocabulary]
        found.append(table.column(columns[0]).to_pylist() if len(columns) == 1 else [None] * table.num_rows)
    return list(zip(*found, strict=True))
