"""Reading ledger files: any number of them, each into its sheets."""

from __future__ import annotations

import os
from pathlib import Path

from linli.errors import LedgerEmpty, LedgerNotFound, LedgerTooLarge, LedgerUnreadable
from linli.ledger import read_csv, read_xlsx
from linli.ledger.sheet import Sheet

CSV = (".csv", ".tsv", ".txt")
XLSX = (".xlsx", ".xlsm")
BYTES = 1 << 30
"""Bytes that a file may have."""


def read(paths: list[Path]) -> dict[Path, list[Sheet]]:
    """The sheets of each file that have anything in them.

    Raises LedgerNotFound, LedgerUnreadable, LedgerEmpty or LedgerTooLarge, naming the file.
    """
    for path in paths:
        _check(path)
    books = [path for path in paths if path.suffix.lower() in XLSX]
    sheets = read_xlsx.read(books) if books else {}
    for path in paths:
        if path.suffix.lower() in CSV:
            sheets[path] = read_csv.read(path.read_bytes(), path.name)
    filled = {
        path: [sheet for sheet in sheets[path] if sheet.cells.height and sheet.cells.width] for path in paths
    }
    for path, found in filled.items():
        if not found:
            raise LedgerEmpty(file=path.name, sheet="")
    return filled


def _check(path: Path) -> None:
    if not path.is_file():
        raise LedgerNotFound(file=str(path))
    if not os.access(path, os.R_OK):
        raise LedgerUnreadable(file=path.name, problem="permission denied")
    if path.suffix.lower() not in (*CSV, *XLSX):
        raise LedgerUnreadable(file=path.name, problem=f"{path.suffix or '?'} ∉ xlsx, xlsm, csv, tsv")
    size = path.stat().st_size
    if size == 0:
        raise LedgerEmpty(file=path.name, sheet="")
    if size > BYTES:
        raise LedgerTooLarge(file=path.name, limit=f"{BYTES >> 20} MiB", found=f"{size >> 20} MiB")
