"""Reading files in a process of its own.

A workbook of a few kilobytes can bring a reader to its end: two cells at opposite corners make calamine ask
for a table of 17 thousand million cells and abort, which nothing in Python can catch. So files are read in a
child process with limits of memory and time; if it dies, the file is refused and linli lives.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from linli.errors import LedgerError, LedgerTooLarge, Said
from linli.ledger.formats import limits
from linli.ledger.formats.child import Line
from linli.ledger.formats.kind import kind
from linli.ledger.formats.refusal import restored, unreadable
from linli.ledger.sheet import Range, Sheet


def read(paths: list[Path]) -> dict[Path, list[Sheet]]:
    """The sheets of each file.

    One child reads them all, since starting it costs more than reading a small file.
    Raises LedgerEmpty, LedgerForeign, LedgerLocked, LedgerTooLarge or LedgerUnreadable, naming the file.
    """
    if not paths:
        return {}
    with tempfile.TemporaryDirectory(prefix="linli-") as folder:
        task = {
            "folder": folder,
            "memory": limits.MEMORY,
            "seconds": limits.SECONDS,
            "paths": [str(path.absolute()) for path in paths],
        }
        # -P: nothing in the current folder can pass itself off as a module
        command = [sys.executable, "-P", "-m", "linli.ledger.formats.child"]
        child = subprocess.run(command, input=json.dumps(task).encode(), capture_output=True, check=False)
        sheets: dict[Path, list[Sheet]] = {path: [] for path in paths}
        number = 0
        for line in _lines(child.stdout):
            number = line["number"]
            if line["verb"] == "sheet":
                sheets[paths[number]].append(_sheet(line, Path(folder)))
            elif line["verb"] == "error":
                raise restored(line["code"], line["where"])
        if child.returncode:
            raise _died(paths[number], child.returncode)
        return sheets


def _lines(output: bytes) -> Iterator[Line]:
    for text in output.decode().splitlines():
        yield json.loads(text)


def _sheet(line: Line, folder: Path) -> Sheet:
    return Sheet(
        name=line["name"],
        # from its bytes: a file that stays mapped cannot be deleted on Windows
        cells=pl.read_ipc((folder / line["file"]).read_bytes()),
        merged=tuple(Range(*edges) for edges in line["merged"]),
        hidden_rows=frozenset(line["hidden_rows"]),
        hidden_columns=frozenset(line["hidden_columns"]),
        uncached=tuple((row, column) for row, column in line["uncached"]),
        inside=line["inside"],
        hidden=line["hidden"],
        refusal=restored(*line["refusal"]) if line["refusal"] else None,
    )


def _died(path: Path, status: int) -> LedgerError:
    """Why a reader is no more: stopped by a limit, or broken on what it read."""
    if status == -getattr(signal, "SIGXCPU", 0):
        return LedgerTooLarge(
            file=path.name, limit=Said("time_reading", {"seconds": limits.SECONDS}), found=Said("more")
        )
    # Rust aborts when it gets no memory; a panic or an exception of Python ends with 1. An xls cannot hold
    # more than memory can: there a wish for too much comes from a damaged number.
    with path.open("rb") as file:
        old = kind(file.read(4096)) == "ole"
    if status in (-signal.SIGABRT, -getattr(signal, "SIGKILL", 9)) and not old:
        return LedgerTooLarge(
            file=path.name, limit=Said("size_memory", {"size": limits.MEMORY >> 30}), found=Said("more")
        )
    return unreadable(path.name, "reader", status=status)
