"""The child process of `read_xlsx`: reads workbooks within a memory limit and writes each sheet as an Arrow
file.

It speaks to its parent in lines on standard output: `begin`, `sheet`, `unreadable`, `memory`, each with the
workbook's number.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def text(cell: Cell) -> str | None:
    """A cell as text, the way a person reads it; blank is None.

    >>> text(3.0), text(2023.3), text(dt.datetime(2023, 3, 1)), text(""), text(True)
    ('3', '2023.3', '2023-03-01', None, 'TRUE')
    """
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    return str(cell)


def main(arguments: list[str]) -> None:
    """Read each workbook named on the command line."""
    folder, memory, *names = arguments
    limit(int(memory))
    import polars as pl
    import python_calamine as calamine

    for number, name in enumerate(names):
        say("begin", number, name)
        try:
            book = calamine.CalamineWorkbook.from_path(name)
            for index, sheet_name in enumerate(book.sheet_names):
                # skip_empty_area would drop leading blank rows and columns, and every cell would change its
                # address
                rows = book.get_sheet_by_name(sheet_name).to_python(skip_empty_area=False)
                width = max(map(len, rows), default=0)
                columns = {
                    f"c{i}": [text(row[i]) if i < len(row) else None for row in rows] for i in range(width)
                }
                file = f"{number}-{index}.arrow"
                pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).write_ipc(Path(folder) / file)
                say("sheet", number, f"{file}\t{sheet_name}")
        except calamine.CalamineError as error:
            say("unreadable", number, " ".join(str(error).split()))
            return
        except MemoryError:
            say("memory", number, "MemoryError")
            return


def limit(memory: int) -> None:
    """Bound this process's address space, where the system can (Windows cannot; there the size check must
    do).
    """
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def say(verb: str, number: int, rest: str) -> None:
    """A line to the parent."""
    sys.stdout.write(f"{verb}\t{number}\t{rest}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
