"""The child process of `process`: reads files within a memory limit and writes each sheet as an Arrow file.

What to read comes as JSON on standard input; on standard output go lines of JSON, each with the number of its
file: `begin`, `sheet`, `error`.
"""

from __future__ import annotations

import dataclasses
import gc
import json
import sys
from pathlib import Path
from typing import Any

from linli.errors import LedgerError, LedgerTooLarge, Said
from linli.ledger.formats import refusal
from linli.ledger.sheet import Sheet

Line = dict[str, Any]


def main() -> None:
    """Read each file that standard input names."""
    task = json.loads(sys.stdin.read())
    bound_memory(task["memory"])
    # Rows of cells hold no circles; looking for some again and again is a tenth of the time of a large file.
    gc.set_threshold(1_000_000)
    from linli.ledger.formats import one

    for number, path in enumerate(map(Path, task["paths"])):
        say({"verb": "begin", "number": number})
        bound_time(task["seconds"])
        try:
            for index, sheet in enumerate(one.read(path.read_bytes(), path.name)):
                file = f"{number}-{index}.arrow"
                sheet.cells.write_ipc(Path(task["folder"]) / file)
                say({"verb": "sheet", "number": number, "file": file, **_beside(sheet)})
        except LedgerError as error:
            say({"verb": "error", "number": number, "code": error.code, "where": refusal.plain(error.where)})
            return
        except MemoryError:
            limit = Said("size_memory", {"size": task["memory"] >> 30})
            where = LedgerTooLarge(file=path.name, limit=limit, found=Said("more")).where
            say(
                {
                    "verb": "error",
                    "number": number,
                    "code": LedgerTooLarge.code,
                    "where": refusal.plain(where),
                }
            )
            return


def bound_memory(memory: int) -> None:
    """Bound this process's address space, where the system can (Windows cannot; there the size checks must
    do).
    """
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def bound_time(seconds: int) -> None:
    """Give this process so much more processor time, where the system can."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))


def say(line: Line) -> None:
    """A line to the parent."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _beside(sheet: Sheet) -> Line:
    """What stands in a sheet beside its cells."""
    return {
        "name": sheet.name,
        "merged": [dataclasses.astuple(one) for one in sheet.merged],
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "uncached": sheet.uncached,
        "inside": sheet.inside,
        "hidden": sheet.hidden,
        "refusal": (sheet.refusal.code, refusal.plain(sheet.refusal.where)) if sheet.refusal else None,
    }


if __name__ == "__main__":
    main()
