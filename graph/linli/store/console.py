"""A text that somebody typed, asked of an engine within limits: so many rows, so many seconds, so much
memory.

What the text may say was judged before (`linli.queries.allowed`); here it is only run. The embedded engine
runs it in a process of its own, since a query of it cannot be relied on to stop (seen: 38 s after a limit of
2) and may take all the memory there is; a server ends its transaction itself.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from linli.errors import CypherRefused, QueryFailed, QueryTooSlow
from linli.model.vocabulary import Label
from linli.ports import Parameter

if TYPE_CHECKING:
    from linli.store.neo4j import Neo4jStore

Scalar = bool | int | float | str | None
Cell = Scalar | list[Scalar]
"""What a cell of an answer may be; a date is written as ISO text."""

NAME = "console"
GRACE = 5.0
"""Seconds beside the limit that the child process has to begin and to end."""
WHOLE = Label(
    "请返回属性，如 p.name AS name，不要返回整个点、关系或路径",
    "return properties, such as c.name AS name, not whole nodes, links or paths",
)


@dataclass(frozen=True)
class Limits:
    """How much a text may take: rows, seconds, bytes of the engine's buffer."""

    rows: int = 500
    seconds: int = 10
    memory: int = 1 << 29


@dataclass(frozen=True)
class Peek:
    """The first rows of an answer, and whether there are more."""

    rows: tuple[tuple[Cell, ...], ...]
    more: bool


def embedded(path: Path, text: str, parameters: Mapping[str, Parameter], limits: Limits) -> Peek:
    """Ask the embedded engine's file, in a child process.

    Raises CypherRefused where the engine does not take the text, QueryTooSlow.
    """
    task = {
        "path": str(path),
        "text": text,
        "parameters": {name: _sent(value) for name, value in parameters.items()},
        **vars(limits),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "linli.store.console_child"],
            input=json.dumps(task).encode(),
            capture_output=True,
            timeout=limits.seconds + GRACE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise QueryTooSlow(query=NAME) from error
    if done.returncode != 0:
        # Killed by its own limit of processor time or memory: it told nothing more.
        raise QueryTooSlow(query=NAME)
    told = json.loads(done.stdout)
    if told.get("slow"):
        raise QueryTooSlow(query=NAME)
    if "problem" in told:
        raise _refused(told["problem"])
    return _peek(told["rows"], limits)


def on_server(store: Neo4jStore, text: str, parameters: Mapping[str, Parameter], limits: Limits) -> Peek:
    """Ask a server, in a read transaction with a time limit.

    Raises CypherRefused where the engine does not take the text, QueryTooSlow, and as `Neo4jStore.run` does.
    """
    try:
        rows = store.peek(NAME, text, parameters, limits.rows + 1, limits.seconds)
    except QueryFailed as error:
        raise _refused(str(error.where["problem"])) from error
    return _peek(rows, limits)


def plain(value: object) -> Cell:
    """A cell as it may leave. Raises CypherRefused for a node, a link or a path."""
    if isinstance(value, list | tuple):
        return [_scalar(one) for one in value]
    return _scalar(value)


def _scalar(value: object) -> Scalar:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    iso = getattr(value, "iso_format", None)  # the driver's own dates
    if iso is not None:
        return str(iso())
    raise _refused(None)


def _peek(rows: Sequence[Sequence[object]], limits: Limits) -> Peek:
    made = tuple(tuple(plain(cell) for cell in row) for row in rows[: limits.rows])
    return Peek(made, len(rows) > limits.rows)


def _refused(problem: str | None) -> CypherRefused:
    return CypherRefused(line=1, problem=WHOLE if problem is None else problem)


def _sent(value: Parameter) -> object:
    return {"date": value.isoformat()} if isinstance(value, dt.date) else value
