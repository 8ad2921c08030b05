"""The child process of `console`: opens a graph file to read, runs one text, writes its first rows.

The task comes as JSON on standard input, the answer leaves as JSON on standard output: `rows`, or `problem`,
or `slow`. Limits of the system bound what the engine itself does not keep to.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any

import ladybug

from linli.errors import CypherRefused
from linli.store.console import plain

SPARE = 1 << 32
"""Bytes of address space beside what the engine reserves: the interpreter, and results."""
RESERVED = 1 << 36
"""Bytes of address space that the engine reserves for the graph."""


def main() -> None:
    """Run the text that standard input names."""
    task = json.loads(sys.stdin.read())
    _bound(task["seconds"])
    json.dump(_asked(task), sys.stdout, ensure_ascii=False)


def _asked(task: dict[str, Any]) -> dict[str, Any]:
    database = ladybug.Database(
        task["path"], buffer_pool_size=task["memory"], max_db_size=RESERVED, read_only=True
    )
    connection = ladybug.Connection(database, num_threads=1)
    connection.set_query_timeout(task["seconds"] * 1000)
    given = {name: _received(value) for name, value in task["parameters"].items()}
    try:
        result = connection.execute(task["text"], given)
        assert isinstance(result, ladybug.QueryResult)
        rows: list[Any] = []
        while result.has_next() and len(rows) <= task["rows"]:
            rows.append([plain(cell) for cell in result.get_next()])
    except RuntimeError as error:
        return {"slow": True} if "Interrupted" in str(error) else {"problem": str(error)}
    except CypherRefused:
        return {"problem": None}
    return {"rows": rows}


def _received(value: Any) -> Any:
    if isinstance(value, dict):
        return dt.date.fromisoformat(value["date"])
    return value


def _bound(seconds: int) -> None:
    """Bound this process's time and memory, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 2, seconds + 2))
    resource.setrlimit(resource.RLIMIT_AS, (RESERVED + SPARE, RESERVED + SPARE))


if __name__ == "__main__":
    main()
